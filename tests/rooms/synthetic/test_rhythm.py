"""Contacts by weekday, bank holiday, school term and year: what each sender does, before the pandemic."""

import datetime as dt

import pytest
from tests.rooms.synthetic.known import calendar
from tests.rooms.synthetic.senders import Written, a_day, count, days, rhythm, workdays, write

from sherwood.synthetic.courses import load_life_courses
from sherwood.synthetic.school_terms import SchoolTerms

FIRST, LAST = dt.date(2016, 9, 1), dt.date(2019, 8, 31)
A_DAY = 40
TERMS = SchoolTerms(load_life_courses().terms)
EVERY_DAY = days(FIRST, LAST)
TERM = [day for day in EVERY_DAY if TERMS.is_open(day) and calendar().is_working_day(day)]
HOLIDAY = [day for day in EVERY_DAY if TERMS.is_holiday(day) and calendar().is_working_day(day)]
MONDAY, TUESDAY, SATURDAY = 0, 1, 5


@pytest.fixture(scope="module")
def written() -> Written:
    return write(rhythm(7), FIRST, LAST, A_DAY)


def on(weekday: int) -> list[dt.date]:
    return [day for day in TERM if day.weekday() == weekday]


def test_as_many_come_as_were_called_for(written: Written) -> None:
    assert written.total() == A_DAY * len(EVERY_DAY)


def test_monday_is_the_fullest_day(written: Written) -> None:
    by_weekday = [a_day(written, "all", on(weekday)) for weekday in range(5)]
    assert by_weekday[MONDAY] > 1.15 * max(by_weekday[1:])


def test_weekends_hold_about_a_tenth_of_the_week(written: Written) -> None:
    assert 0.08 < count(written, "all", lambda day: day.weekday() >= SATURDAY) / written.total() < 0.12


def test_at_weekends_only_those_write_who_work_then(written: Written) -> None:
    assert {source for day, source in written if day.weekday() >= SATURDAY} <= {"6", "3E", "1A", "1B", "9"}


def test_police_lots_make_mondays_and_thursdays_fuller_than_their_neighbours(written: Written) -> None:
    monday, tuesday, wednesday, thursday, friday = (a_day(written, "police", on(weekday)) for weekday in range(5))
    assert monday > 1.5 * tuesday
    assert thursday > 1.15 * max(wednesday, friday)


def test_the_day_after_a_bank_holiday_carries_its_backlog(written: Written) -> None:
    after = [day for day in days(FIRST, LAST) if day.weekday() == TUESDAY and not is_worked(day - dt.timedelta(days=1))]
    assert len(after) >= 9
    assert a_day(written, "all", after) > 1.3 * a_day(written, "all", on(TUESDAY))
    for group in ("police", "health", "individuals"):
        assert a_day(written, group, after) > 1.3 * a_day(written, group, on(TUESDAY)), group


def is_worked(day: dt.date) -> bool:
    return calendar().is_working_day(day)


def test_schools_fall_silent_in_holidays_and_the_others_do_not(written: Written) -> None:
    assert 0 < a_day(written, "schools", HOLIDAY) < 0.15 * a_day(written, "schools", TERM)
    for group in ("police", "health", "individuals"):
        assert a_day(written, group, HOLIDAY) > 0.95 * a_day(written, group, TERM), group


def test_august_is_the_lowest_month(written: Written) -> None:
    months = {month: a_day(written, "all", (day for day in EVERY_DAY if day.month == month)) for month in range(1, 13)}
    assert min(months, key=months.__getitem__) == 8
    assert 0.75 < months[8] / (written.total() / len(EVERY_DAY)) < 0.93


def test_schools_write_more_after_the_summer_and_before_it(written: Written) -> None:
    usual = a_day(written, "schools", (day for day in TERM if day.month in (3, 5)))
    assert a_day(written, "schools", (day for day in TERM if day.month == 9)) > 1.25 * usual
    last_weeks = (day for day in TERM if day.month == 7 or (day.month == 6 and day.day > 24))
    assert a_day(written, "schools", last_weeks) > 1.1 * usual


def test_schools_write_more_in_the_weeks_after_every_return(written: Written) -> None:
    first_days = [TERMS.back_from(day) for day in HOLIDAY if day.month in (12, 4)]
    weeks = {first + dt.timedelta(days=offset) for first in first_days for offset in range(28)}
    later = [day for day in TERM if day not in weeks and day.month in (2, 3, 5, 6)]
    assert a_day(written, "schools", (day for day in TERM if day in weeks)) > 1.05 * a_day(written, "schools", later)


# As councils published them; the days are the first and the last of teaching.
@pytest.mark.parametrize(
    ("first", "half_term", "back", "last"),
    [
        ("2019-09-03", None, "2020-01-06", "2019-12-20"),
        ("2020-01-06", ("2020-02-17", "2020-02-21"), "2020-04-20", "2020-04-03"),
        ("2020-04-20", ("2020-05-25", "2020-05-29"), "2020-09-02", "2020-07-21"),
        ("2020-09-02", ("2020-10-26", "2020-10-30"), "2021-01-04", "2020-12-18"),
        ("2021-01-04", ("2021-02-15", "2021-02-19"), "2021-04-19", "2021-04-01"),
        ("2021-04-19", ("2021-05-31", "2021-06-04"), "2021-09-02", "2021-07-21"),
        ("2021-09-02", ("2021-10-25", "2021-10-29"), "2022-01-04", "2021-12-17"),
        ("2022-01-04", ("2022-02-21", "2022-02-25"), "2022-04-25", "2022-04-08"),
    ],
)
def test_terms_are_those_of_the_common_pattern(
    first: str, half_term: tuple[str, str] | None, back: str, last: str
) -> None:
    first_day, last_day = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
    assert TERMS.is_open(first_day)
    assert TERMS.is_open(last_day)
    assert TERMS.is_holiday(last_day + dt.timedelta(days=1)) or last_day.weekday() == 4
    assert TERMS.back_from(last_day + dt.timedelta(days=5)) == dt.date.fromisoformat(back)
    if half_term:
        spell = days(*(dt.date.fromisoformat(each) for each in half_term))
        assert all(TERMS.is_holiday(day) for day in spell)


def test_terms_stand_for_every_year_from_2014_to_2027() -> None:
    for year in range(2014, 2028):
        weekdays = [day for day in days(dt.date(year, 1, 1), dt.date(year, 12, 31)) if day.weekday() < SATURDAY]
        taught = sum(TERMS.is_open(day) and is_worked(day) for day in weekdays)
        assert 186 <= taught <= 199, year


def test_contacts_grow_and_the_share_taken_as_referrals_falls_year_by_year() -> None:
    of, then, later = rhythm(1), dt.date(2019, 4, 1), dt.date(2024, 4, 1)
    assert of.growth(then) == of.referred_factor(then) == 1.0
    assert of.growth(later) == pytest.approx(1.01**5, abs=0.001)
    assert of.referred_factor(later) == pytest.approx(0.989**5, abs=0.001)


def test_what_came_about_on_a_closed_day_is_never_written_before_it() -> None:
    of = rhythm(3)
    for day in days(dt.date(2018, 12, 20), dt.date(2019, 1, 10)):
        for source in ("2A", "6", "5A", "3E", "1A"):
            written = of.day_for(source, day)
            assert day <= written <= day + dt.timedelta(days=45)
            assert source in ("6", "3E", "1A") or workdays().from_day(written) == written
