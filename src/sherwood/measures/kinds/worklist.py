"""Measures, kind worklist: what is overdue or due soon on the last day of the period."""

from __future__ import annotations

from sqlglot import exp

from sherwood.access.facts import Facts
from sherwood.definitions.shapes.measure import Worklist
from sherwood.measures.kinds.counting import Count, Counting
from sherwood.measures.kinds.expressions import column, days_from, last_day, open_on, whole


def compiled(measure: Worklist, counting: Counting) -> Facts:
    """A row for each thing begun, not done, still open, and due within the window; due today is not overdue."""
    begins, stops, due, done = (column(name) for name in (measure.begins, measure.stops, measure.due, measure.done))
    soon = days_from(last_day(), due) <= whole(measure.window_days)
    when = exp.and_(open_on(last_day(), begins, stops), done > last_day(), soon)
    return counting.facts(Count(when, last_day(), exp.convert(1), None, due.copy()))
