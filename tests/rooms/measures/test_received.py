"""A figure of the front door by team is the hub's, another team's or nobody's, and says which."""

import datetime as dt

import pytest
from tests.rooms.measures.small_warehouse import CATALOGUE, HIGH_DATE, county_viewer, warehouse

from sherwood.measures import evaluate
from sherwood.measures.received import NO_HUB, OF_HUB

DAY = dt.date(2024, 3, 31)
ALWAYS = {"start_date": dt.date(1900, 1, 1), "end_date": HIGH_DATE}
HUB = {"team_id": "t1", "team_name": "Hub", "service_id": "s1", "service_name": "Front door", "team_today_id": "t1"}
CASES = {"team_id": "t2", "team_name": "Cases", "service_id": "s2", "service_name": "Cases", "team_today_id": "t2"}
WORKERS = [{"worker_id": "w1", "team_id": "t1", **ALWAYS}, {"worker_id": "w2", "team_id": "t2", **ALWAYS}]
HELD = [
    {
        "person_key": who,
        "worker_id": worker,
        "team_id": team,
        "service_id": service,
        "team_today_id": team,
        "start_date": DAY,
    }
    for who, worker, team, service in (("a", "w1", "t1", "s1"), ("b", "w2", "t2", "s2"), ("c", "w2", "t2", "s2"))
]


def received(who, hub="t1", **more):
    return {"person_key": who, "contact_date": DAY, "received_by": hub, "outcome": "no_further_action", **more}


# Taken on by the hub itself, by another team that day, had by another team before, nobody's after.
CONTACTS = [received("a", is_referral=True), received("b", is_referral=True), received("c", None), received("d")]


def reader(is_hub=True):
    teams = [{**team, **ALWAYS, "service_today_id": team["service_id"]} for team in (HUB, CASES)]
    teams[0]["is_hub"] = is_hub
    contacts = CONTACTS if is_hub else [{**each, "received_by": None} for each in CONTACTS]
    return warehouse({"contact": contacts, "allocation": HELD, "organisation": teams, "worker": WORKERS}, DAY)


def asked(build, measure="contacts_received", by=(), **viewer):
    days = {"date_from": DAY, "date_to": DAY, "grain": "day"}
    return evaluate(build, CATALOGUE, measure, county_viewer(**viewer), by=by, **days)


def parts(series):
    return {(series.by and point.dims[series.by[0]]) or None: point.numerator for point in series.rows}


@pytest.mark.parametrize(
    ("by", "told"),
    [
        ("team", {"t1": 3, "t2": 1}),
        ("service", {"s1": 3, "s2": 1}),
        ("team_today", {"t1": 3, "t2": 1}),
        ("worker", {"w1": 1, "w2": 1, None: 2}),
    ],
)
def test_the_hub_has_what_it_received_and_its_own_worker_what_it_kept(by, told):
    assert parts(asked(reader(), by=(by,))) == told


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ({"team_ids": ("t1",)}, (2, 3)),
        ({"service_ids": ("s1",)}, (2, 3)),
        ({"team_ids": ("t2",)}, (0, 1)),
        ({"worker_id": "w1"}, (2, 3)),
        ({"worker_id": "w2"}, (0, 1)),
    ],
    ids=["its manager", "its service", "another team", "its worker", "another worker"],
)
def test_the_share_taken_further_is_of_all_that_the_hub_received(who, seen):
    (point,) = asked(reader(), "contact_to_referral_pct", county=False, **who).rows
    assert (point.numerator, point.denominator) == seen


@pytest.mark.parametrize(
    ("measure", "by", "who", "told"),
    [
        ("contacts_received", (), {"county": False, "team_ids": ("t2",)}, (OF_HUB, NO_HUB)),
        ("contacts_received", ("team",), {}, (OF_HUB, NO_HUB)),
        ("contacts_received", (), {}, ("", "")),
        ("referrals_received", ("team",), {}, ("", NO_HUB)),
        ("cla_open", ("team",), {}, ("", "")),
    ],
)
def test_a_figure_of_teams_says_whose_work_a_contact_is(measure, by, who, told):
    for build, words in zip((reader(), reader(is_hub=False)), told, strict=True):
        notes = asked(build, measure, by, **who).notes
        assert [each for each in notes if each in (OF_HUB, NO_HUB)] == ([words] if words else [])


def test_a_worker_of_the_hub_is_told_whose_contacts_stand_beside_the_own_caseload():
    words = asked(reader(), county=False, worker_id="w1").scope_words
    assert words == "your own caseload, what the hub received while you worked in it"
    assert asked(reader(), county=False, worker_id="w2").scope_words == "your own caseload"
