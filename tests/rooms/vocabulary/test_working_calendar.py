from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rooms.vocabulary.calendars import ENGLAND_AND_WALES as CALENDAR

from sherwood.vocabulary.calendar import FIRST_YEAR, LAST_YEAR

DAYS = st.dates(date(1980, 1, 1), date(2050, 12, 31))
LIMITS = st.integers(0, 300)


def slow_count(a: date, b: date) -> int:
    """Working days d with a < d <= b, by looking at every day."""
    return sum(CALENDAR.is_working_day(a + timedelta(days=offset)) for offset in range(1, (b - a).days + 1))


def test_the_same_day_is_no_working_days():
    assert CALENDAR.working_days_between(date(2020, 1, 6), date(2020, 1, 6)) == 0


def test_the_day_of_the_trigger_is_not_counted_and_the_last_day_is():
    assert CALENDAR.working_days_between(date(2020, 1, 6), date(2020, 1, 7)) == 1


def test_friday_to_monday_is_one_working_day():
    assert CALENDAR.working_days_between(date(2020, 1, 10), date(2020, 1, 13)) == 1


@pytest.mark.parametrize("trigger", [date(2020, 1, 11), date(2020, 1, 12)])
def test_after_a_trigger_on_a_weekend_day_1_is_monday(trigger):
    assert CALENDAR.add_working_days(trigger, 1) == date(2020, 1, 13)


def test_after_a_trigger_on_good_friday_day_1_is_the_tuesday_after_easter():
    assert CALENDAR.add_working_days(date(2020, 4, 10), 1) == date(2020, 4, 14)


def test_day_0_is_the_trigger_even_on_a_day_off():
    assert CALENDAR.add_working_days(date(2020, 4, 10), 0) == date(2020, 4, 10)


def test_day_45_of_an_assessment_skips_weekends():
    assert CALENDAR.add_working_days(date(2020, 1, 6), 45) == date(2020, 3, 9)


def test_day_45_across_easter_and_two_may_bank_holidays_in_2020():
    assert CALENDAR.add_working_days(date(2020, 4, 6), 45) == date(2020, 6, 12)


def test_christmas_to_new_year_holds_three_working_days_in_2020():
    assert CALENDAR.working_days_between(date(2020, 12, 24), date(2020, 12, 31)) == 3


def test_dates_in_the_wrong_order_count_below_0_and_never_look_like_done_in_time():
    assert CALENDAR.working_days_between(date(2020, 1, 13), date(2020, 1, 10)) == -1


def test_a_limit_below_0_is_refused():
    with pytest.raises(ValueError, match="-1 working days"):
        CALENDAR.add_working_days(date(2020, 1, 6), -1)


@pytest.mark.parametrize("day", [date(FIRST_YEAR - 1, 12, 31), date(LAST_YEAR + 1, 1, 1), date(9999, 12, 31)])
def test_a_day_outside_the_calendar_is_refused_not_guessed(day):
    with pytest.raises(ValueError, match="the calendar runs from 1978 to 2199"):
        CALENDAR.is_working_day(day)
    with pytest.raises(ValueError, match="the calendar runs from 1978 to 2199"):
        CALENDAR.working_days_between(date(2020, 1, 6), day)


@given(DAYS, st.integers(0, 400))
def test_the_fast_count_agrees_with_looking_at_every_day(a, length):
    b = a + timedelta(days=length)
    assert CALENDAR.working_days_between(a, b) == slow_count(a, b)


@given(DAYS, LIMITS)
def test_the_due_day_of_a_limit_lies_that_many_working_days_on(a, n):
    assert CALENDAR.working_days_between(a, CALENDAR.add_working_days(a, n)) == n


@given(DAYS, st.integers(1, 300))
def test_a_due_day_is_a_working_day_and_the_first_that_will_do(a, n):
    due = CALENDAR.add_working_days(a, n)
    assert CALENDAR.is_working_day(due)
    assert CALENDAR.working_days_between(a, due - timedelta(days=1)) == n - 1


@given(DAYS, st.integers(0, 400))
def test_adding_the_working_days_between_two_days_comes_back_to_the_last_working_day(a, length):
    b = a + timedelta(days=length)
    due = CALENDAR.add_working_days(a, CALENDAR.working_days_between(a, b))
    assert due <= b
    assert slow_count(due, b) == 0


@given(DAYS, DAYS)
def test_turning_the_dates_round_changes_only_the_sign(a, b):
    assert CALENDAR.working_days_between(a, b) == -CALENDAR.working_days_between(b, a)


def test_calendar_rows_hold_every_day_once_in_order():
    rows = list(CALENDAR.days(date(2019, 12, 1), date(2021, 1, 31)))
    assert rows[0].day == date(2019, 12, 1)
    assert rows[-1].day == date(2021, 1, 31)
    assert all(later.day - earlier.day == timedelta(days=1) for earlier, later in pairwise(rows))


def test_the_running_index_starts_with_the_first_working_day_and_rises_on_working_days_only():
    rows = list(CALENDAR.days(date(2020, 1, 1), date(2020, 1, 6)))
    assert [row.wd_index for row in rows] == [0, 1, 2, 2, 2, 3]


@given(DAYS, st.integers(0, 60), st.integers(0, 60))
def test_the_difference_of_two_indexes_is_the_working_days_between(first, start, length):
    a, b = first + timedelta(days=start), first + timedelta(days=start + length)
    index = {row.day: row.wd_index for row in CALENDAR.days(first, b)}
    assert index[b] - index[a] == CALENDAR.working_days_between(a, b)


def test_each_row_knows_its_month_and_its_collection_year():
    (row,) = CALENDAR.days(date(2020, 2, 29), date(2020, 2, 29))
    assert (row.month_start, row.month_end) == (date(2020, 2, 1), date(2020, 2, 29))
    assert (row.year_start, row.year_end) == (date(2019, 4, 1), date(2020, 3, 31))


def test_the_collection_year_turns_over_on_1_april():
    march, april = CALENDAR.days(date(2021, 3, 31), date(2021, 4, 1))
    assert march.year_end == march.day
    assert april.year_start == april.day


def test_no_days_are_given_where_the_last_day_is_before_the_first():
    assert list(CALENDAR.days(date(2020, 1, 2), date(2020, 1, 1))) == []
