"""Measures, kind mean: the mean of a recorded value; its sum and its number are both kept."""

from __future__ import annotations

from sqlglot import exp

from sherwood.access.facts import Facts
from sherwood.definitions.shapes.measure import Mean
from sherwood.measures.kinds.counting import Count, Counting, dated
from sherwood.measures.kinds.expressions import column


def compiled(measure: Mean, counting: Counting) -> Facts:
    """A row for each thing dated in the period whose value is recorded."""
    day, value = column(measure.date), column(measure.value)
    when = exp.and_(dated(measure.date), exp.not_(value.is_(exp.null())))
    return counting.facts(Count(when, day, value.copy(), exp.convert(1), day))
