"""Every oracle over rows against the measure of its name, on random rows of every table, quarter by quarter."""

import datetime as dt
import random
from collections.abc import Callable
from functools import lru_cache
from statistics import median
from types import ModuleType

import pytest
from tests.oracles.by_rows import front_door, lives, looked_after, need, protection, service
from tests.oracles.by_rows.rules import Tables
from tests.rooms.measures.random_rows import PEOPLE, some_allocations, some_rows
from tests.rooms.measures.small_warehouse import CATALOGUE, county_viewer, warehouse

from sherwood.measures import evaluate

KNOWN_TO = dt.date(2018, 3, 31)
FIRST = dt.date(2017, 4, 1)
QUARTERS = [
    (dt.date(2017, 4, 1), dt.date(2017, 6, 30)),
    (dt.date(2017, 7, 1), dt.date(2017, 9, 30)),
    (dt.date(2017, 10, 1), dt.date(2017, 12, 31)),
    (dt.date(2018, 1, 1), KNOWN_TO),
]
SEED = 71
MODULES = (front_door, lives, looked_after, need, protection, service)


def oracles_of(module: ModuleType) -> dict[str, Callable]:
    """The functions of a module that are named as a measure."""
    names = {each.rpartition("/")[2] for each in CATALOGUE.measures}
    return {name: function for name, function in vars(module).items() if name in names}


ORACLES = {name: function for module in MODULES for name, function in oracles_of(module).items()}


@lru_cache
def made_up() -> dict[str, list[dict]]:
    """Eighty rows of every table, about forty people."""
    rows = {
        name: some_rows(random.Random(f"{SEED} {name}"), table)
        for name, table in CATALOGUE.tables.items()
        if table.holds != "reference"
    }
    draw = random.Random(SEED)
    rows["allocation"] = some_allocations(draw)
    rows["person"] = [
        {
            **rows["person"][place],
            "person_key": key,
            "birth_date": dt.date(1996, 1, 1) + dt.timedelta(days=draw.randrange(8200)),
        }
        for place, key in enumerate(PEOPLE)
    ]
    return rows


@lru_cache
def tables() -> Tables:
    return Tables(made_up(), KNOWN_TO)


@lru_cache
def reader():
    return warehouse(made_up(), KNOWN_TO, is_listed=False)


@pytest.fixture(scope="module", autouse=True)
def _let_the_rows_go():
    yield
    for kept in (made_up, tables, reader):
        kept.cache_clear()


def points(name: str) -> list[tuple]:
    """Numerator and denominator of each quarter, as the product gives them."""
    days = {"date_from": FIRST, "date_to": KNOWN_TO, "grain": "quarter"}
    return [
        (point.numerator, point.denominator)
        for point in evaluate(reader(), CATALOGUE, name, county_viewer(), **days).rows
    ]


@pytest.mark.parametrize("name", sorted(ORACLES))
def test_the_measure_says_what_its_oracle_says(name):
    wanted = [ORACLES[name](tables(), first, last) for first, last in QUARTERS]
    assert points(name) == [
        tuple(map(pytest.approx, each)) if each[1] is not None else (pytest.approx(each[0]), None) for each in wanted
    ]


def test_there_are_oracles_for_every_measure_of_timeliness_repeat_duration_and_of_sums():
    kinds = ("repeat", "duration", "ratio", "load")
    without = {name for name, each in CATALOGUE.measures.items() if each.kind in kinds} - {
        CATALOGUE.measure(name).id for name in ORACLES
    }
    assert without == ELSEWHERE
    assert len(ORACLES) >= 120


# Of these the oracle reads the county's own files: tests/promises/test_oracles_agree.py.
ELSEWHERE = {"permanence_adoption/adoption_a10_days", "education_of_cla/cla_overall_absence_pct"}


def test_an_oracle_is_not_always_nought():
    answers = {name: [ORACLES[name](tables(), *days) for days in QUARTERS] for name in ORACLES}
    silent = [name for name, each in answers.items() if not any(numerator for numerator, _ in each)]
    assert len(silent) <= len(ORACLES) // 6, silent


def test_a_median_is_the_middle_of_the_lengths():
    rows = [row for row in tables().mash_contact if row.decision_date and FIRST <= row.decision_date <= KNOWN_TO]
    hours = [row.decision_hours for row in rows if row.decision_hours is not None]
    (point,) = evaluate(
        reader(),
        CATALOGUE,
        "contact_decision_hours_median",
        county_viewer(),
        date_from=FIRST,
        date_to=KNOWN_TO,
        grain="year",
    ).rows
    assert point.value == pytest.approx(median(hours))
