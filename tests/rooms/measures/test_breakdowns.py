"""Breakdowns that are read from beside the row counted: addresses, disabilities, how late, and numbers in bands."""

import datetime as dt

import pytest
from tests.rooms.measures.small_warehouse import CATALOGUE, county_viewer, warehouse

from sherwood.measures import evaluate

DAY = dt.date(2024, 3, 28)
CONTACTS = {"contact": [{"person_key": "a", "contact_date": DAY}]}


def values_of(measure, by, tables, **asked):
    days = {"date_from": DAY, "date_to": DAY, "grain": "day"} | asked
    series = evaluate(warehouse(tables, DAY), CATALOGUE, measure, county_viewer(), by=(by,), **days)
    return {series.label(by, point.dims[by]): point.numerator for point in series.rows}


@pytest.mark.parametrize(
    ("recorded", "words"),
    [(("AUT",), "Yes"), (("NONE",), "No"), (("NONE", "LD"), "Yes"), ((), "Not recorded")],
)
def test_a_disability_is_known_not_to_be_only_where_that_is_recorded(recorded, words):
    rows = [{"person_key": "a", "disability": code} for code in recorded]
    assert values_of("contacts_received", "is_disabled", CONTACTS | {"disability": rows}) == {words: 1}


def test_of_two_addresses_on_one_day_the_later_one_counts():
    rows = [
        {"person_key": "a", "start_date": dt.date(2024, 1, 1), "district": "North"},
        {"person_key": "a", "start_date": dt.date(2024, 2, 1), "district": "South"},
        {"person_key": "b", "start_date": dt.date(2024, 3, 1), "district": "East"},
    ]
    assert values_of("contacts_received", "district", CONTACTS | {"address": rows}) == {"South": 1}


@pytest.mark.parametrize(
    ("late", "words"),
    [
        (0, "Not late"),
        (1, "1 to 7 days"),
        (7, "1 to 7 days"),
        (8, "8 to 14 days"),
        (28, "15 to 28 days"),
        (90, "29 to 90 days"),
        (91, "More than 90 days"),
    ],
)
def test_how_late_a_thing_is_is_counted_from_its_due_day(late, words):
    task = {"person_key": "a", "clock_date": dt.date(2023, 1, 1), "due_date": DAY - dt.timedelta(late)}
    assert values_of("all_work_due", "days_late", {"task": [task]}) == {words: 1}


@pytest.mark.parametrize(
    ("days", "words"), [(10, "0 to 10"), (11, "11 to 20"), (45, "41 to 45"), (46, "46 to 50"), (61, "61 and over")]
)
def test_lengths_of_assessments_stand_in_the_published_bands(days, words):
    row = {"person_key": "a", "start_date": dt.date(2023, 1, 2), "authorised_date": DAY, "working_days": days}
    assert values_of("assessments_completed", "assessment_length", {"assessment": [row]}) == {words: 1}


def test_a_source_said_without_its_detail_is_in_its_group():
    rows = [{"person_key": "a", "contact_date": DAY, "contact_source": source} for source in ("3", "3A", "2A")]
    found = values_of("contacts_received", "contact_source", {"contact": rows})
    assert found == {"Health services": 2, "Schools": 1}
