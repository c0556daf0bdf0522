"""Pictures: a measure over time or by a dimension, titled with what happened, and the table behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sherwood.definitions.shapes.measure import Measure
from sherwood.definitions.shapes.report import Picture
from sherwood.measures import Point, official_breakdown
from sherwood.reports import charts
from sherwood.reports.answers import unanswered
from sherwood.reports.comparators import by_area
from sherwood.reports.current import YEARS_BACK, span_of
from sherwood.reports.depth import against, flow, lasting, relative
from sherwood.reports.desk import Desk
from sherwood.reports.document import Cell, Chart, Note, Table, TableColumn
from sherwood.reports.funnels import funnel
from sherwood.reports.marks import drawn_marks, marks_in_words, marks_within
from sherwood.reports.rows import (
    asked,
    columns,
    first_day,
    identifier,
    is_whole,
    merged,
    place,
    row,
    span_of_period,
    words_of,
)
from sherwood.reports.sentences import (
    extremes,
    highest_and_lowest,
    period_words,
    small_numbers,
    what_happened,
    withheld,
)
from sherwood.reports.several import compared
from sherwood.reports.words import number, plural, sentence_case
from sherwood.vocabulary.periods import Grain

MOST_BARS = 15
# One bar says nothing: a breakdown with a single service or team goes one step down the line of management.
FINER = {"service": "team", "team": "worker"}
IN_DEPTH = {"funnel": funnel, "flow": flow, "survival": lasting, "against": against, "relative": relative}


def picture(desk: Desk, wanted: Picture) -> Chart | Table | Note:
    """Return the chart, or the table where one is wanted; or a note that says why there is nothing to draw."""
    measure = desk.catalogue.measure(wanted.measure)
    if (reason := unanswered(desk, measure)) is not None:
        return reason
    if desk.is_official:
        told = _officially(desk, measure, wanted)
        if told is None:
            by = desk.catalogue.dimension(wanted.by).title.lower()
            return Note(f"{_by(measure.title, by)}: official figures are not given by {by}.")
        wanted = told
    drawn = _drawn(desk, measure, wanted)
    if wanted.shows == "table" and isinstance(drawn, Chart):
        return drawn.table
    unfiltered = desk.not_cut_by(measure)
    if unfiltered and isinstance(drawn, Chart):
        return replace(drawn, sentence=f"{drawn.sentence} {unfiltered}")
    return drawn


def _officially(desk: Desk, measure: Measure, wanted: Picture) -> Picture | None:
    """Return the picture as official figures can be drawn: by the coarser of two breakdowns, none where the measure has none; in years."""
    if wanted.by and (by := official_breakdown(desk.catalogue, measure, wanted.by)) != wanted.by:
        if not by:
            return None
        # Values of the finer one are none of the coarser.
        wanted = wanted.model_copy(update={"by": by, "only": ()})
    if not measure.is_at_a_date and _is_over_time(wanted):
        wanted = wanted.model_copy(update={"grain": "year", "periods": YEARS_BACK})
    return wanted


def _is_over_time(wanted: Picture) -> bool:
    """Tell whether a picture shows a course: a trend, and a table that breaks nothing down or compares."""
    return wanted.shows == "trend" or (wanted.shows == "table" and bool(not wanted.by or wanted.only or wanted.against))


def is_trend(wanted: Picture) -> bool:
    """Tell whether a picture is one line over time."""
    return wanted.shows not in IN_DEPTH and _is_over_time(wanted) and not (wanted.by or wanted.against)


def is_of_bars(wanted: Picture) -> bool:
    """Tell whether a picture is one of bars, or the table behind them."""
    return wanted.shows not in IN_DEPTH and not _is_over_time(wanted)


def _drawn(desk: Desk, measure: Measure, wanted: Picture) -> Chart | Note:
    if (in_depth := IN_DEPTH.get(wanted.shows)) is not None:
        return in_depth(desk, measure, wanted)
    if not _is_over_time(wanted):
        return _bars(desk, measure, wanted)
    return compared(desk, measure, wanted) if wanted.by or wanted.against else _trend(desk, measure, wanted)


def _trend(desk: Desk, measure: Measure, wanted: Picture) -> Chart | Note:
    first = first_day(desk.day, wanted.grain, wanted.periods)
    whole = [
        point
        for point in desk.series(measure, first, desk.day, wanted.grain).rows
        if is_whole(desk, measure, point, wanted.grain)
    ]
    points = [point for point in whole if point.value is not None]
    left_out = withheld(whole, wanted.grain)
    if len(points) < 2:
        return Note(f"{measure.title}: {_too_few(measure, points, wanted)}.{left_out}")
    values = [
        {
            "period": place(point, wanted.grain),
            "label": period_words(point.period, wanted.grain),
            "value": point.value,
            "words": number(point.value, measure.unit),
        }
        for point in points
    ]
    marked = marks_within(desk, measure, points, wanted.grain)
    spec = charts.trend(
        values,
        unit=measure.unit,
        target=measure.target,
        name=measure.title,
        by_label=wanted.grain == "year",
        marks=drawn_marks(marked, wanted.grain),
    )
    sentence = highest_and_lowest(measure, points, wanted.grain) + small_numbers(points, wanted.grain) + left_out
    return Chart(
        identifier(wanted),
        what_happened(measure, points, wanted.grain),
        f"{sentence}{marks_in_words(marked)}",
        spec,
        _by_period(desk, measure, points, wanted.grain),
    )


def _too_few(measure: Measure, points: Sequence[Point], wanted: Picture) -> str:
    """Return what a course of one period, or of none, says."""
    if not points:
        return f"nothing to count in the last {plural(wanted.periods, wanted.grain)}"
    label = period_words(points[0].period, wanted.grain)
    return f"{_only(measure, label, points[0])}, and no second {wanted.grain} to compare with yet"


def _by_period(desk: Desk, measure: Measure, points: Sequence[Point], grain: Grain) -> Table:
    """Return the table behind a trend, newest first; by year with what other areas published."""
    others = by_area(desk, measure) if grain == "year" else {}
    rows = tuple(
        (
            *row(
                desk, measure, point, Cell(period_words(point.period, grain)), span_of_period(desk, point.period, grain)
            ),
            *(_other(measure, values.get(point.period)) for values in others.values()),
        )
        for point in reversed(points)
    )
    headings = (*columns(measure), *(TableColumn(area, is_number=True) for area in others))
    return Table(f"{measure.title} by {grain}", (TableColumn(grain.capitalize()), *headings), rows)


def _other(measure: Measure, value: float | None) -> Cell:
    """Return another area's published figure of a year; empty where none was published."""
    return Cell("" if value is None else number(value, measure.unit), number=value)


