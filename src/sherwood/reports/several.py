"""Several: one measure as lines side by side: of teams or other values of a breakdown, or of this year and the one before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sherwood.definitions.shapes.measure import Measure
from sherwood.definitions.shapes.report import MOST_COMPARED, Picture
from sherwood.measures import Point
from sherwood.reports import charts
from sherwood.reports.desk import Desk
from sherwood.reports.document import Cell, Chart, Note, Table, TableColumn
from sherwood.reports.rows import (
    asked,
    drill,
    first_day,
    identifier,
    is_whole,
    periods_before,
    place,
    span_of_period,
    words_of,
)
from sherwood.reports.sentences import period_words, small_numbers, withheld
from sherwood.reports.words import number
from sherwood.vocabulary.periods import Grain

NOW = "These periods"
AT = {NOW: "now", "A year before": "a year before", "The periods before": "in the periods before"}
BEFORE = {"year_before": "A year before", "period_before": "The periods before"}
# A year of whole weeks, so that each weekday stands against its own.
A_YEAR: dict[Grain, tuple[Grain, int]] = {"day": ("week", 52), "week": ("week", 52)}
# A line's name, the filter that keeps its rows, and its points by the period they stand at.
Line = tuple[str, dict[str, str], dict[str, Point]]


def compared(desk: Desk, measure: Measure, wanted: Picture) -> Chart | Note:
    """Return the lines with their table, a column for each; or a note that there is nothing to compare."""
    found = _against(desk, measure, wanted) if wanted.against else _by(desk, measure, wanted)
    found = [line for line in found if any(point.value is not None for point in line[2].values())]
    title = f"{measure.title} by {desk.catalogue.dimension(wanted.by).title.lower()}" if wanted.by else measure.title
    if not found:
        return Note(f"{title}: nothing to count.")
    # The labels of one grain sort by time.
    periods = sorted({label for _, _, points in found for label in points})
    every = [point for _, _, points in found for point in points.values()]
    return Chart(
        identifier(wanted),
        f"{title}: {_standing(measure, found)}",
        f"By {wanted.grain}.{small_numbers(every, 'point')}{withheld(every, 'point')}",
        charts.lines(
            [value for line in found for value in _values(measure, line, wanted.grain)],
            unit=measure.unit,
            name=measure.title,
            order=[name for name, _, _ in found],
            by_label=wanted.grain == "year",
        ),
        _table(desk, measure, wanted, found, periods),
    )


def _by(desk: Desk, measure: Measure, wanted: Picture) -> list[Line]:
    """Return a line for each value asked for, or for those with most now."""
    first = first_day(desk.day, wanted.grain, wanted.periods)
    series = desk.series(measure, first, desk.day, wanted.grain, [wanted.by])
    found: dict[str, dict[str, Point]] = {}
    labels: dict[str, str] = {}
    for point in series.rows:
        if is_whole(desk, measure, point, wanted.grain):
            value = asked(point.dims[wanted.by])
            found.setdefault(value, {})[point.period] = point
            labels[value] = series.label(wanted.by, point.dims[wanted.by])
    names = wanted.only or sorted(found, key=lambda value: (-_size(found[value]), labels[value]))[:MOST_COMPARED]
    return [(labels[value], {wanted.by: value}, found[value]) for value in names if value in found]


def _size(points: dict[str, Point]) -> float:
    return sum(
        (point.denominator if point.denominator is not None else point.numerator) or 0 for point in points.values()
    )


def _against(desk: Desk, measure: Measure, wanted: Picture) -> list[Line]:
    """Return the periods asked for and those before, each of which stands at the place of the later one."""
    first = first_day(desk.day, wanted.grain, wanted.periods)
    grain, back = (
        A_YEAR.get(wanted.grain, ("year", 1)) if wanted.against == "year_before" else (wanted.grain, wanted.periods)
    )
    spans = [(first, desk.day), (periods_before(first, grain, back), periods_before(desk.day, grain, back))]
    now, before = (
        [point for point in series.rows if is_whole(desk, measure, point, wanted.grain)]
        for series in desk.spans(measure, spans, wanted.grain)
    )
    placed = {later.period: earlier for later, earlier in zip(now, before, strict=False)}
    return [(NOW, {}, {point.period: point for point in now}), (BEFORE[wanted.against], {}, placed)]


def _values(measure: Measure, line: Line, grain: Grain) -> list[dict[str, Any]]:
    name, _, points = line
    return [
        {
            "line": name,
            # An earlier period stands at the place of the later one, and its tooltip tells its own name.
            "period": _place(at, grain),
            "label": period_words(at if grain == "year" else point.period, grain),
            "value": point.value,
            "words": number(point.value, measure.unit),
        }
        for at, point in points.items()
        if point.value is not None
    ]


def _place(label: str, grain: Grain) -> str:
    return place(Point(label, {}, None, None, None), grain)


def _standing(measure: Measure, found: Sequence[Line]) -> str:
    """Return where each line stands at its end; of one measure against itself, when that was."""
    ends = []
    for name, _, points in found:
        last = next((point for _, point in sorted(points.items(), reverse=True) if point.value is not None), None)
        if last is not None:
            value = number(last.value, measure.unit)
            ends.append(f"{value} {AT[name]}" if name in AT else f"{name} {value}")
    return ", ".join(ends)


def _table(desk: Desk, measure: Measure, wanted: Picture, found: Sequence[Line], periods: Sequence[str]) -> Table:
    """Return a row for each period, newest first, and a column for each line, with the way to the children behind."""
    rows = []
    for label in reversed(periods):
        cells = [Cell(period_words(label, wanted.grain))]
        for _, where, points in found:
            point = points.get(label)
            cells.append(_cell(desk, measure, point, where, wanted.grain) if point else Cell(""))
        rows.append(tuple(cells))
    columns = (TableColumn(wanted.grain.capitalize()), *(TableColumn(name, is_number=True) for name, _, _ in found))
    return Table(f"{measure.title} by {wanted.grain}, compared", columns, tuple(rows))


def _cell(desk: Desk, measure: Measure, point: Point, where: dict[str, str], grain: Grain) -> Cell:
    """Return one number with what it is out of, so that no share stands without its size."""
    detail = ""
    if point.denominator is not None and not point.suppressed:
        detail = f"{point.numerator or 0:,.0f} of {point.denominator:,.0f}"
    way = drill(desk, measure, point, span_of_period(desk, point.period, grain), where)
    return Cell(words_of(measure, point), number=point.value, drill=way, detail=detail)
