"""Measures, kind duration: how long it took from one event to another, as a mean or a median."""

from __future__ import annotations

from dataclasses import replace

from sqlglot import exp

from sherwood.access.asking import as_type
from sherwood.access.facts import Facts
from sherwood.definitions.shapes.measure import Duration
from sherwood.measures.kinds.counting import Count, Counting, dated
from sherwood.measures.kinds.expressions import column, days_from


def compiled(measure: Duration, counting: Counting) -> Facts:
    """A row for each thing dated in the period whose length is recorded, or both of whose days are and have come."""
    day = column(measure.date)
    length, is_known = _length(measure, counting)
    facts = counting.facts(Count(exp.and_(dated(measure.date), is_known), day, length, exp.convert(1), day))
    return replace(facts, has_median=measure.statistic == "median")


def _length(measure: Duration, counting: Counting) -> tuple[exp.Expr, exp.Expr]:
    """The length, and whether it is known."""
    if measure.value:
        return column(measure.value), exp.not_(column(measure.value).is_(exp.null()))
    begins, ends = column(measure.begins), column(measure.ends)
    known = exp.and_(*(days <= counting.known_to() for days in (begins, ends)))
    return as_type(days_from(begins.copy(), ends.copy()), "INTEGER"), known
