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
