"""For every measure of the catalogue, what teams, nobody and those not known have comes to what the authority has."""

import datetime as dt
import random
from functools import lru_cache

import pytest
from tests.rooms.measures.random_rows import PEOPLE, some_rows
from tests.rooms.measures.small_warehouse import CATALOGUE, county_viewer, warehouse

from sherwood.access import NOT_KNOWN
from sherwood.measures import children, evaluate

DATA_DATE = dt.date(2018, 3, 31)
FIRST = dt.date(2017, 4, 1)
SEED = 20260401
LISTED = [
    {"team_id": team, "team_name": team, "service_id": service, "service_name": service}
    for team, service in (("t1", "s1"), ("t2", "s1"), ("t3", "s2"))
]
WORKERS = [{"worker_id": f"w{number}", "worker_name": f"w{number}", "team_id": "t1"} for number in range(4)]
RESPONSIBLE = ("team", "worker", "service")
PARTS = {
    "team": {None, NOT_KNOWN, "t1", "t2", "t3"},
    "worker": {None, NOT_KNOWN, "w0", "w1", "w2", "w3"},
    "service": {None, NOT_KNOWN, "s1", "s2"},
}


def some_allocations(draw: random.Random) -> list[dict]:
    """People of whom nobody, a listed team, a team on no list or a worker without a team is in charge, in turns."""
    return [
        {
            "person_key": key,
            "worker_id": draw.choice(("w0", "w1", "w2", "gone", None)),
            "team_id": team,
            "service_id": {"t1": "s1", "t2": "s1", "t3": "s2"}.get(team),
            "start_date": dt.date(2017, 6, 1) if draw.random() < 0.5 else dt.date(2010, 1, 1),
        }
        for key in PEOPLE[:30]
        for team in [draw.choice(("t1", "t2", "t3", "unlisted", None))]
    ]


@lru_cache
def made_up():
    counted = sorted({each.counts for each in CATALOGUE.measures.values()} | {"episode", "address", "disability"})
    # Each table has draws of its own, so that a table more changes no other's rows.
    rows = {name: some_rows(random.Random(f"{SEED} {name}"), CATALOGUE.table(name)) for name in counted}
    for row in rows["assessment"]:
        row["start_date"] = row["start_date"] or FIRST
    return warehouse(
        rows | {"allocation": some_allocations(random.Random(SEED)), "organisation": LISTED, "worker": WORKERS},
        DATA_DATE,
        is_listed=False,
    )


def figures(name, by=(), where=None):
    days = {"date_from": FIRST, "date_to": DATA_DATE, "grain": "year"}
    return evaluate(made_up(), CATALOGUE, name, county_viewer(), by=by, where=where, **days)


@lru_cache
def whole_of(name):
    return figures(name)


@pytest.fixture(scope="module", autouse=True)
def _let_the_warehouse_go():
    yield
    made_up.cache_clear()
    whole_of.cache_clear()


@pytest.mark.parametrize("name", sorted(CATALOGUE.measures))
def test_teams_nobody_and_not_known_come_to_the_authority(name):
    (whole,) = whole_of(name).rows
    for unit in RESPONSIBLE:
        parts = figures(name, (unit,)).rows
        assert {point.dims[unit] for point in parts} <= PARTS[unit]
        assert sum(point.numerator or 0 for point in parts) == pytest.approx(whole.numerator or 0), unit
        if CATALOGUE.measures[name].kind != "rate":
            assert sum(point.denominator or 0 for point in parts) == pytest.approx(whole.denominator or 0), unit


@pytest.mark.parametrize("name", sorted(CATALOGUE.measures))
def test_what_does_not_add_up_says_so(name):
    measure = CATALOGUE.measures[name]
    says_so = any("does not add up" in note for note in whole_of(name).notes)
    assert says_so is not measure.adds_up
    assert measure.adds_up is (getattr(measure, "statistic", "mean") != "median")


def test_the_made_up_authority_has_work_of_nobody_and_of_somebody_on_no_list():
    by_team = {point.dims["team"]: point.numerator for point in figures("referrals_received", ("team",)).rows}
    assert set(by_team) == PARTS["team"]
    assert all(by_team.values())


@pytest.mark.parametrize("unit", RESPONSIBLE)
@pytest.mark.parametrize("value", ["", NOT_KNOWN])
def test_nobodys_work_and_that_of_those_not_known_can_be_asked_for_and_listed(unit, value):
    by_unit = {point.dims[unit]: point.numerator for point in figures("referrals_received", (unit,)).rows}
    (kept,) = figures("referrals_received", where={unit: value}).rows
    assert kept.numerator == by_unit[value or None]
    listed = children(
        made_up(), CATALOGUE, "referrals_received", county_viewer(), date_from=FIRST, date_to=DATA_DATE, grain="year",
        where={unit: value},
    )  # fmt: skip
    assert listed.counted == kept.numerator


def test_nobody_and_not_known_have_words_of_their_own():
    series = figures("referrals_received", RESPONSIBLE)
    for unit in RESPONSIBLE:
        assert series.label(unit, None) == "Unallocated"
        assert series.label(unit, NOT_KNOWN) == "Not known"
