"""Rows: what every picture's table shares: the words of a point, its columns, and the way from a number to its children."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from sherwood.access import Permission, may
from sherwood.definitions.shapes.measure import Measure
from sherwood.definitions.shapes.report import Picture
from sherwood.measures import Point
from sherwood.reports.current import Span, added_up
from sherwood.reports.desk import Desk
from sherwood.reports.document import Cell, Drill, TableColumn
from sherwood.reports.sentences import period_words
from sherwood.reports.words import TOO_FEW, number
from sherwood.vocabulary.intervals import add_months
from sherwood.vocabulary.periods import Grain, parse, period_of

MONTHS = {"month": 1, "quarter": 3, "year": 12}
DAYS = {"day": 1, "week": 7}


def identifier(wanted: Picture) -> str:
    """Return an id that is unique on the page and fit for HTML."""
    parts = filter(
        None,
        (
            wanted.measure,
            wanted.shows,
            wanted.by or wanted.grain,
            wanted.against,
            *wanted.only,
            *wanted.through,
            wanted.other,
            wanted.called,
        ),
    )
    return re.sub(r"[^a-z0-9]+", "-", "-".join(parts).lower())


def first_day(day: dt.date, grain: Grain, periods: int) -> dt.date:
    """Return the first day of the first of so many periods, the last of which holds the day: part of a period would look like a fall."""
    return period_of(periods_before(day, grain, periods - 1), grain).first_day


def periods_before(day: dt.date, grain: Grain, periods: int) -> dt.date:
    """Return the day so many periods before a day; of longer months' last days the last there is."""
    if grain in DAYS:
        return day - dt.timedelta(days=DAYS[grain] * periods)
    return add_months(day, -MONTHS[grain] * periods)


def place(point: Point, grain: Grain) -> str:
    """Return where on the time axis a point stands: the middle of the month avoids a slip of a day at month ends."""
    period = parse(point.period, grain)
    return (period.first_day + (period.last_day - period.first_day) / 2).isoformat()


def span_of_period(desk: Desk, label: str, grain: Grain) -> Span:
    """Return the days of one period, cut to the day the page looks from."""
    period = parse(label, grain)
    return Span(period.first_day, min(period.last_day, desk.day), grain, period_words(label, grain), "")


def is_whole(desk: Desk, measure: Measure, point: Point, grain: Grain) -> bool:
    """Tell whether a point may stand in a trend: a count of events over part of a period would look like a fall.

    What must be done by its day is such a count too, although it is asked of the children of a day.
    """
    is_of_a_day = measure.is_at_a_date and measure.kind != "timeliness"
    return is_of_a_day or parse(point.period, grain).last_day <= desk.day


def asked(value: object) -> str:
    """Return a breakdown's value as a filter: an empty text stands for what is not recorded."""
    return "" if value is None else str(value)


def merged(points: Sequence[Point], by: str, measure: Measure) -> list[Point]:
    """Add up a dimension's points over the periods of the span."""
    found: dict[str | int | bool | None, list[Point]] = {}
    for point in points:
        if point.numerator is not None or point.suppressed:
            found.setdefault(point.dims[by], []).append(point)
    return [added_up(measure, parts) for parts in found.values()]


def words_of(measure: Measure, point: Point) -> str:
    """Return a point's value ready to read, or that it is withheld."""
    return TOO_FEW if point.suppressed else number(point.value, measure.unit)


def columns(measure: Measure) -> tuple[TableColumn, ...]:
    """Return the headings of a measure's numbers: a count has one, what is out of something three."""
    if not measure.denominator:
        return (TableColumn(measure.unit.capitalize(), is_number=True),)
    return (
        TableColumn("Value", is_number=True),
        TableColumn("Numerator", is_number=True),
        TableColumn("Denominator", is_number=True),
    )


def row(desk: Desk, measure: Measure, point: Point, first: Cell, span: Span, **where: str) -> tuple[Cell, ...]:
    """Return a row whose number leads to the children behind it."""
    value = Cell(words_of(measure, point), number=point.value, drill=drill(desk, measure, point, span, where))
    if not measure.denominator:
        return first, value
    parts = (
        Cell("" if point.suppressed else f"{part or 0:,.0f}", number=part)
        for part in (point.numerator, point.denominator)
    )
    return first, value, *parts


def drill(desk: Desk, measure: Measure, point: Point, span: Span, where: dict[str, str]) -> Drill | None:
    """Return the way to the children of one row, unless the figure has no list or the viewer may not list children."""
    if desk.is_official or not point.numerator or not may(desk.viewer, Permission.CHILDREN_LIST):
        return None
    days = {"from": span.first.isoformat(), "to": span.last.isoformat(), "grain": span.grain}
    return Drill("children", measure.id, {**days, **desk.where, **where})
