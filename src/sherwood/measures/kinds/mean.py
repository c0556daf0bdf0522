"""Measures, kind mean: the mean of a recorded value; its sum and its number are both kept."""

from __future__ import annotations

from sqlglot import exp

from sherwood.access.facts import Facts
from sherwood.definitions.shapes.measure import Mean
from sherwood.measures.kinds.counting import Count, Counting, dated_or_open
from sherwood.measures.kinds.expressions import column


def compiled(measure: Mean, counting: Counting) -> Facts:
    """A row for each thing dated in the period, or open on its last day, whose value is recorded."""
    when, day, order = dated_or_open(measure.date, measure.starts, measure.stops)
    value = column(measure.value)
    is_known = exp.not_(value.is_(exp.null()))
    return counting.facts(Count(exp.and_(when, is_known), day, value.copy(), exp.convert(1), order))
