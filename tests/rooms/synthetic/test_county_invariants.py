"""What no file of a county breaks: every invariant holds on the files as delivered, and notices a file broken on purpose."""

import datetime as dt

import pytest
from tests.oracles.invariants import County, invariants

from sherwood.synthetic import make_county

INVARIANTS = invariants()


@pytest.fixture(scope="module")
def delivered(catalogue, tmp_path_factory):
    folder = tmp_path_factory.mktemp("county") / "made"
    first, last = dt.date(2017, 4, 1), dt.date(2020, 3, 31)
    make_county(
        folder,
        catalogue=catalogue,
        children=4_000,
        date_from=first,
        date_to=last,
        seed=8,
        progress=lambda _: None,
        preset="clean",
    )
    return County(folder)


def test_there_are_at_least_50_each_under_a_name_of_its_own():
    assert len({each.name for each in INVARIANTS}) == len(INVARIANTS) >= 50


@pytest.mark.parametrize("invariant", INVARIANTS, ids=lambda each: each.name)
def test_it_holds_on_the_files_and_fails_on_a_broken_one(delivered, invariant, tmp_path):
    assert delivered.offending(invariant) == [], invariant.says
    assert delivered.offending_when_broken(invariant, tmp_path), invariant.breaks
    assert delivered.offending(invariant) == []
