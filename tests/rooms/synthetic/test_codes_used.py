"""A clean county still uses nearly every code of the two statutory returns, and every part of them."""

import datetime as dt

import pytest
from tests.oracles import codes_used

from sherwood.synthetic import make_county

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not codes_used.REFERENCE.exists(),
        reason="the reference lists of codes are not on this machine: name their folder in SHERWOOD_REFERENCE",
    ),
]
LEAST_SHARE = 0.95


@pytest.fixture(scope="module")
def clean(catalogue, tmp_path_factory):
    """Large enough for rare codes, and recent: the reference lists hold the codes of the latest collections."""
    folder = tmp_path_factory.mktemp("county") / "clean"
    make_county(
        folder,
        catalogue=catalogue,
        children=120_000,
        date_from=dt.date(2020, 4, 1),
        date_to=dt.date(2026, 3, 31),
        seed=4,
        progress=lambda _: None,
        with_partners=False,
        preset="clean",
    )
    return folder


def shares(listed, used):
    """Every code in use, and every code there is."""
    return [(name, code) for name, codes in listed.items() for code in codes & used.get(name, set())], [
        (name, code) for name, codes in listed.items() for code in codes
    ]


def test_the_looked_after_return_uses_its_codes(clean):
    used = codes_used.used_in_return(clean)
    found, every = [], []
    for file, listed in codes_used.listed_in_return().items():
        of_file, all_of_file = shares(listed, used.get(file, {}))
        found += [(file, *each) for each in of_file]
        every += [(file, *each) for each in all_of_file]
    assert len(found) >= LEAST_SHARE * len(every), sorted(set(every) - set(found))


def test_the_census_uses_its_codes_and_every_module(clean):
    used, modules = codes_used.used_in_census(clean)
    found, every = shares(codes_used.listed_in_census(), used)
    assert len(found) >= LEAST_SHARE * len(every), sorted(set(every) - set(found))
    assert codes_used.modules_in_census() <= modules
