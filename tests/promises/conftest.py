"""A made-up county with every return a council makes, loaded whole and feed by feed; made once for all promises about it."""

from typing import NamedTuple

import pytest
from tests.support import counties

FIXED_SEED = 11
COUNTY = {"children": 8_000, "first": "2023-04-01", "last": "2026-01-31"}
# Feeds that tell of the same children at home; each answers alone what it can.
ALONE = ("ssd", "cin_census", "annex_a")
WHOLE = "every feed"
# On no list of the council in the home that holds every feed: its children's work is that of somebody not known.
UNLISTED_TEAM = "assessment_north"


class Returns(NamedTuple):
    """The folder of a county's files, and the homes built from all of them and from those of one feed each."""

    county: object
    homes: dict


def loaded(folder, seed, *, and_whole=True):
    """A county of this seed with a home for each way in which it is loaded."""
    county = counties.written(folder / "county", **COUNTY, seed=seed)
    homes = {feed: counties.home_of(folder / feed, county, [feed]) for feed in ALONE}
    if and_whole:
        homes[WHOLE] = counties.home_of(folder / "whole", county, unlisted=UNLISTED_TEAM)
    return Returns(county, homes)


@pytest.fixture(scope="session")
def returns(tmp_path_factory):
    return loaded(tmp_path_factory.mktemp("returns"), FIXED_SEED)
