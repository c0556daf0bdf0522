"""Measures: tests on rows of another table about the same child, such as reviews that were late or placements in the year."""

from __future__ import annotations

from sqlglot import exp

from sherwood.access.asking import all_of, same_person
from sherwood.definitions.shapes.measure_parts import Related
from sherwood.definitions.shapes.table import Table
from sherwood.measures.kinds.expressions import COUNTED, OTHER, PERIOD, column, days_added, first_day, whole
from sherwood.measures.kinds.filters import Filters, working_days

DAYS_BACK = (31, 90, 183, 365)


def meets(related: Related, table: Table, day: exp.Expr, filters: Filters) -> exp.Expr:
    """Whether the row counted has enough, or few enough, related rows in the window that ends with `day`."""
    rows = (
        exp.select()
        .from_(exp.table_(related.table, quoted=True, alias=OTHER))
        .where(same_person(OTHER, COUNTED), _in_window(related, day), filters.all(related.where, table, OTHER, day))
    )
    if related.same:
        rows = rows.where(column(related.same, OTHER).eq(column(related.same)))
    if related.begun_by:
        rows = rows.where(column(related.starts, OTHER) <= column(related.begun_by))
    if related.late_due:
        rows = rows.where(column(related.late_done, OTHER) > column(related.late_due, OTHER))
    if not related.distinct and related.at_most == 0:
        return exp.not_(exp.Exists(this=rows.select("1")))
    counted = exp.Distinct(expressions=[column(related.distinct, OTHER)]) if related.distinct else exp.Star()
    found = rows.select(exp.func("count", counted)).subquery()
    limits: list[exp.Expr] = []
    if related.at_least is not None:
        limits.append(found.copy() >= whole(related.at_least))
    if related.at_most is not None:
        limits.append(found.copy() <= whole(related.at_most))
    return all_of(limits)


def _in_window(related: Related, day: exp.Expr) -> exp.Expr:
    if related.window == "ever":
        return exp.true()
    if related.window == "between":
        return _between(related)
    start = {
        "day": day,
        "period": first_day(),
        "year_to_date": column("year_start", PERIOD),
        **{f"last_{days}_days": days_added(day.copy(), 1 - days) for days in DAYS_BACK},
    }[related.window]
    if related.late_due and not related.date and not related.stops:
        # Outstanding in the window: due by its last day, and not done before its first.
        outstanding = column(related.late_done, OTHER) >= start
        return exp.and_(column(related.late_due, OTHER) <= day.copy(), outstanding)
    if related.date:
        dated = column(related.date, OTHER)
        return exp.and_(dated >= start.copy(), dated.copy() <= day.copy())
    going_on: exp.Expr = column(related.stops, OTHER) > start.copy()
    if not related.starts:
        return going_on
    starts = column(related.starts, OTHER)
    # What begins in a window counts in it, however short; on a single day open means open, and ended that day is closed.
    touches = going_on if related.window == "day" else exp.or_(going_on, starts >= start.copy())
    return exp.and_(starts.copy() <= day.copy(), touches)


def _between(related: Related) -> exp.Expr:
    """Rows dated, or spells that touch, from one date of the row counted to another, or to so many days after it."""
    since = column(related.since)
    if related.starts:
        starts = column(related.starts, OTHER)
        touches = exp.or_(column(related.stops, OTHER) > since, starts >= since.copy())
        return exp.and_(_by_its_end(related, starts.copy()), touches)
    dated = column(related.date, OTHER)
    return exp.and_(dated >= since, _by_its_end(related, dated.copy()))


def _by_its_end(related: Related, day: exp.Expr) -> exp.Expr:
    """Whether a day lies no later than the last day of the window."""
    if related.until:
        return day <= column(related.until)
    if related.within_days is not None:
        return day <= days_added(column(related.since), related.within_days)
    return working_days(column(related.since), day) <= whole(related.within_working_days or 0)
