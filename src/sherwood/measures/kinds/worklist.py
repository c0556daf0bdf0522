"""Measures, kind worklist: what is overdue or due soon on the last day of the period."""

from __future__ import annotations

from sqlglot import exp

from sherwood.access.facts import Facts
from sherwood.definitions.shapes.measure import Worklist
from sherwood.measures.kinds.counting import Count, Counting
from sherwood.measures.kinds.expressions import PERIOD, column, days_from, last_day, whole


def compiled(measure: Worklist, counting: Counting) -> Facts:
    """A row for each thing begun, not done, still open, and due within the window; due today is not overdue."""
    stops, due, done = (column(name) for name in (measure.stops, measure.due, measure.done))
    tests = [last_day() < stops, done > last_day(), _soon(measure, due)]
    if measure.begins:
        tests.append(column(measure.begins) <= last_day())
    if not measure.with_overdue:
        tests.append(due.copy() >= last_day())
    return counting.facts(Count(exp.and_(*tests), last_day(), exp.convert(1), None, due.copy()))


def _soon(measure: Worklist, due: exp.Expr) -> exp.Expr:
    """Due by the end of the window."""
    if measure.window_days is None:
        return due.copy() <= column("window_end", PERIOD)
    return days_from(last_day(), due.copy()) <= whole(measure.window_days)
