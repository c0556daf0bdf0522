"""Measures, kind stock: how many are open on the last day of each period."""

from __future__ import annotations

from sqlglot import exp

from sherwood.access.facts import Facts
from sherwood.definitions.shapes.measure import Stock
from sherwood.measures.kinds.counting import Count, Counting
from sherwood.measures.kinds.expressions import column, days_added, last_day, open_on


def compiled(measure: Stock, counting: Counting) -> Facts:
    """A row for each spell open on the last day, or begun lately enough; the day of a figure is that day."""
    starts = column(measure.starts)
    if measure.lasts_days is None:
        when = open_on(last_day(), starts, column(measure.stops))
    else:
        first = days_added(last_day(), 1 - measure.lasts_days)
        when = exp.and_(first <= starts, starts.copy() <= last_day())
    return counting.facts(Count(when, last_day(), exp.convert(1), None, starts))
