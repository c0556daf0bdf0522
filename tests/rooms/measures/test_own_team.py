"""Rows of the service itself that name a team are counted for who answers for that team, and never listed."""

import datetime as dt

import pytest
from tests.rooms.measures.small_warehouse import CATALOGUE, HIGH_DATE, county_viewer, warehouse

from sherwood.measures import children, evaluate

DAY = dt.date(2024, 3, 31)
MEASURE = "sw_posts_vacancy_pct"
POSTS = [
    {
        "post_number": f"P{place}",
        "month_end_date": DAY,
        "until_date": HIGH_DATE,
        "role": "social_worker",
        "team_id": team,
        "vacant": vacant,
        "full_time_equivalent": 1.0,
    }
    for place, (team, vacant) in enumerate([("t1", 1.0), ("t1", 0.0), ("t2", 0.0), ("t9", 0.5)])
]
TEAMS = [
    {"team_id": team, "team_name": team, "service_id": "s1", "service_name": "s1", "start_date": dt.date(1900, 1, 1)}
    for team in ("t1", "t2")
]


@pytest.fixture(scope="module")
def reader():
    return warehouse({"post_month": POSTS, "organisation": TEAMS}, DAY)


def asked(reader, by=(), **viewer):
    days = {"date_from": DAY, "date_to": DAY, "grain": "day"}
    rows = evaluate(reader, CATALOGUE, MEASURE, county_viewer(**viewer), by=by, **days).rows
    return {point.dims.get("team"): (point.numerator, point.denominator) for point in rows}


def test_the_county_has_every_teams_posts_and_those_of_no_listed_team_apart(reader):
    assert asked(reader) == {None: (1.5, 4.0)}
    assert asked(reader, ("team",)) == {"t1": (1.0, 2.0), "t2": (0.0, 1.0), None: (0.5, 1.0)}


@pytest.mark.parametrize(
    ("scope", "seen"),
    [
        ({"team_ids": ("t1",)}, (1.0, 2.0)),
        ({"service_ids": ("s1",)}, (1.0, 3.0)),
        ({"worker_id": "w1"}, (0, 0)),
        ({}, (0, 0)),
    ],
)
def test_a_manager_has_the_posts_of_the_own_team_and_a_worker_has_none(reader, scope, seen):
    assert asked(reader, county=False, **scope) == {None: seen}


def test_no_list_stands_behind_a_teams_posts(reader):
    viewer = county_viewer(county=False, team_ids=("t1",))
    listed = children(reader, CATALOGUE, MEASURE, viewer, date_from=DAY, date_to=DAY, grain="day")
    assert (listed.counted, listed.openable, listed.rows) == (2, 0, [])


# Two workers of one team and one of another; each has been away for some days.
CASELOADS = [
    {"worker_id": worker, "team_id": team, "month_end_date": DAY, "until_date": HIGH_DATE}
    | {"weighted": weighted, "full_time_equivalent": 1.0}
    for worker, team, weighted in (("w1", "t1", 20.0), ("w2", "t1", 10.0), ("w3", "t2", 15.0))
]
LISTED = [{"worker_id": f"w{place}", "worker_name": f"Worker {place}"} for place in (1, 2, 3)]


@pytest.fixture(scope="module")
def caseloads():
    return warehouse({"caseload_month": CASELOADS, "organisation": TEAMS, "worker": LISTED}, DAY)


def by_worker(caseloads, measure="sw_caseload_weighted", **scope):
    days = {"date_from": DAY, "date_to": DAY, "grain": "day"}
    rows = evaluate(caseloads, CATALOGUE, measure, county_viewer(county=False, **scope), by=("worker",), **days).rows
    return {point.dims["worker"]: point.numerator for point in rows}


def test_a_manager_has_each_workers_caseload_and_a_worker_the_own(caseloads):
    assert by_worker(caseloads, team_ids=("t1",)) == {"w1": 20.0, "w2": 10.0}
    assert by_worker(caseloads, worker_id="w3") == {"w3": 15.0}
    assert by_worker(caseloads, worker_id="w9") == {}


def test_only_what_says_so_is_told_by_worker():
    told = {each.name for each in CATALOGUE.measures.values() if _is_of_workers(each) and "worker" in each.breakdowns}
    assert told == {"sw_caseload_weighted", "sw_caseload_over_threshold", "sw_caseload_fte"}


def _is_of_workers(measure):
    table = CATALOGUE.table(measure.counts)
    return table.holds == "service" and "worker_id" in table.columns
