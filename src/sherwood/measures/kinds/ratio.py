"""Measures, kind ratio: the sum of one column to the sum of another."""

from __future__ import annotations

from sqlglot import exp

from sherwood.access.facts import Facts
from sherwood.definitions.shapes.measure import Ratio
from sherwood.measures.kinds.counting import Count, Counting, dated_or_open
from sherwood.measures.kinds.expressions import column


def compiled(measure: Ratio, counting: Counting) -> Facts:
    """A row for each thing dated in the period, or open on its last day, of which both columns are recorded."""
    when, day, order = dated_or_open(measure.date, measure.starts, measure.stops)
    value, out_of = column(measure.value), column(measure.out_of)
    are_known = (exp.not_(each.copy().is_(exp.null())) for each in (value, out_of))
    return counting.facts(Count(exp.and_(when, *are_known), day, value, out_of, order))
