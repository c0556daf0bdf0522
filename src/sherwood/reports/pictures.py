"""Pictures: a measure over time or by a dimension, titled with what happened, and the table behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sherwood.access import Permission, may
from sherwood.definitions.shapes.measure import Measure
from sherwood.definitions.shapes.report import Picture
from sherwood.measures import Point
from sherwood.reports import charts
from sherwood.reports.answers import unanswered
from sherwood.reports.comparators import by_area
from sherwood.reports.current import YEARS_BACK, Span, added_up, is_at_a_date, span_of
from sherwood.reports.desk import Desk
from sherwood.reports.document import Cell, Chart, Drill, Note, Table, TableColumn
from sherwood.reports.sentences import (
    extremes,
    highest_and_lowest,
    period_words,
    small_numbers,
    what_happened,
    withheld,
)
from sherwood.reports.words import TOO_FEW, number, sentence_case
from sherwood.vocabulary.intervals import add_months
from sherwood.vocabulary.periods import Grain, parse

MONTHS = {"day": 0, "week": 0, "month": 1, "quarter": 3, "year": 12}
MOST_BARS = 15
# One bar says nothing: a breakdown with a single service or team goes one step down the line of management.
FINER = {"service": "team", "team": "worker"}


def picture(desk: Desk, wanted: Picture) -> Chart | Note:
    """Return the chart, or a note that says why there is nothing to draw."""
    measure = desk.catalogue.measure(wanted.measure)
    if (reason := unanswered(desk, measure)) is not None:
        return reason
    if desk.is_official and wanted.shows == "trend" and not is_at_a_date(measure):
        wanted = wanted.model_copy(update={"grain": "year", "periods": YEARS_BACK})
    drawn = _bars(desk, measure, wanted) if wanted.shows == "bars" else _trend(desk, measure, wanted)
    unfiltered = desk.not_cut_by(measure)
    if unfiltered and isinstance(drawn, Chart):
        return replace(drawn, sentence=f"{drawn.sentence} {unfiltered}")
    return drawn


def _trend(desk: Desk, measure: Measure, wanted: Picture) -> Chart | Note:
    first = add_months(desk.day.replace(day=1), -MONTHS[wanted.grain] * (wanted.periods - 1))
    whole = [
        point
        for point in desk.series(measure, first, desk.day, wanted.grain).rows
        if _is_whole(desk, measure, point, wanted.grain)
    ]
    points = [point for point in whole if point.value is not None]
    left_out = withheld(whole, wanted.grain)
    if len(points) < 2:
        return Note(f"{measure.title}: there is no second {wanted.grain} to compare with yet.{left_out}")
    values = [
        {
            "period": _place(point, wanted.grain),
            "label": period_words(point.period, wanted.grain),
            "value": point.value,
            "words": number(point.value, measure.unit),
        }
        for point in points
    ]
    spec = charts.trend(
        values, unit=measure.unit, target=measure.target, name=measure.title, by_label=wanted.grain == "year"
    )
    return Chart(
        _identifier(wanted),
        what_happened(measure, points, wanted.grain),
        highest_and_lowest(measure, points, wanted.grain) + small_numbers(points, wanted.grain) + left_out,
        spec,
        _by_period(desk, measure, points, wanted.grain),
    )


def _by_period(desk: Desk, measure: Measure, points: Sequence[Point], grain: Grain) -> Table:
    """Return the table behind a trend, newest first; by year with what other areas published."""
    others = by_area(desk, measure) if grain == "year" else {}
    rows = tuple(
        (
            *_row(desk, measure, point, Cell(period_words(point.period, grain)), _span(desk, point.period, grain)),
            *(_other(measure, values.get(point.period)) for values in others.values()),
        )
        for point in reversed(points)
    )
    columns = (*_columns(measure), *(TableColumn(area, is_number=True) for area in others))
    return Table(f"{measure.title} by {grain}", (TableColumn(grain.capitalize()), *columns), rows)


def _other(measure: Measure, value: float | None) -> Cell:
    """Return another area's published figure of a year; empty where none was published."""
    return Cell("" if value is None else number(value, measure.unit), number=value)


def _bars(desk: Desk, measure: Measure, wanted: Picture) -> Chart | Note:
    dimension = desk.catalogue.dimension(wanted.by)
    title = f"{measure.title} by {dimension.title.lower()}"
    if desk.is_official and wanted.by == "worker":
        return Note(f"{title}: official figures are not given by worker.")
    span = span_of(measure, desk.day, by_year=desk.is_official)
    series = desk.series(measure, span.first, span.last, span.grain, [wanted.by])
    points = _merged(series.rows, wanted.by, measure)
    if not points:
        return Note(f"{title}: nothing to count {span.words}.")
    if len(points) == 1 and wanted.by in FINER and not desk.is_official:
        return _bars(desk, measure, wanted.model_copy(update={"by": FINER[wanted.by]}))
    labelled = [(series.label(wanted.by, point.dims[wanted.by]), point) for point in points]
    ordered = _in_order(labelled, [band.label for band in dimension.bands])[:MOST_BARS]
    if len(ordered) == 1:
        return Note(f"{title}: {_only(measure, *ordered[0])} {span.words}, and nothing to compare it with.")
    shown = [(label, point) for label, point in ordered if not point.suppressed]
    if not shown:
        return Note(f"{title}: too few to show {span.words}.")
    rows = tuple(
        _row(desk, measure, point, Cell(label), span, **{wanted.by: _asked(point.dims[wanted.by])})
        for label, point in ordered
    )
    return Chart(
        _identifier(wanted),
        f"{title}: {extremes(measure, shown)}",
        f"{sentence_case(span.words)}.{small_numbers(points, 'bar')}{withheld(points, 'bar')}",
        _bar_spec(measure, ordered),
        Table(f"{title}, {span.words}", (TableColumn(dimension.title), *_columns(measure)), rows),
    )


