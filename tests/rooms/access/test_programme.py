"""The one door to people whom nobody works with: for the programme alone, by its purpose, without those who are closed."""

import datetime as dt

import pytest
from tests.rooms.measures.small_warehouse import HIGH_DATE, county_viewer, warehouse

from sherwood.access import NotAllowed
from sherwood.access.programme import programme_rows
from sherwood.definitions.programmes import PURPOSE

DAY = dt.date(2019, 6, 17)
PEOPLE = [
    {"person_key": "known", "feed": "ssd", "birth_date": dt.date(2009, 4, 2)},
    {"person_key": "other", "feed": "dwp", "birth_date": dt.date(1985, 3, 1)},
]
HOMES = [
    {"person_key": "known", "feed": "ssd", "place": "A", "start_date": dt.date(2015, 1, 1), "until_date": HIGH_DATE},
    {"person_key": "other", "feed": "dwp", "place": "A", "start_date": DAY, "until_date": HIGH_DATE},
    {"person_key": "other", "feed": "dwp", "place": "B", "start_date": dt.date(2015, 1, 1), "until_date": DAY},
]


def fact(who, kind, start, until=None, feed="dwp"):
    first = dt.date.fromisoformat(start)
    last = dt.date.fromisoformat(until) if until else first
    return {"person_key": who, "feed": feed, "fact": kind, "start_date": first, "until_date": last, "amount": 1.0}


FACTS = [
    fact("other", "benefit", "2019-05-31"),
    fact("other", "benefit", "2019-06-18"),
    fact("other", "benefit", "2016-06-16"),
    fact("known", "child_in_need", "2012-01-01", "9999-12-31", "ssd"),
    fact("known", "domestic_abuse_victim", "2010-01-01", feed="police_incidents"),
]
KINDS = dict.fromkeys(("benefit", "child_in_need", "domestic_abuse_victim"), dt.date(2016, 6, 17))


def viewer(**changes):
    whose = {"purposes": frozenset({PURPOSE}), "on_date": DAY, "restricted_all": False}
    return county_viewer(**whose | changes)


def asked(who=None, restriction=(), since=None):
    rows = {"programme_person": PEOPLE, "programme_address": HOMES, "programme_fact": FACTS, "restriction": restriction}
    return programme_rows(warehouse(rows, DAY), who or viewer(), KINDS | (since or {}), as_at=DAY)


def test_nobody_asks_without_the_permission():
    with pytest.raises(NotAllowed, match="families:assess"):
        asked(viewer(permissions=viewer().permissions - {"families:assess"}))


def test_without_the_programmes_purpose_there_are_no_rows():
    found = asked(viewer(purposes=frozenset({"direct_care", "service_management"})))
    assert (found.people, found.homes, found.facts) == ([], [], [])


def test_a_feed_whose_agreement_has_run_out_is_not_used():
    found = asked(viewer(on_date=dt.date(2027, 4, 1)))
    assert [key for key, *_ in found.people] == ["known"]
    assert {fact[7] for fact in found.facts} == {"ssd"}


def test_homes_are_those_of_the_day():
    assert sorted((key, place) for key, place, *_ in asked().homes) == [("known", "A"), ("other", "A")]


def test_facts_are_those_of_the_time_asked_about_and_what_goes_on():
    assert [(key, kind) for key, kind, *_ in asked().facts] == [("known", "child_in_need"), ("other", "benefit")]


@pytest.mark.parametrize(("until", "is_told"), [("2016-06-16", False), ("2016-06-17", True), ("2019-05-01", True)])
def test_what_began_long_before_the_day_of_its_kind_and_ended_since_is_told(until, is_told):
    """A need that ended last month was not over in the six months before: a claim must hear of it."""
    rows = {
        "programme_person": PEOPLE,
        "programme_address": HOMES,
        "programme_fact": [fact("known", "child_in_need", "2012-01-01", until, "ssd")],
    }
    assert bool(programme_rows(warehouse(rows, DAY), viewer(), KINDS, as_at=DAY).facts) is is_told


def test_what_is_wanted_however_long_ago_is_there_too():
    found = asked(since={"domestic_abuse_victim": dt.date.min})
    assert next((key, kind) for key, kind, *_ in found.facts) == ("known", "domestic_abuse_victim")


def test_somebody_whose_record_is_closed_is_told_apart():
    closed = [{"person_key": "known", "reason": "adoption", "from_date": dt.date(2018, 1, 1)}]
    assert asked(restriction=closed).closed == {"known"}
    assert asked().closed == frozenset()
    assert asked(viewer(restricted_all=True), restriction=closed).closed == frozenset()
