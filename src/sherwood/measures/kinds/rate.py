"""Measures, kind rate: how many for every so many children of the area; the children come from the population table, not from here."""

from __future__ import annotations

from sqlglot import exp

from sherwood.access.facts import Facts
from sherwood.definitions.shapes.measure import Rate
from sherwood.measures.kinds.counting import Count, Counting, dated
from sherwood.measures.kinds.expressions import PERIOD, column, last_day, open_on


def compiled(measure: Rate, counting: Counting) -> Facts:
    """A row for each event of the year that ends with the period, or of the period, or for each spell open on its last day."""
    if measure.starts:
        starts = column(measure.starts)
        when = open_on(last_day(), starts, column(measure.stops))
        return counting.facts(Count(when, last_day(), exp.convert(1), None, starts.copy()))
    day = column(measure.date)
    if measure.over == "period":
        return counting.facts(Count(dated(measure.date), day, exp.convert(1), None, day))
    in_year = exp.and_(column("rolling_start", PERIOD) <= day, day.copy() <= last_day())
    return counting.facts(Count(in_year, day.copy(), exp.convert(1), None, day.copy()))
