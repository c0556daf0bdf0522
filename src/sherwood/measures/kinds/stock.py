"""Measures, kind stock: how many are open on the last day of each period."""

from __future__ import annotations

from sqlglot import exp

from sherwood.access.facts import Facts
from sherwood.definitions.shapes.measure import Stock
from sherwood.measures.kinds.counting import Count, Counting
from sherwood.measures.kinds.expressions import column, last_day, open_on


def compiled(measure: Stock, counting: Counting) -> Facts:
    """A row for each spell open on the last day; the day of a figure is that day."""
    starts, stops = column(measure.starts), column(measure.stops)
    when = open_on(last_day(), starts, stops)
    return counting.facts(Count(when, last_day(), exp.convert(1), None, starts))
