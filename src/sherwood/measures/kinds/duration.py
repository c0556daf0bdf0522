"""Measures, kind duration: the mean number of days from one event to another."""

from __future__ import annotations

from sqlglot import exp

from sherwood.access.facts import Facts
from sherwood.definitions.shapes.measure import Duration
from sherwood.measures.kinds.counting import Count, Counting, dated
from sherwood.measures.kinds.expressions import column, days_from


def compiled(measure: Duration, counting: Counting) -> Facts:
    """A row for each thing dated in the period of which both days are recorded and have come."""
    day, begins, ends = column(measure.date), column(measure.begins), column(measure.ends)
    known = [days <= counting.known_to() for days in (begins, ends)]
    length = exp.cast(days_from(begins.copy(), ends.copy()), "INTEGER")
    return counting.facts(Count(exp.and_(dated(measure.date), *known), day, length, exp.convert(1), day))
