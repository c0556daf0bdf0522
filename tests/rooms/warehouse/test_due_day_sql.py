from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.rooms.warehouse.landed import Landed, council, day, the_catalogue

from sherwood.store import memory
from sherwood.warehouse.reference import insert, working_calendar
from sherwood.warehouse.sql_files import TABLES, sql_files

FIRST, LAST = date(2017, 1, 1), date(2027, 12, 31)
CALENDAR = working_calendar(the_catalogue().calendar("england_and_wales"))
LIMITS = [(unit, count) for unit in ("working_days", "days", "weeks", "months") for count in (0, 1, 3, 6, 10, 45)]


def months_later(clock, count):
    """The same day number so many months later, or the last day of a month that lacks it."""
    year, month = divmod(clock.year * 12 + clock.month - 1 + count, 12)
    return date(year, month + 1, min(clock.day, monthrange(year, month + 1)[1]))


EXPECTED = {
    "working_days": CALENDAR.add_working_days,
    "days": lambda clock, count: clock + timedelta(days=count),
    "weeks": lambda clock, count: clock + timedelta(weeks=count),
    "months": months_later,
}


class DueDays(dict):
    """Due days by timescale, step and clock date; too many to be printed when a test fails."""

    def __repr__(self):
        return f"{len(self)} due days"


def due_days(limits):
    """The table of due days of a calendar of eleven years, for limits as `timescale_limit` holds them."""
    build, catalogue = memory(), the_catalogue()
    insert(build, catalogue, "calendar_day", CALENDAR.days(FIRST, LAST))
    insert(build, catalogue, "timescale_limit", limits)
    build.create_table_as("due_day", sql_files(TABLES)["due_day"].select)
    rows = build.select("SELECT timescale, step, clock_date, due_date FROM due_day").rows
    found = DueDays({row[:3]: row[3] for row in rows})
    assert len(found) == len(rows)
    return found


@pytest.fixture(scope="module")
def of_every_unit():
    return due_days([(f"{unit} {count}", "only", FIRST, date.max, count, unit) for unit, count in LIMITS])


@settings(max_examples=300, deadline=None)
@given(limit=st.sampled_from(LIMITS), clock=st.dates(FIRST, LAST - timedelta(days=200)))
def test_every_due_day_is_the_calendars(of_every_unit, limit, clock):
    unit, count = limit
    assert of_every_unit[f"{unit} {count}", "only", clock] == EXPECTED[unit](clock, count)


@pytest.mark.parametrize(
    ("unit", "count", "clock", "due"),
    [
        ("working_days", 10, "2024-12-18", "2025-01-06"),
        ("working_days", 1, "2020-05-07", "2020-05-11"),
        ("working_days", 1, "2024-03-30", "2024-04-02"),
        ("working_days", 0, "2024-03-30", "2024-03-30"),
        ("working_days", 1, "2022-09-16", "2022-09-20"),
        ("months", 6, "2023-08-31", "2024-02-29"),
        ("months", 6, "2024-08-31", "2025-02-28"),
        ("months", 1, "2024-02-29", "2024-03-29"),
        ("months", 3, "2018-11-30", "2019-02-28"),
        ("weeks", 6, "2024-02-01", "2024-03-14"),
        ("days", 10, "2024-02-25", "2024-03-06"),
    ],
)
def test_due_days_worked_by_hand(of_every_unit, unit, count, clock, due):
    assert of_every_unit[f"{unit} {count}", "only", day(clock)] == day(due)


def test_day_nought_is_the_trigger_so_that_the_limit_falls_on_day_n(of_every_unit):
    monday = day("2024-06-03")
    assert of_every_unit["days 1", "only", monday] == monday + timedelta(days=1)
    assert of_every_unit["working_days 3", "only", monday] == monday + timedelta(days=3)


def test_a_clock_is_measured_by_the_version_in_force_the_day_it_starts():
    found = due_days(
        [
            ("visit", "only", day("2018-01-01"), day("2019-12-31"), 6, "weeks"),
            ("visit", "only", day("2020-01-01"), date.max, 4, "weeks"),
        ]
    )
    days = {clock: (found["visit", "only", day(clock)] - day(clock)).days for clock in ("2019-12-31", "2020-01-01")}
    assert days == {"2019-12-31": 42, "2020-01-01": 28}


def test_a_clock_older_than_the_rule_is_measured_by_its_first_version():
    found = due_days([("visit", "only", day("2018-01-01"), date.max, 6, "weeks")])
    assert found["visit", "only", day("2017-05-01")] == day("2017-06-12")


def test_steps_of_one_timescale_have_due_days_of_their_own():
    found = due_days(
        [("review", "first", FIRST, date.max, 20, "working_days"), ("review", "later", FIRST, date.max, 6, "months")]
    )
    assert found["review", "first", day("2017-06-01")] == day("2017-06-29")
    assert found["review", "later", day("2017-06-01")] == day("2017-12-01")


def test_a_working_day_after_the_end_of_the_calendar_is_left_out(of_every_unit):
    assert ("working_days 10", "only", LAST) not in of_every_unit
    assert ("days 10", "only", LAST) in of_every_unit


def test_every_worked_example_of_the_catalogue_is_in_the_table(landed):
    found = {(each.timescale, each.step, each.clock_date): each.due_date for each in landed.built().due_day}
    examples = [(scale, each) for scale in the_catalogue().timescales.values() for each in scale.example]
    assert examples
    wrong = [(scale.name, each) for scale, each in examples if found[scale.name, each.step, each.trigger] != each.due]
    assert wrong == []


def test_a_councils_own_number_counts_where_the_standard_is_local(tmp_path):
    landed = Landed(tmp_path)
    landed.council = council(limits={"child_protection_visit": {"only": 15}})
    (visit,) = [
        each
        for each in landed.built().due_day
        if (each.timescale, each.clock_date) == ("child_protection_visit", day("2024-06-03"))
    ]
    assert visit.due_date == CALENDAR.add_working_days(day("2024-06-03"), 15)
