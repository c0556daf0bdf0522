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
    visits_in_care,
    yearly,
)
from tests.oracles.from_files.cases import added_up
from tests.oracles.from_files.drops import Drops
from tests.oracles.periods import label
from tests.support import counties

from sherwood.access import viewers
from sherwood.definitions.catalogue import load_catalogue
from sherwood.measures import evaluate
from sherwood.store import Reader

# Whatever a measure asks is there among so many children with this seed: adoptions, private fostering, allegations.
COUNTY = {
    "children": 1_000,
    "first": "2021-04-01",
    "last": "2026-01-31",
    "seed": 7,
    "with_partners": True,
    # Without misspelt names, so that whom a partner means is known for sure: that is another test's matter.
    "preset": "clean",
}
CATALOGUE = load_catalogue()
NAMES = {identifier.rpartition("/")[2]: each for identifier, each in CATALOGUE.measures.items()}
# The return alone, and the case system with every partner: each source once, so that a row is counted from one file.
FROM_RETURN = (looked_after, placements, yearly)
FROM_CASES = (
    assessment,
    child_protection,
    early_help,
    front_door,
    partners,
    plans_and_visits,
    referrals,
    service,
    visits_in_care,
)
RETURN_FEEDS = ("ssda903", "population", "postcode_directory")
NOT_CASES = ("annex_a", "cin_census", "ssda903")
# Files that hold what is new alone tell nothing of the days before the first of them.
GROWING = ("mash_log", "quality.supervision", "fostering.places", "sen2.reviews")
SINCE = dt.date(2024, 4, 1)
# A list of those who have left care tells of its own day alone.
OF_NOW = ("pathway_plan_in_place_pct", "pathway_visit_8wk_pct")
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


def is_told_in_pieces(measure):
    """Whether a measure needs a file that holds what is new alone."""
    return any(each.startswith(GROWING) for need in measure.needs for each in need.any_of)


def periods(made, name):
    """The grain at which a measure is compared, and the first and last day of each of its periods."""
    if name in OF_NOW:
        return "day", [(made.files.known_to, made.files.known_to)]
    is_yearly = ORACLES[name][0] is yearly or NAMES[name].kind == "rate"
    months, last = (12, LAST_YEAR) if is_yearly else (3, LAST)
    starts = [SINCE if is_told_in_pieces(NAMES[name]) else FIRST]
    while (following := add_months(starts[-1], months)) <= last:
        starts.append(following)
    return "year" if is_yearly else "quarter", [(day, add_months(day, months) - dt.timedelta(days=1)) for day in starts]


def asked(made, name, by=()):
    """What the product says: a figure by period and breakdown; where nothing is counted, none."""
    reader, viewer = made.returned if name in RETURNED else made.cases
    grain, days = periods(made, name)
    points = evaluate(
        reader, CATALOGUE, name, viewer, date_from=days[0][0], date_to=days[-1][1], grain=grain, by=by
    ).rows
    return {
        (point.period, *(point.dims[each] for each in by)): rounded(name, point)
        for point in points
        if point.numerator or point.denominator
    }


def answered(made, name, group=None):
    """What the oracle says, likewise; `group` tells whose each case is."""
    found = {}
    grain, days = periods(made, name)
    for first, last in days:
        cases = ORACLES[name][1](made.files, first, last)
        groups = {group(case.row) for case in cases} if group else {None}
        for each in groups:
            figure = added_up([case for case in cases if group is None or group(case.row) == each])
            if figure.numerator or figure.denominator:
                found[(named(first, grain), each) if group else (named(first, grain),)] = rounded(name, figure)
    return found


def named(day, grain):
    """The name of the period that a day begins."""
    return day.isoformat() if grain == "day" else label(day, grain)


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
        told = getattr(row, "sex", None) or made.files.people[row.person_id].sex
        return told if told in ("F", "M") else None

    return sex


def is_of_numbered_children(name):
    """Whether every row that is counted bears the number of a child of the case system or of the return."""
    return all(any(each.startswith(("ssd.", "ssda903.")) for each in need.any_of) for need in NAMES[name].needs)


BY_SEX = sorted(
    name
    for name, (module, _) in ORACLES.items()
    if "sex" in NAMES[name].breakdowns
    and module not in (early_help, partners, service)
    and is_of_numbered_children(name)
)


@pytest.mark.parametrize("name", BY_SEX)
def test_so_it_does_of_girls_and_of_boys(made, name):
    assert asked(made, name, ("sex",)) == answered(made, name, sex_of(made))


def test_the_evidence_tells_of_every_oracle():
    told = re.findall(r"^\| `[a-z_0-9]+/(\w+)` \|", EVIDENCE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert sorted(told) == sorted(ORACLES)


def test_every_measure_of_timeliness_of_repeats_and_of_how_long_has_an_oracle_but_one():
    without = {name for name, each in NAMES.items() if each.kind in ("timeliness", "repeat", "duration", "sql")} - set(
        ORACLES
    )
    assert without == {"dq_late_entry_days"}
    assert len(ORACLES) >= 120


def test_most_oracles_find_something(made):
    silent = [name for name in ORACLES if not answered(made, name)]
    assert len(silent) <= len(ORACLES) // 10, silent
