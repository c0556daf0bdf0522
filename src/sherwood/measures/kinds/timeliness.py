"""Measures, kind timeliness: part done by its due day, in per cent."""

from __future__ import annotations

from sherwood.access.facts import Facts
from sherwood.definitions.shapes.measure import Timeliness
from sherwood.measures.kinds.counting import Count, Counting, dated, part
from sherwood.measures.kinds.expressions import column, last_day, open_on


def compiled(measure: Timeliness, counting: Counting) -> Facts:
    """A row for each event finished in the period, or for each child open on its last day."""
    if measure.date:
        day = column(measure.date)
        return counting.facts(Count(dated(measure.date), day, *part(column(measure.done) <= column(measure.due)), day))
    starts, stops = column(measure.starts), column(measure.stops)
    assert measure.related is not None, "the shape asks for one of the two forms"
    in_time = counting.related(measure.related, last_day())
    return counting.facts(Count(open_on(last_day(), starts, stops), last_day(), *part(in_time), starts))
