"""What no loaded file holds is not nought: the figure is empty and says what is lacking."""

import datetime as dt
from functools import lru_cache

import pytest
from tests.rooms.measures.small_warehouse import CATALOGUE, county_viewer, warehouse

from sherwood.measures import evaluate

DATA_DATE = dt.date(2024, 3, 31)
CONTACT = {
    "contact": [{"person_key": "a", "contact_date": DATA_DATE, "outcome": "advice", "is_no_further_action": True}]
}


def asked(name, delivered, viewer=None, **more):
    reader = warehouse(CONTACT, DATA_DATE, delivered=delivered)
    return evaluate(reader, CATALOGUE, name, viewer or county_viewer(), grain="month", **more)


def test_a_measure_without_its_file_is_empty_and_says_what_is_lacking():
    series = asked("contact_nfa_pct", ["annex_a.contacts"], date_from=dt.date(2024, 2, 1))
    assert [(point.period, point.numerator, point.value) for point in series.rows] == [
        ("2024-02", None, None),
        ("2024-03", None, None),
    ]
    assert series.notes == ("No loaded file holds outcomes of contacts.",)


def test_any_one_of_the_files_that_hold_it_is_enough():
    for delivered in (["annex_a.contacts"], ["ssd.contacts"]):
        assert asked("contacts_received", delivered).rows[0].numerator == 1
        assert asked("contacts_received", delivered).notes == ()
    assert asked("contacts_received", ["annex_a.referrals"]).rows[0].numerator is None


def test_every_thing_lacking_is_named():
    series = asked("contact_nfa_then_s47_90d_pct", [])
    assert series.notes == (
        "No loaded file holds outcomes of contacts.",
        "No loaded file holds section 47 enquiries.",
    )


def test_a_breakdown_of_what_is_not_known_has_no_rows():
    assert asked("contacts_received", [], by=("team",)).rows == ()


def test_a_file_that_the_viewer_may_not_use_is_none():
    viewer = county_viewer(feeds=frozenset({"ssda903"}))
    assert asked("contacts_received", ["annex_a.contacts"], viewer).notes == ("No loaded file holds contacts.",)


def test_another_authoritys_file_is_none():
    reader = warehouse(CONTACT, DATA_DATE, ("local", "north"), delivered={"local": ["annex_a.contacts"]})
    series = evaluate(reader, CATALOGUE, "contacts_received", county_viewer(authority="north"), grain="month")
    assert series.notes == ("No loaded file holds contacts.",)


@lru_cache
def without_files():
    return warehouse(CONTACT, DATA_DATE, delivered=[])


@pytest.mark.parametrize("name", sorted(name for name, each in CATALOGUE.measures.items() if each.needs))
def test_a_measure_that_needs_files_is_empty_without_any_of_them(name):
    measure = CATALOGUE.measures[name]
    series = evaluate(without_files(), CATALOGUE, name, county_viewer(), grain="month")
    assert len(series.notes) == len(measure.needs)
    assert {point.value for point in series.rows} == {None}
