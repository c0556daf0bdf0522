"""Measures worked out a second time from the files a county wrote, by functions that know nothing of Sherwood: they must agree.

Where they differ neither is right because it is older: read the measure's text first. What was found is told in
docs/evidence/source-oracles.md.
"""

import datetime as dt
import re
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.oracles.bank_days import add_months
from tests.oracles.from_files import (
    assessment,
    child_protection,
    early_help,
    front_door,
    looked_after,
    partners,
    placements,
    plans_and_visits,
    referrals,
    service,
    yearly,
)
from tests.oracles.from_files.cases import added_up
from tests.oracles.from_files.drops import Drops
from tests.support import counties

from sherwood.access import viewers
from sherwood.definitions.catalogue import load_catalogue
from sherwood.measures import evaluate
from sherwood.store import Reader

# Whatever a measure asks is there among so many children with this seed: adoptions, private fostering, allegations.
COUNTY = {"children": 1_000, "first": "2021-04-01", "last": "2026-01-31", "seed": 7, "with_partners": True}
CATALOGUE = load_catalogue()
NAMES = {identifier.rpartition("/")[2]: each for identifier, each in CATALOGUE.measures.items()}
# The return alone, and the case system with every partner: each source once, so that a row is counted from one file.
FROM_RETURN = (looked_after, placements, yearly)
FROM_CASES = (assessment, child_protection, early_help, front_door, partners, plans_and_visits, referrals, service)
RETURN_FEEDS = ("ssda903", "population", "postcode_directory")
NOT_CASES = ("annex_a", "cin_census", "ssda903")
FIRST, LAST, LAST_YEAR = dt.date(2023, 4, 1), dt.date(2025, 12, 31), dt.date(2025, 3, 31)
EVIDENCE = Path(__file__).parents[2] / "docs" / "evidence" / "source-oracles.md"


def oracles_of(modules):
    """Every function that bears a measure's name, by that name."""
    return {
        name: (module, function)
        for module in modules
        for name, function in vars(module).items()
        if name in NAMES and function.__module__ == module.__name__
    }


RETURNED, CASES = oracles_of(FROM_RETURN), oracles_of(FROM_CASES)
ORACLES = RETURNED | CASES


class Made(NamedTuple):
    """The county's files, and the warehouses of its return alone and of its case system with the partners."""

    files: Drops
    returned: tuple
    cases: tuple


def reading(home):
    return Reader.current(home, counties.AUTHORITY), viewers.owner(home)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sources")
    county = counties.written(folder / "county", **COUNTY)
    feeds = sorted({path.name for day in counties.drops(county) for path in day.iterdir()} - set(NOT_CASES))
    returned = counties.home_of(folder / "returned", county, RETURN_FEEDS)
    cases = counties.home_of(folder / "cases", county, feeds)
    return Made(Drops(county), reading(returned), reading(cases))


def periods(name):
    """The grain at which a measure is compared, and the first and last day of each of its periods."""
    is_yearly = ORACLES[name][0] is yearly or NAMES[name].kind == "rate"
    months, last = (12, LAST_YEAR) if is_yearly else (3, LAST)
    starts = [FIRST]
    while (following := add_months(starts[-1], months)) <= last:
        starts.append(following)
    return "year" if is_yearly else "quarter", [(day, add_months(day, months) - dt.timedelta(days=1)) for day in starts]


def asked(made, name, by=()):
    """What the product says: a figure by number of the period and breakdown; where nothing is counted, none."""
    reader, viewer = made.returned if name in RETURNED else made.cases
    grain, days = periods(name)
    points = evaluate(
        reader, CATALOGUE, name, viewer, date_from=days[0][0], date_to=days[-1][1], grain=grain, by=by
    ).rows
    order = {label: number for number, label in enumerate(dict.fromkeys(point.period for point in points))}
    return {
        (order[point.period], *(point.dims[each] for each in by)): rounded(name, point)
        for point in points
        if point.numerator or point.denominator
    }


def answered(made, name, group=None):
    """What the oracle says, likewise; `group` tells whose each case is."""
    found = {}
    for number, (first, last) in enumerate(periods(name)[1]):
        cases = ORACLES[name][1](made.files, first, last)
        groups = {group(case.row) for case in cases} if group else {None}
        for each in groups:
            figure = added_up([case for case in cases if group is None or group(case.row) == each])
            if figure.numerator or figure.denominator:
                found[(number, each) if group else (number,)] = rounded(name, figure)
    return found


def rounded(name, figure):
    """Numerator and denominator; of a rate the numerator, because its denominator is the population's own matter."""
    denominator = None if NAMES[name].kind == "rate" else figure.denominator
    return round(float(figure.numerator or 0), 4), round(float(denominator), 4) if denominator else None


@pytest.mark.parametrize("name", sorted(ORACLES))
def test_the_measure_says_what_the_files_say(made, name):
    assert asked(made, name) == answered(made, name)


def sex_of(made):
    """The sex of whom a row is of, as the file that holds the row tells it."""

    def sex(row):
        told = getattr(row, "sex", None) or getattr(made.files.people.get(row.person_id), "sex", None)
        return told if told in ("F", "M") else None

    return sex


BY_SEX = sorted(name for name in ORACLES if "sex" in NAMES[name].breakdowns and ORACLES[name][0] not in (early_help, partners, service))


@pytest.mark.parametrize("name", BY_SEX)
def test_so_it_does_of_girls_and_of_boys(made, name):
    assert asked(made, name, ("sex",)) == answered(made, name, sex_of(made))
