"""A measure that does not say what it counts, or says it twice, is refused in words."""

import pytest
from pydantic import TypeAdapter, ValidationError

from sherwood.definitions.catalogue import load_catalogue
from sherwood.definitions.describe_measure import condition_words, measure_lines
from sherwood.definitions.shapes.measure import AnyMeasure
from sherwood.definitions.shapes.measure_parts import Filter

CATALOGUE = load_catalogue()
SHAPE = TypeAdapter(AnyMeasure)


def changed(name: str, **changes):
    """The measure read again with some of its keys changed; None takes a key away."""
    told = CATALOGUE.measure(name).model_dump(by_alias=True, exclude_unset=True) | changes
    return SHAPE.validate_python({key: value for key, value in told.items() if value is not None})


@pytest.mark.parametrize(
    ("name", "changes", "words"),
    [
        ("contact_rate_per_10000", {"starts": "contact_date", "stops": "contact_date"}, "a rate is of events"),
        ("contact_rate_per_10000", {"date": None}, "a rate is of events"),
        ("contact_rate_per_10000", {"for_every": 500}, "1000, 10000 or 100000"),
        ("assessment_duration_wd_median", {"begins": "start_date", "ends": "authorised_date"}, "one of the two"),
        ("assessment_duration_wd_median", {"value": None}, "one of the two"),
        ("all_work_due", {"window_days": 5}, "one of the two"),
        ("all_work_due", {"window_working_days": None}, "one of the two"),
        ("three_plus_contacts_no_referral", {"stops": "next_referral_date"}, "one of the two"),
        ("assessments_open", {"stops": None}, "one of the two"),
    ],
)
def test_what_is_counted_is_said_once(name, changes, words):
    with pytest.raises(ValidationError, match=words):
        changed(name, **changes)


def test_an_unchanged_measure_is_read_as_it_was():
    measure = CATALOGUE.measure("contact_rate_per_10000")
    assert changed(measure.name) == measure


def test_a_condition_tests_something():
    with pytest.raises(ValidationError, match="tests nothing"):
        Filter(column="contact_date", days_since="referral_date")


@pytest.mark.parametrize(
    ("name", "is_at_a_date"),
    [
        ("contact_rate_per_10000", True),
        ("early_help_rate_per_10000", True),
        ("all_work_due", True),
        ("assessments_open", True),
        ("contacts_received", False),
        ("assessments_45wd_pct", False),
    ],
)
def test_what_speaks_of_a_day_is_never_added_up_over_periods(name, is_at_a_date):
    assert CATALOGUE.measure(name).is_at_a_date is is_at_a_date


def test_a_rate_of_the_period_itself_is_of_the_period():
    assert not changed("contact_rate_per_10000", over="period").is_at_a_date


@pytest.mark.parametrize(
    ("test", "words"),
    [
        ({"column": "due_date", "days_before": 1}, "`due_date` lies so many days back: 1"),
        ({"column": "start_date", "whole_months": 12}, "`start_date` begins so many whole months: 12"),
        ({"column": "due_date", "ahead": True}, "`due_date` lies ahead"),
        ({"column": "due_date", "ahead": False}, "`due_date` has come"),
        (
            {"column": "next_date", "days_since": "date", "at_most": 90},
            "`next_date` is at most 90 and is counted in days from date",
        ),
    ],
)
def test_conditions_are_told_in_words(test, words):
    assert condition_words(Filter.model_validate(test)) == words


@pytest.mark.parametrize("name", sorted(CATALOGUE.measures))
def test_every_measure_can_be_told(name):
    lines = list(measure_lines(CATALOGUE.measures[name]))
    assert lines[0].startswith("**")
    assert any(line.startswith("Answer: ") for line in lines)
