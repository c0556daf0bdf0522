"""Records at fault and records in order as questions: whose they are, what the viewer may use, and who is counted once."""

import datetime as dt

import pytest
from tests.rooms.measures.small_warehouse import county_viewer, warehouse

from sherwood.access import aggregate, listing
from sherwood.reports.questions import FAULT_DETAILS, FAULT_DIMENSIONS, faults, records_in_order
from sherwood.reports.record_words import OPEN, SAID_FIXED, STILL_FOUND, Said, in_words, second_look, state_words

DAY = dt.date(2026, 3, 31)


def fault(key, person, **changes):
    row = {
        "fault_key": key,
        "person_key": person,
        "feed": "ssd",
        "rule": "sex_missing",
        "topic": "missing",
        "severity": "error",
        "who": "worker",
        "fault_date": dt.date(2026, 1, 1),
        "subject": "s",
        "told": "No sex",
    }
    return row | changes


def case(person, **changes):
    return {"person_key": person, "child_in_need_key": person, "start_date": dt.date(2026, 1, 1), **changes}


def counted(reader, facts, viewer=None, by=()):
    rows = aggregate(reader, facts, viewer or county_viewer(), by=by)
    return {tuple(row[name] for name in by): row["numerator"] for row in rows}


def score(reader, **asked):
    rows = aggregate(reader, records_in_order(DAY, county_viewer().feeds, **asked), county_viewer())
    return [(row["numerator"], row["denominator"]) for row in rows]


def test_what_another_feed_says_is_told_only_to_those_who_may_use_it():
    reader = warehouse({"record_fault": [fault("1", "a", other_feed="annex_a"), fault("2", "a")]}, DAY)
    both, one = county_viewer(), county_viewer(feeds=frozenset({"ssd"}))
    assert counted(reader, faults(DAY, both.feeds), both) == {(): 2}
    assert counted(reader, faults(DAY, one.feeds), one) == {(): 1}
    assert counted(reader, faults(DAY, frozenset()), both) == {(): 1}


def test_fault_of_a_feed_that_the_viewer_may_not_use_is_not_there():
    reader = warehouse({"record_fault": [fault("1", "a")]}, DAY)
    viewer = county_viewer(feeds=frozenset({"annex_a"}))
    assert counted(reader, faults(DAY, viewer.feeds), viewer) == {}


def test_fault_is_put_right_by_whoever_is_responsible_today():
    held = [
        {
            "person_key": "a",
            "team_id": "t1",
            "worker_id": "w1",
            "start_date": dt.date(2026, 1, 1),
            "through_date": DAY - dt.timedelta(1),
        },
        {"person_key": "a", "team_id": "t2", "worker_id": "w2", "start_date": DAY},
    ]
    reader = warehouse({"record_fault": [fault("1", "a"), fault("2", "b")], "allocation": held}, DAY)
    assert counted(reader, faults(DAY, county_viewer().feeds), by=("team",)) == {("t2",): 1, (None,): 1}


def test_faults_set_aside_are_left_out_and_only_those_asked_for_are_told():
    reader = warehouse({"record_fault": [fault(key, "a") for key in ("1", "2", "3")]}, DAY)
    feeds = county_viewer().feeds
    assert counted(reader, faults(DAY, feeds, without={"1", "9"})) == {(): 2}
    assert counted(reader, faults(DAY, feeds, only={"1", "9"})) == {(): 1}
    assert counted(reader, faults(DAY, feeds, only=set())) == {}


def test_errors_stand_before_second_looks_and_the_oldest_first():
    rows = [
        fault("1", "a", severity="check", fault_date=dt.date(2020, 1, 1)),
        fault("2", "a", fault_date=dt.date(2026, 2, 1)),
        fault("3", "a", fault_date=dt.date(2026, 1, 1)),
    ]
    reader = warehouse({"record_fault": rows}, DAY)
    columns = (*FAULT_DIMENSIONS, *FAULT_DETAILS)
    found = listing(reader, faults(DAY, county_viewer().feeds), county_viewer(), None, columns, reason="test").rows
    assert [row["fault_key"] for row in found] == ["3", "2", "1"]


def test_record_is_in_order_unless_something_must_be_put_right():
    given = {
        "child_in_need": [case("a"), case("b"), case("c")],
        "record_fault": [fault("1", "a"), fault("2", "b", severity="check")],
    }
    assert score(warehouse(given, DAY)) == [(2, 3)]
    assert score(warehouse(given, DAY), without={"1"}) == [(3, 3)]


def test_child_with_a_case_a_plan_and_in_care_is_counted_once():
    start = dt.date(2026, 1, 1)
    given = {
        "child_in_need": [case("a")],
        "child_protection_plan": [{"person_key": "a", "plan_key": "p", "start_date": start}],
        "period_of_care": [{"person_key": "a", "period_of_care_key": "c", "start_date": start}],
        "record_fault": [fault("1", "a"), fault("2", "a")],
    }
    assert score(warehouse(given, DAY)) == [(0, 1)]


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("child_in_need", case("a", end_date=DAY)),
        ("child_in_need", case("a", start_date=DAY + dt.timedelta(1))),
        ("period_of_care", {"person_key": "a", "start_date": dt.date(2026, 1, 1), "is_short_break": True}),
    ],
)
def test_child_whose_case_is_over_to_come_or_a_short_break_is_not_counted(table, row):
    assert score(warehouse({table: [row]}, DAY)) == []


def test_state_says_since_when():
    at = dt.datetime(2026, 3, 3, 9, tzinfo=dt.UTC)
    assert state_words(None) == "Open"
    assert state_words(Said(OPEN, "", "Pat", at)) == "Open"
    assert state_words(Said(SAID_FIXED, "", "Pat", at)) == "Said fixed, 3 Mar 2026"
    assert state_words(Said(STILL_FOUND, "", "Pat", at)) == "Said fixed 3 Mar 2026, still found"


def test_second_look_is_marked_and_an_error_is_not():
    assert second_look({"severity": "check"}).text == "Second look"
    assert second_look({"severity": "error"}) is None


def test_days_are_told_as_people_write_them_and_nothing_else_changes():
    assert in_words("Seen on 2026-01-09, born 2026-01-10") == "Seen on 9 Jan 2026, born 10 Jan 2026"
    assert in_words("A801200001001 in ssd, 2026-02-31") == "A801200001001 in ssd, 2026-02-31"
