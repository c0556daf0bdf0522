"""Against: two measures of the same units, such as caseload and timeliness of teams, and whether they go together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from scipy.stats import spearmanr

from sherwood.definitions.shapes.measure import Measure
from sherwood.definitions.shapes.report import Picture
from sherwood.measures import Point
from sherwood.reports import charts_in_depth as charts
from sherwood.reports.answers import unanswered
from sherwood.reports.current import span_of
from sherwood.reports.desk import Desk
from sherwood.reports.document import Cell, Chart, Note, Table, TableColumn
from sherwood.reports.rows import identifier, merged, words_of

FEWEST_UNITS = 4
CHANCE = 0.05


class _Unit(NamedTuple):
    label: str
    one: Point
    other: Point


def against(desk: Desk, measure: Measure, wanted: Picture) -> Chart | Note:
    """Return the units as points with their table; or a note that there are too few of them to tell."""
    other = desk.catalogue.measure(wanted.other)
    if (reason := unanswered(desk, other)) is not None:
        return reason
    title = f"{measure.title} against {other.title.lower()}, by {desk.catalogue.dimension(wanted.by).title.lower()}"
    one, two = (_by_unit(desk, each, wanted.by) for each in (measure, other))
    units = [
        _Unit(label, one[label], two[label])
        for label in one
        if label in two and one[label].value is not None and two[label].value is not None
    ]
    if len(units) < FEWEST_UNITS:
        return Note(f"{title}: fewer than {FEWEST_UNITS} have a figure of both.")
    units = sorted(units, key=lambda unit: (-(unit.other.value or 0), unit.label))
    return Chart(
        identifier(wanted),
        f"{title}: {_title(measure, other, units)}",
        f"{len(units)} with a figure of both. Two things that go together need not be one the cause of the other.",
        charts.scatter(
            [
                {
                    "label": unit.label,
                    "x": unit.other.value,
                    "y": unit.one.value,
                    "words": f"{words_of(measure, unit.one)}; {words_of(other, unit.other)}",
                }
                for unit in units
            ],
            x=f"{other.title} ({other.unit})",
            y=f"{measure.title} ({measure.unit})",
        ),
        Table(
            title,
            (
                TableColumn(desk.catalogue.dimension(wanted.by).title),
                TableColumn(other.title, is_number=True),
                TableColumn(measure.title, is_number=True),
            ),
            tuple(
                (
                    Cell(unit.label),
                    Cell(words_of(other, unit.other), number=unit.other.value),
                    Cell(words_of(measure, unit.one), number=unit.one.value),
                )
                for unit in units
            ),
        ),
    )


def _by_unit(desk: Desk, measure: Measure, by: str) -> dict[str, Point]:
    span = span_of(measure, desk.day, by_year=desk.is_official)
    series = desk.series(measure, span.first, span.last, span.grain, [by])
    known = [point for point in merged(series.rows, by, measure) if point.dims[by] is not None and not point.suppressed]
    return {series.label(by, point.dims[by]): point for point in known}


def _title(measure: Measure, other: Measure, units: Sequence[_Unit]) -> str:
    """Return whether the two go together beyond what chance would make of so few."""
    found = spearmanr([unit.other.value for unit in units], [unit.one.value for unit in units])
    if not found.pvalue < CHANCE:
        return "they do not go together beyond what chance would make of so few"
    way = "higher" if found.statistic > 0 else "lower"
    return f"where {other.title.lower()} is higher, {measure.title.lower()} is mostly {way}"
