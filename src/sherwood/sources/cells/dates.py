"""Sources: reads dates in the spellings that councils' files hold, handing on a date or the reason why it is none."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

from sherwood.sources.cells.outcome import Outcome

FIRST_YEAR = 1900
LAST_YEAR = 2100
# How XML writes a date (W3C XML Schema, part 2).
YEAR_FIRST = "YYYY-MM-DD"
DAY_FIRST = "DD/MM/YYYY"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TIME = r"(?:[T ]\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?Z| ?[+-]\d{2}:?\d{2})?)?"
_SHAPES = tuple(
    re.compile(shape + _TIME, re.ASCII)
    for shape in (
        r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})",
        r"(?P<year>\d{4})[/.-](?P<month>\d{1,2})[/.-](?P<day>\d{1,2})",
        r"(?P<day>\d{1,2})[ /-](?P<month>[A-Za-z]{3,9})[ /,-]+(?P<year>\d{4})",
        r"(?P<year>\d{4})[ /-](?P<month>[A-Za-z]{3,9})[ /-](?P<day>\d{1,2})",
    )
)
_COMPACT_MONTH = re.compile(r"(?P<year>(?:19|20)\d{2})(?P<month>0[1-9]|1[0-2])", re.ASCII)
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?", re.ASCII)
_TWO_DIGIT_YEAR = re.compile(r"\d{1,2}[ /.-](\d{1,2}|[A-Za-z]{3,9})[ /.-]\d{2}", re.ASCII)
# Day 1 of a spreadsheet is 1 January 1900, and it counts a 29 February 1900 that never was; five digits are past both.
_SERIAL_DAY_0 = dt.date(1899, 12, 30)


# The same days stand in file after file.
@lru_cache(maxsize=100_000)
def read_date(text: str, form: str = DAY_FIRST) -> Outcome:
    """A date written with the day first, with the year first, with the month's name, or as a spreadsheet's day number.

    The day always stands before the month, as in every return; a year of two digits is not guessed at. `form` is how the
    file writes dates, which the remedies say.
    """
    for shape in _SHAPES:
        if found := shape.fullmatch(text):
            return _in_calendar(int(found["year"]), _month(found["month"]), int(found["day"]), form)
    if serial := _SERIAL.fullmatch(text):
        return _in_range(_SERIAL_DAY_0 + dt.timedelta(days=int(serial[1])), form)
    if _TWO_DIGIT_YEAR.fullmatch(text):
        reason = "the year has two digits, so the century is not certain"
        return Outcome(None, reason, f"write the year with four digits, as {form}")
    return Outcome(None, "this is not a date", f"write it as {form}")


def read_month_or_date(text: str, form: str = DAY_FIRST) -> Outcome:
    """A date, or a month without its day (`199606`), as directories of places give it, read as the month's first day."""
    if found := _COMPACT_MONTH.fullmatch(text):
        return _in_calendar(int(found["year"]), int(found["month"]), 1, form)
    return read_date(text, form)


def _month(text: str) -> int:
    """Return the month's number, 0 where a word names none."""
    if text.isdigit():
        return int(text)
    return _MONTHS.index(text[:3].lower()) + 1 if text[:3].lower() in _MONTHS else 0


def _in_calendar(year: int, month: int, day: int, form: str) -> Outcome:
    try:
        return _in_range(dt.date(year, month, day), form)
    except ValueError:
        return Outcome(None, "there is no such day in the calendar", f"look it up in the record and write it as {form}")


def _in_range(day: dt.date, form: str) -> Outcome:
    if FIRST_YEAR <= day.year <= LAST_YEAR:
        return Outcome(day)
    return Outcome(None, f"the year {day.year} cannot be right", f"look it up in the record and write it as {form}")
