"""Quality: the days of a collection year as rules name them, written as dates into their SQL."""

from __future__ import annotations

import datetime as dt
import re

from sqlglot import exp

from sherwood.vocabulary.calendar import WorkingCalendar
from sherwood.vocabulary.periods import collection_year, parse

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def days_of(year: str, calendar: WorkingCalendar) -> dict[str, dt.date]:
    """Give the first and last day of a collection year and of the one before, and working days before them, by the names that rules use."""
    this = parse(year, "year")
    last = collection_year(this.first_day - dt.timedelta(days=1))
    return {
        "year_start": this.first_day,
        "year_end": this.last_day,
        "last_year_start": last.first_day,
        "last_year_end": last.last_day,
        "last_working_day_before_year": _working_day_before(this.first_day, 1, calendar),
        "working_day_15_before_year_end": _working_day_before(this.last_day, 15, calendar),
        "working_day_45_before_year_end": _working_day_before(this.last_day, 45, calendar),
    }


def _working_day_before(day: dt.date, number: int, calendar: WorkingCalendar) -> dt.date:
    """Count working days back from a day, which does not count itself."""
    while number:
        day -= dt.timedelta(days=1)
        number -= calendar.is_working_day(day)
    return day


def literal(day: dt.date) -> exp.Expr:
    """Write a day as a date."""
    return exp.cast(exp.Literal.string(day.isoformat()), "DATE")


def day_named(name: str, days: dict[str, dt.date]) -> exp.Expr | None:
    """Write the day that a name stands for, or that it spells itself; None for the name of a column."""
    if name in days:
        return literal(days[name])
    return literal(dt.date.fromisoformat(name)) if _DAY.fullmatch(name) else None


def with_days(statement: exp.Expr, days: dict[str, dt.date]) -> exp.Expr:
    """Put the days in the place of `$year_start` and its like in a statement of a .sql file."""

    def put(node: exp.Expr) -> exp.Expr:
        return (
            literal(days[node.name])
            if isinstance(node, exp.Parameter | exp.Placeholder) and node.name in days
            else node
        )

    return statement.transform(put)
