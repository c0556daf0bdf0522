"""Measures, kind flow: how many things happened in each period."""

from __future__ import annotations

from sqlglot import exp

from sherwood.access.facts import Facts
from sherwood.definitions.shapes.measure import Flow
from sherwood.measures.kinds.counting import Count, Counting, dated
from sherwood.measures.kinds.expressions import column


def compiled(measure: Flow, counting: Counting) -> Facts:
    """A row for each thing dated in the period; the day of a figure is that of the event."""
    day = column(measure.date)
    return counting.facts(Count(dated(measure.date), day, exp.convert(1), None, day))
