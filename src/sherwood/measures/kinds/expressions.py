"""Measures: the small expressions every kind is made of: days, ages, months and yes-or-no as a number."""

from __future__ import annotations

from sqlglot import exp

from sherwood.access import asking
from sherwood.access.asking import as_type

COUNTED, PERIOD, CHILD, OTHER = "counted", "asked", "child", "other"


def column(name: str, table: str = COUNTED) -> exp.Column:
    """Name a column of the table counted, or of another by its alias."""
    return asking.column(name, table)


def last_day() -> exp.Column:
    """The last day of the period asked for, as far as it can be known."""
    return column("period_end", PERIOD)


def first_day() -> exp.Column:
    """The first day of the period asked for."""
    return column("period_start", PERIOD)


def number(condition: exp.Expr) -> exp.Expr:
    """1 where the condition holds, else 0, also where it cannot be told."""
    return exp.Case(ifs=[exp.If(this=condition, true=exp.convert(1))], default=exp.convert(0))


def whole(value: int) -> exp.Expr:
    """A whole number from a definition."""
    return exp.convert(value)


def plus_months(day: exp.Expr, months: int) -> exp.Expr:
    """The same day number so many months later, the last of the month where it has none."""
    later = exp.Add(this=day, expression=exp.Interval(this=exp.Literal.string(str(months)), unit=exp.var("MONTH")))
    return as_type(later, "DATE")


def days_from(start: exp.Expr, end: exp.Expr) -> exp.Expr:
    """Calendar days from one day to another."""
    return exp.DateDiff(this=end, expression=start, unit=exp.var("DAY"))


def age_on(day: exp.Expr, birth: exp.Expr) -> exp.Expr:
    """Age in whole years by birthday; one of 29 February falls on 1 March where there is no such day."""
    years = exp.Sub(this=_part("YEAR", day), expression=_part("YEAR", birth))
    return exp.Paren(this=exp.Sub(this=years, expression=number(_day_of_year(day) < _day_of_year(birth))))


def day_before(day: exp.Expr) -> exp.Expr:
    """The day before."""
    return days_added(day, -1)


def open_on(day: exp.Expr, starts: exp.Expr, stops: exp.Expr) -> exp.Expr:
    """A spell open on a day: begun on or before it and not ended; one that ended that day is closed."""
    return exp.and_(starts <= day, day.copy() < stops)


def _part(name: str, day: exp.Expr) -> exp.Expr:
    return exp.Extract(this=exp.var(name), expression=day.copy())


def _day_of_year(day: exp.Expr) -> exp.Expr:
    """Month and day as one number, so that birthdays compare."""
    return exp.Paren(
        this=exp.Add(this=exp.Mul(this=_part("MONTH", day), expression=whole(100)), expression=_part("DAY", day))
    )


def days_added(day: exp.Expr, days: int) -> exp.Expr:
    """The day so many days later, or earlier where the number is negative."""
    return as_type(
        exp.Add(this=day, expression=exp.Interval(this=exp.Literal.string(str(days)), unit=exp.var("DAY"))), "DATE"
    )
