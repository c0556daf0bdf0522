"""Synthetic: the county's school years as stretches of school days, for which sessions are counted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sherwood.synthetic.delivering import day_number
from sherwood.synthetic.everyone import Days
from sherwood.synthetic.shapes_of_time import Spell, Terms
from sherwood.vocabulary.calendar import WorkingCalendar

AUTUMN, SPRING, SUMMER_1, SUMMER_2 = range(4)
PART_NAMES = ("autumn", "spring", "summer", "summer")
_ONE_DAY = dt.timedelta(days=1)
_SATURDAY = 5
# The holidays of a year in order: after which of them each stretch begins, and before which it ends.
_STRETCHES = ((-1, 1), (1, 3), (3, 4), (4, 5))


@dataclass(frozen=True)
class Stretch:
    """The school days of a term, or of half a summer term: `year` is the one in which the school year began."""

    year: int
    part: int
    days: Days

    @property
    def first(self) -> int:
        """The first school day."""
        return int(self.days[0])

    @property
    def last(self) -> int:
        """The last school day."""
        return int(self.days[-1])

    @property
    def name(self) -> str:
        """The term's name, such as `2023_summer_2` for the half after Whitsun."""
        half = f"_{self.part - 1}" if self.part >= SUMMER_1 else ""
        return f"{self.year + (self.part > AUTUMN)}_{PART_NAMES[self.part]}{half}"


@dataclass(frozen=True)
class SchoolYears:
    """Every stretch between two days, in order, and the first and last school day of each school year by the year it began in."""

    stretches: tuple[Stretch, ...]
    begins: dict[int, int]
    ends: dict[int, int]

    def starts_of(self, years: NDArray[np.int64]) -> Days:
        """The first school day of each school year; the usual one where the year is not declared."""
        return np.array([self.begins.get(int(year), _usual(int(year), 9, 3)) for year in years], np.int32)

    def ends_of(self, years: NDArray[np.int64]) -> Days:
        """The day after the last school day of each school year."""
        return np.array([self.ends.get(int(year), _usual(int(year) + 1, 7, 21)) + 1 for year in years], np.int32)


def school_years(terms: Terms, calendar: WorkingCalendar, first: int, last: int) -> SchoolYears:
    """The stretches of declared school years that begin on or after the first day, cut off at the last."""
    stretches: list[Stretch] = []
    begins, ends = {}, {}
    before: Spell | None = None
    for label, declared in sorted(terms.year.items()):
        year = int(label[:4])
        holidays = sorted(declared.holidays, key=lambda each: each.first)
        start = before.last + _ONE_DAY if before else dt.date(year, 9, 3)
        begins[year], ends[year] = day_number(start), day_number(holidays[-1].first - _ONE_DAY)
        stretches += _of_year(year, start, holidays, calendar)
        before = holidays[-1]
    cut = [Stretch(each.year, each.part, each.days[each.days <= last]) for each in stretches if each.first >= first]
    return SchoolYears(tuple(each for each in cut if len(each.days)), begins, ends)


def _of_year(year: int, start: dt.date, holidays: list[Spell], calendar: WorkingCalendar) -> Iterator[Stretch]:
    for part, (after, until) in enumerate(_STRETCHES):
        begins = start if after < 0 else holidays[after].last + _ONE_DAY
        days = [day for day in _days(begins, holidays[until].first) if _teaches(day, holidays, calendar)]
        yield Stretch(year, part, np.array([day_number(day) for day in days], np.int32))


def _days(first: dt.date, until: dt.date) -> Iterator[dt.date]:
    return (first + step * _ONE_DAY for step in range((until - first).days))


def _teaches(day: dt.date, holidays: list[Spell], calendar: WorkingCalendar) -> bool:
    is_holiday = any(each.first <= day <= each.last for each in holidays)
    return day.weekday() < _SATURDAY and not is_holiday and calendar.is_working_day(day)


def _usual(year: int, month: int, day: int) -> int:
    return day_number(dt.date(year, month, day))