def _bars(desk: Desk, measure: Measure, wanted: Picture) -> Chart | Note:
    dimension = desk.catalogue.dimension(wanted.by)
    title = _by(measure.title, dimension.title.lower())
    if desk.is_official and wanted.by == "worker":
        return Note(f"{title}: official figures are not given by worker.")
    span = span_of(measure, desk.day, by_year=desk.is_official)
    series = desk.series(measure, span.first, span.last, span.grain, [wanted.by])
    points = merged(series.rows, wanted.by, measure)
    if not points:
        return Note(f"{title}: nothing to count {span.words}.")
    if len(points) == 1 and FINER.get(wanted.by) in measure.breakdowns and not desk.is_official:
        return _bars(desk, measure, wanted.model_copy(update={"by": FINER[wanted.by]}))
    labelled = [(series.label(wanted.by, point.dims[wanted.by]), point) for point in points]
    ordered = _in_order(labelled, [band.label for band in dimension.bands])[:MOST_BARS]
    if len(ordered) == 1:
        return Note(f"{title}: {_only(measure, *ordered[0])} {span.words}, and nothing to compare it with.")
    shown = [(label, point) for label, point in ordered if not point.suppressed]
    if not shown:
        return Note(f"{title}: too few to show {span.words}.")
    rows = tuple(
        row(desk, measure, point, Cell(label), span, **{wanted.by: asked(point.dims[wanted.by])})
        for label, point in ordered
    )
    return Chart(
        identifier(wanted),
        f"{title}: {extremes(measure, shown)}",
        f"{sentence_case(span.words)}.{small_numbers(points, 'bar')}{withheld(points, 'bar')}",
        _bar_spec(measure, ordered),
        Table(f"{title}, {span.words}", (TableColumn(dimension.title), *columns(measure)), rows),
    )


def _by(title: str, dimension: str) -> str:
    """Return a title with what it is broken down by, which the measure's own may say already."""
    return title if title.endswith(f"by {dimension}") else f"{title} by {dimension}"


def _bar_spec(measure: Measure, ordered: Sequence[tuple[str, Point]]) -> dict[str, Any]:
    values = [
        {"label": label, "value": point.value or 0, "words": words_of(measure, point)} for label, point in ordered
    ]
    return charts.bars(values, unit=measure.unit, name=measure.title)


def _only(measure: Measure, label: str, point: Point) -> str:
    """Return a breakdown's single value in words, with what a share is out of."""
    out_of = "" if point.denominator is None else f" ({point.numerator or 0:,.0f} of {point.denominator:,.0f})"
    return f"{label}, {words_of(measure, point)}{out_of}"


def _in_order(labelled: list[tuple[str, Point]], natural: list[str]) -> list[tuple[str, Point]]:
    """Sort bands by their own order and everything else by size, largest first."""
    if natural:
        return sorted(labelled, key=lambda pair: natural.index(pair[0]) if pair[0] in natural else len(natural))
    return sorted(labelled, key=lambda pair: (-(pair[1].value or 0), pair[0]))