def _bar_spec(measure: Measure, ordered: Sequence[tuple[str, Point]]) -> dict[str, Any]:
    values = [{"label": label, "value": point.value or 0, "words": _words(measure, point)} for label, point in ordered]
    return charts.bars(values, unit=measure.unit, name=measure.title)


def _only(measure: Measure, label: str, point: Point) -> str:
    """Return a breakdown's single value in words, with what a share is out of."""
    out_of = "" if point.denominator is None else f" ({point.numerator or 0:,.0f} of {point.denominator:,.0f})"
    return f"{label}, {_words(measure, point)}{out_of}"


def _words(measure: Measure, point: Point) -> str:
    return TOO_FEW if point.suppressed else number(point.value, measure.unit)


def _is_whole(desk: Desk, measure: Measure, point: Point, grain: Grain) -> bool:
    """Tell whether a point may stand in a trend: a count of events over part of a period would look like a fall.

    What must be done by its day is such a count too, although it is asked of the children of a day.
    """
    is_of_a_day = is_at_a_date(measure) and measure.kind != "timeliness"
    return is_of_a_day or parse(point.period, grain).last_day <= desk.day


def _asked(value: object) -> str:
    """Return a breakdown's value as a filter: an empty text stands for what is not recorded."""
    return "" if value is None else str(value)


def _merged(points: Sequence[Point], by: str, measure: Measure) -> list[Point]:
    """Add up a dimension's points over the periods of the span."""
    found: dict[str | int | bool | None, list[Point]] = {}
    for point in points:
        if point.numerator is not None or point.suppressed:
            found.setdefault(point.dims[by], []).append(point)
    return [added_up(measure, parts) for parts in found.values()]


def _in_order(labelled: list[tuple[str, Point]], natural: list[str]) -> list[tuple[str, Point]]:
    """Sort bands by their own order and everything else by size, largest first."""
    if natural:
        return sorted(labelled, key=lambda pair: natural.index(pair[0]) if pair[0] in natural else len(natural))
    return sorted(labelled, key=lambda pair: (-(pair[1].value or 0), pair[0]))


def _columns(measure: Measure) -> tuple[TableColumn, ...]:
    if not measure.denominator:
        return (TableColumn(measure.unit.capitalize(), is_number=True),)
    return (
        TableColumn("Value", is_number=True),
        TableColumn("Numerator", is_number=True),
        TableColumn("Denominator", is_number=True),
    )


def _row(desk: Desk, measure: Measure, point: Point, first: Cell, span: Span, **where: str) -> tuple[Cell, ...]:
    """Return a row whose number leads to the children behind it."""
    value = Cell(_words(measure, point), number=point.value, drill=_drill(desk, measure, point, span, where))
    if not measure.denominator:
        return first, value
    parts = (
        Cell("" if point.suppressed else f"{part or 0:,.0f}", number=part)
        for part in (point.numerator, point.denominator)
    )
    return first, value, *parts


def _drill(desk: Desk, measure: Measure, point: Point, span: Span, where: dict[str, str]) -> Drill | None:
    """Return the way to the children of one row, unless the figure has no list or the viewer may not list children."""
    if desk.is_official or not point.numerator or not may(desk.viewer, Permission.CHILDREN_LIST):
        return None
    asked = {"from": span.first.isoformat(), "to": span.last.isoformat(), "grain": span.grain}
    return Drill("children", measure.id, {**asked, **desk.where, **where})


def _span(desk: Desk, label: str, grain: Grain) -> Span:
    """Return the days of one period, cut to the day the page looks from."""
    period = parse(label, grain)
    return Span(period.first_day, min(period.last_day, desk.day), grain, period_words(label, grain), "")


def _place(point: Point, grain: Grain) -> str:
    """Return where on the time axis a point stands: the middle of the month avoids a slip of a day at month ends."""
    period = parse(point.period, grain)
    return (period.first_day + (period.last_day - period.first_day) / 2).isoformat()


def _identifier(wanted: Picture) -> str:
    """Return an id that is unique on the page and fit for HTML."""
    return re.sub(r"[^a-z0-9]+", "-", f"{wanted.measure}-{wanted.shows}-{wanted.by or wanted.grain}".lower())
