"""What came before the day the files reach back to is not counted from what is left of it: the figure is empty."""

import datetime as dt

import pytest
from tests.rooms.measures.small_warehouse import AUTHORITY, CATALOGUE, county_viewer, warehouse

from sherwood.measures import evaluate
from sherwood.measures.needs import told
from sherwood.vocabulary.periods import periods_between

DATA_DATE = dt.date(2024, 3, 31)
REACH = dt.date(2023, 10, 15)
NOTE = "The loaded files reach back to 15 October 2023: nothing is said of days before."
ROWS = {
    "contact": [
        {"person_key": "a", "contact_date": dt.date(2023, 10, 20)},
        {"person_key": "b", "contact_date": dt.date(2023, 11, 20)},
    ],
    "child_in_need": [{"person_key": "a", "start_date": dt.date(2023, 1, 1)}],
}
AUTUMN = {"date_from": dt.date(2023, 9, 1), "date_to": dt.date(2023, 11, 30), "grain": "month"}


def reaching(**limits):
    return [
        {
            "authority": AUTHORITY,
            "feed": name.partition("__")[0],
            "table_name": name.partition("__")[2],
            "cover_from": day,
        }
        for name, day in limits.items()
    ]


def asked(name, limits, viewer=None, **more):
    delivered = [each.replace("__", ".") for each in limits]
    reader = warehouse(ROWS | {"feed_reach": reaching(**limits)}, DATA_DATE, delivered=delivered)
    return evaluate(reader, CATALOGUE, name, viewer or county_viewer(), **(AUTUMN | more))


def values(series):
    return [point.value for point in series.rows]


def test_what_happened_in_a_period_needs_files_of_its_first_day():
    series = asked("contacts_received", {"annex_a__contacts": REACH})
    assert values(series) == [None, None, 1]
    assert series.notes == (NOTE,)


def test_a_period_that_begins_on_the_first_day_told_of_counts():
    series = asked("contacts_received", {"annex_a__contacts": REACH}, date_from=REACH)
    assert values(series) == [1, 1]
    assert series.notes == ()


def test_what_is_open_on_a_day_needs_files_of_that_day_alone():
    series = asked("cin_open", {"annex_a__children_in_need": dt.date(2023, 10, 31)})
    assert [point.value is None for point in series.rows] == [True, False, False]
    after = asked("cin_open", {"annex_a__children_in_need": dt.date(2023, 11, 1)})
    assert [point.value is None for point in after.rows] == [True, True, False]


def test_of_files_that_hold_the_same_thing_the_one_that_reaches_back_farthest_counts():
    limits = {"annex_a__contacts": REACH, "ssd__contacts": dt.date.min}
    assert values(asked("contacts_received", limits)) == [0, 1, 1]
    viewer = county_viewer(feeds=frozenset({"annex_a", "ssda903"}))
    assert values(asked("contacts_received", limits, viewer)) == [None, None, 1]


def test_of_things_needed_together_the_one_that_reaches_back_least_limits():
    limits = {"ssd__contacts": REACH, "annex_a__section_47": dt.date(2023, 11, 1)}
    series = asked("contact_nfa_then_s47_90d_pct", limits)
    assert series.notes == ("The loaded files reach back to 1 November 2023: nothing is said of days before.",)


def test_a_breakdown_has_no_rows_before_the_files_reach():
    series = asked("contacts_received", {"annex_a__contacts": REACH}, by=("sex",))
    assert {point.period for point in series.rows} == {"2023-11"}


def test_days_of_which_nothing_is_told_are_empty_as_a_whole():
    series = asked("contacts_received", {"annex_a__contacts": dt.date(2024, 1, 1)})
    assert values(series) == [None, None, None]


def test_a_file_that_is_lacking_is_said_and_not_how_far_the_others_reach():
    series = asked("contact_nfa_then_s47_90d_pct", {"ssd__contacts": REACH})
    assert series.notes == ("No loaded file holds section 47 enquiries.",)


MONTHS = periods_between(dt.date(2024, 2, 1), dt.date(2024, 3, 31), "month")


@pytest.mark.parametrize(
    ("name", "first_day"),
    [
        ("cla_open", dt.date(2024, 3, 31)),
        ("cla_started", dt.date(2024, 3, 1)),
        ("work_overdue", dt.date(2024, 3, 31)),
        ("cla_missing_cohort_pct", None),
    ],
)
def test_the_first_day_a_figure_of_march_needs(name, first_day):
    measure = CATALOGUE.measure(name)
    day = first_day or (dt.date(2024, 3, 1) if measure.open_on == "any_day" else dt.date(2024, 3, 31))
    assert [each.label for each in told(measure, MONTHS, day)] == ["2024-03"]
    assert told(measure, MONTHS, day + dt.timedelta(days=1)) == ()


@pytest.mark.parametrize("measure", [each for each in CATALOGUE.measures.values() if getattr(each, "lasts_days", None)])
def test_a_stock_of_what_lasts_some_days_needs_files_of_the_first_of_them(measure):
    day = dt.date(2024, 3, 31) - dt.timedelta(days=measure.lasts_days - 1)
    assert "2024-03" in [each.label for each in told(measure, MONTHS, day)]
    assert told(measure, MONTHS, day + dt.timedelta(days=1)) == ()


def rolling():
    return [each for each in CATALOGUE.measures.values() if each.kind == "rate" and each.is_at_a_date and each.date]


@pytest.mark.parametrize("measure", rolling())
def test_a_rate_of_a_rolling_year_needs_files_of_the_whole_year(measure):
    months = periods_between(dt.date(2025, 3, 1), dt.date(2025, 3, 31), "month")
    assert len(told(measure, months, dt.date(2024, 4, 1))) == 1
    assert told(measure, months, dt.date(2024, 4, 2)) == ()
