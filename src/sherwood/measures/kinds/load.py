"""Measures, kind load: how much each holder, such as a worker, has on average."""

from __future__ import annotations

from sqlglot import exp

from sherwood.access.facts import Facts
from sherwood.definitions.shapes.measure import Load
from sherwood.measures.kinds.counting import Count, Counting
from sherwood.measures.kinds.expressions import PERIOD, column, last_day, number, open_on


def compiled(measure: Load, counting: Counting) -> Facts:
    """A row for each thing open on the last day whose holder is known; the first of each holder's adds one below the line."""
    holder = column(measure.holder)
    when = exp.and_(
        open_on(last_day(), column(measure.starts), column(measure.stops)), exp.not_(holder.is_(exp.null()))
    )
    place = exp.Window(
        this=exp.RowNumber(),
        partition_by=[column("period", PERIOD), column("authority"), holder.copy()],
        order=exp.Order(expressions=[exp.Ordered(this=column("source_row"))]),
    )
    is_first = number(place.eq(exp.convert(1)))
    return counting.facts(Count(when, last_day(), exp.convert(1), is_first, column(measure.starts), beside_others=True))
