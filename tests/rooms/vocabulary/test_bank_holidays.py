from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rooms.vocabulary.calendars import ENGLAND_AND_WALES, ONE_OFF, REMOVED

from sherwood.vocabulary.calendar import FIRST_YEAR, LAST_YEAR, WorkingCalendar, bank_holidays, easter_sunday

YEARS = st.integers(FIRST_YEAR, LAST_YEAR)

# The days announced for England and Wales, month and day, as published each year.
ANNOUNCED = {
    2010: "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28",
    2011: "01-03 04-22 04-25 04-29 05-02 05-30 08-29 12-26 12-27",
    2012: "01-02 04-06 04-09 05-07 06-04 06-05 08-27 12-25 12-26",
    2013: "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26",
    2015: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
    2016: "01-01 03-25 03-28 05-02 05-30 08-29 12-26 12-27",
    2017: "01-02 04-14 04-17 05-01 05-29 08-28 12-25 12-26",
    2018: "01-01 03-30 04-02 05-07 05-28 08-27 12-25 12-26",
    2019: "01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26",
    2020: "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28",
    2021: "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28",
    2022: "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27",
    2023: "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26",
    2024: "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26",
    2025: "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
    2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
}


@pytest.mark.parametrize("year", ANNOUNCED)
def test_the_weekdays_off_are_those_announced_for_the_year(year):
    every_day = (date(year, 1, 1) + timedelta(days=offset) for offset in range(365))
    off = [day for day in every_day if day.weekday() < 5 and not ENGLAND_AND_WALES.is_working_day(day)]
    assert " ".join(day.strftime("%m-%d") for day in off) == ANNOUNCED[year]


@pytest.mark.parametrize(
    "easter", [date(1981, 4, 19), date(1954, 4, 18), date(2008, 3, 23), date(2011, 4, 24), date(2038, 4, 25)]
)
def test_easter_falls_on_the_published_sunday_even_in_the_years_that_break_simple_rules(easter):
    assert easter_sunday(easter.year) == easter


@given(YEARS)
def test_easter_is_a_sunday_from_22_march_to_25_april(year):
    easter = easter_sunday(year)
    assert easter.weekday() == 6
    assert date(year, 3, 22) <= easter <= date(year, 4, 25)


@given(YEARS)
def test_every_year_has_eight_bank_holidays_on_weekdays_in_order(year):
    holidays = list(bank_holidays(year))
    assert len(holidays) == 8
    assert holidays == sorted(holidays)
    assert all(day.year == year and day.weekday() < 5 for day in holidays)


def test_a_substitute_day_is_named_as_one():
    assert bank_holidays(2021)[date(2021, 12, 27)] == "Christmas Day (substitute day)"
    assert bank_holidays(2022)[date(2022, 12, 26)] == "Boxing Day"
    assert bank_holidays(2022)[date(2022, 12, 27)] == "Christmas Day (substitute day)"


@pytest.mark.parametrize("year", [FIRST_YEAR - 1, LAST_YEAR + 1])
def test_a_year_the_rules_do_not_describe_is_refused(year):
    with pytest.raises(ValueError, match=f"does not hold the year {year}"):
        bank_holidays(year)


def test_without_the_days_moved_once_the_rule_alone_holds():
    by_rule = WorkingCalendar()
    assert by_rule.is_working_day(date(2020, 5, 8))
    assert not by_rule.is_working_day(date(2020, 5, 4))
    assert ENGLAND_AND_WALES.is_working_day(date(2020, 5, 4))


def test_removing_a_day_that_is_no_bank_holiday_is_refused_by_name():
    with pytest.raises(ValueError, match="2020-05-05 is not a bank holiday"):
        WorkingCalendar(ONE_OFF, (*REMOVED, date(2020, 5, 5)))


def test_a_council_closure_day_is_a_working_day_unless_the_council_says_otherwise():
    closure = date(2020, 12, 29)
    assert ENGLAND_AND_WALES.is_working_day(closure)
    assert not WorkingCalendar(ONE_OFF, REMOVED, closed=[closure]).is_working_day(closure)


def test_a_closure_on_a_weekend_changes_no_count():
    saturday = date(2020, 1, 11)
    closed = WorkingCalendar(closed=[saturday])
    assert closed.working_days_between(date(2020, 1, 10), date(2020, 1, 13)) == 1
