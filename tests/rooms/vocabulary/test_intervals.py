from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sherwood.vocabulary.intervals import add_days, add_months, add_weeks

DAYS = st.dates(date(1980, 1, 1), date(2050, 12, 31))


@pytest.mark.parametrize(
    ("day", "months", "due"),
    [
        (date(2020, 1, 15), 3, date(2020, 4, 15)),
        (date(2020, 1, 31), 1, date(2020, 2, 29)),
        (date(2019, 1, 31), 1, date(2019, 2, 28)),
        (date(2020, 8, 31), 6, date(2021, 2, 28)),
        (date(2019, 8, 31), 6, date(2020, 2, 29)),
        (date(2020, 11, 30), 3, date(2021, 2, 28)),
        (date(2020, 2, 29), 12, date(2021, 2, 28)),
        (date(2020, 12, 1), 1, date(2021, 1, 1)),
        (date(2020, 12, 31), 0, date(2020, 12, 31)),
    ],
)
def test_months_keep_the_day_number_or_take_the_last_day_of_the_month(day, months, due):
    assert add_months(day, months) == due


@given(DAYS, st.integers(0, 36))
def test_months_land_in_the_right_month_and_never_later_in_it_than_they_started(day, months):
    due = add_months(day, months)
    assert (due.year - day.year) * 12 + due.month - day.month == months
    assert due.day <= day.day
    assert due.day == day.day or add_days(due, 1).day == 1


def test_going_back_three_months_opens_the_window_before_a_birthday():
    assert add_months(date(2020, 5, 31), -3) == date(2020, 2, 29)


def test_a_week_is_seven_days():
    assert add_weeks(date(2020, 12, 28), 6) == add_days(date(2020, 12, 28), 42) == date(2021, 2, 8)


@given(DAYS, st.integers(0, 800))
def test_days_are_counted_from_the_day_after_the_trigger(day, days):
    assert add_days(day, days) - day == timedelta(days=days)
