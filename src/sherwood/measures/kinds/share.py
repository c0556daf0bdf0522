"""Measures, kind share: part of those open on a day, or of those dated in the period, in per cent."""

from __future__ import annotations

from sqlglot import exp

from sherwood.access.asking import all_of
from sherwood.access.facts import Facts
from sherwood.definitions.shapes.measure import Share
from sherwood.measures.kinds.counting import Count, Counting, dated, part
from sherwood.measures.kinds.expressions import COUNTED, column, day_before, first_day, last_day, open_on


def compiled(measure: Share, counting: Counting) -> Facts:
    """A row for each one of the whole; its numerator is 1 where it passes the tests of the part."""
    when, day, order = _counted(measure)
    tests = [counting.filters.all(measure.meets, counting.table, COUNTED, day)]
    if measure.related is not None:
        tests.append(counting.related(measure.related, day))
    return counting.facts(Count(when, day, *part(all_of(tests)), order))


def _counted(measure: Share) -> tuple[exp.Expr, exp.Expr, exp.Expr]:
    """Which rows are the whole, the day they are attributed to, and their order."""
    if measure.date:
        return dated(measure.date), column(measure.date), column(measure.date)
    starts, stops = column(measure.starts), column(measure.stops)
    if measure.open_on == "last_day":
        return open_on(last_day(), starts, stops), last_day(), starts
    # A spell that ended in the period is attributed to its last full day, when the child was still looked after.
    touches = exp.and_(starts <= last_day(), stops > first_day(), starts.copy() < stops.copy())
    return touches, exp.func("least", last_day(), day_before(stops.copy())), starts
