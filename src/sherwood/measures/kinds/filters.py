"""Measures: turns a definition's filters into conditions on the counted table, or on a table beside it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from sqlglot import exp

from sherwood.access.asking import Bound, all_of
from sherwood.definitions.shapes.measure_parts import Filter
from sherwood.definitions.shapes.table import Table
from sherwood.measures.kinds.expressions import CHILD, age_on, column, days_added, days_from, plus_months, whole

AGE = "age"


class Filters:
    """Writes filters as conditions; `as_at` is the last day of which anything is known."""

    def __init__(self, bound: Bound, as_at: dt.date) -> None:
        self._bound = bound
        self._as_at = as_at

    def all(self, filters: Iterable[Filter], table: Table, alias: str, day: exp.Expr) -> exp.Expr:
        """Every filter, for rows of `table` under `alias`, measured on `day`."""
        return all_of(self._one(each, table, alias, day) for each in filters)

    def _one(self, test: Filter, table: Table, alias: str, day: exp.Expr) -> exp.Expr:
        if test.column == AGE:
            return self._within(test, age_on(day, column("birth_date", CHILD)), keep_unknown=True)
        held = column(test.column, alias)
        measured = _measured(test, held, alias)
        conditions = [self._within(test, measured, keep_unknown=False)]
        if test.is_:
            conditions.append(self._bound.one_of(held.copy(), test.is_))
        if test.is_not:
            other = exp.not_(self._bound.one_of(held.copy(), test.is_not))
            conditions.append(exp.or_(held.copy().is_(exp.null()), other))
        if test.filled is not None:
            conditions.append(self._filled(held, test.filled, is_date=table.columns[test.column].type == "date"))
        if test.not_after:
            conditions.append(held.copy() <= column(test.not_after, alias))
        if test.differs_from:
            conditions.append(exp.not_(held.copy().eq(column(test.differs_from, alias))))
        return all_of([*conditions, *_beside(test, held, day)])

    def _within(self, test: Filter, held: exp.Expr, *, keep_unknown: bool) -> exp.Expr:
        limits: list[exp.Expr] = []
        if test.at_least is not None:
            limits.append(held.copy() >= whole(test.at_least))
        if test.at_most is not None:
            limits.append(held.copy() <= whole(test.at_most))
        if limits and keep_unknown:
            return exp.or_(held.copy().is_(exp.null()), exp.and_(*limits))
        return all_of(limits)

    def _filled(self, held: exp.Expr, wanted: bool, *, is_date: bool) -> exp.Expr:
        """Recorded; a date counts once it has come, so that neither an open end nor a day not yet known does."""
        recorded: exp.Expr = exp.not_(held.copy().is_(exp.null()))
        if is_date:
            recorded = exp.func("coalesce", held.copy() <= self._bound.value(self._as_at), exp.false())
        return recorded if wanted else exp.not_(recorded)


def _measured(test: Filter, held: exp.Expr, alias: str) -> exp.Expr:
    """What the limits of a filter speak of: the value itself, or the days to it from another date of the row."""
    if test.days_since:
        return days_from(column(test.days_since, alias), held.copy())
    if test.working_days_since:
        return exp.Paren(this=working_days(column(test.working_days_since, alias), held.copy()))
    return held


def _beside(test: Filter, held: exp.Expr, day: exp.Expr) -> list[exp.Expr]:
    """Where the date lies beside the attributed date."""
    found: list[exp.Expr] = []
    if test.months_before is not None:
        found.append(plus_months(held.copy(), test.months_before) <= day.copy())
    if test.whole_months is not None:
        found.append(plus_months(held.copy(), test.whole_months) <= days_added(day.copy(), 1))
    if test.working_days_before is not None:
        found.append(working_days(held.copy(), day.copy()) >= whole(test.working_days_before))
    if test.days_before is not None:
        found.append(days_from(held.copy(), day.copy()) >= whole(test.days_before))
    if test.within_days is not None:
        found.append(days_from(held.copy(), day.copy()) <= whole(test.within_days))
    if test.ahead is not None:
        found.append(held.copy() > day.copy() if test.ahead else held.copy() <= day.copy())
    return found


def working_days(start: exp.Expr, end: exp.Expr) -> exp.Expr:
    """Working days after `start` up to and including `end`; a start before the calendar begins is long ago."""
    return exp.Sub(this=_index(end), expression=exp.func("coalesce", _index(start), whole(0)))


def _index(day: exp.Expr) -> exp.Expr:
    place = exp.select(exp.column("wd_index", table="calendar_day", quoted=True)).from_(
        exp.table_("calendar_day", quoted=True)
    )
    return place.where(exp.column("day", table="calendar_day", quoted=True).eq(day.copy())).subquery()
