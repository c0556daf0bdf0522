"""Funnels: the units of a breakdown by size and value, among the limits within which chance alone would leave most of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from sherwood.anomalies.funnel import FEWEST_IN_DENOMINATOR, FunnelOptions, compare
from sherwood.definitions.shapes.measure import Measure
from sherwood.definitions.shapes.report import Picture
from sherwood.measures import Point
from sherwood.reports import charts
from sherwood.reports.current import span_of
from sherwood.reports.desk import Desk
from sherwood.reports.document import Cell, Chart, Note, Table, TableColumn
from sherwood.reports.rows import asked, columns, identifier, merged, row, words_of
from sherwood.reports.words import PER_CENT, joined, plural, sentence_case

PROPORTIONS = ("share", "timeliness", "repeat")
NO_FUNNEL = "a funnel compares parts of a whole, such as those in time: choose bars for this measure"
STEPS = 40
OUTSIDE = {
    "above_998": "far above",
    "above_95": "above",
    "below_95": "below",
    "below_998": "far below",
    None: "as chance would have it",
}


def funnel(desk: Desk, measure: Measure, wanted: Picture) -> Chart | Note:
    """Return the funnel with its table; or a note where units cannot be compared so."""
    title = f"{measure.title} by {desk.catalogue.dimension(wanted.by).title.lower()}"
    if measure.kind not in PROPORTIONS:
        return Note(f"{title}: {NO_FUNNEL}.")
    if desk.is_official and wanted.by == "worker":
        return Note(f"{title}: official figures are not given by worker.")
    span = span_of(measure, desk.day, by_year=desk.is_official)
    series = desk.series(measure, span.first, span.last, span.grain, [wanted.by])
    named = [
        (series.label(wanted.by, point.dims[wanted.by]), point)
        for point in merged(series.rows, wanted.by, measure)
        if point.denominator and not point.suppressed
    ]
    judged = [(label, point) for label, point in named if (point.denominator or 0) >= FEWEST_IN_DENOMINATOR]
    if len(judged) < 2:
        return Note(
            f"{title}: there are not two units with at least {FEWEST_IN_DENOMINATOR} cases to compare {span.words}."
        )
    found = _judged(judged)
    words = {label: OUTSIDE[unit["outside"]] for (label, _), unit in zip(judged, found["units"], strict=True)}
    rows = tuple(
        (
            *row(desk, measure, point, Cell(label), span, **{wanted.by: asked(point.dims[wanted.by])}),
            Cell(words.get(label, "too small to judge")),
        )
        for label, point in sorted(named, key=lambda pair: (-(pair[1].denominator or 0), pair[0]))
    )
    headings = (
        TableColumn(desk.catalogue.dimension(wanted.by).title),
        *columns(measure),
        TableColumn("Against chance"),
    )
    return Chart(
        identifier(wanted),
        f"{title}: {_title(words)}",
        f"{sentence_case(span.words)}. {_reading(len(named) - len(judged), found)}",
        charts.funnel(
            _units(measure, judged),
            _limits(measure, judged, found["target"]),
            unit=measure.unit,
            counted=f"Out of: {measure.denominator}",
            name=measure.title,
        ),
        Table(f"{title}, {span.words}", headings, rows),
    )


def _judged(named: Sequence[tuple[str, Point]]) -> dict[str, Any]:
    x = np.array([point.numerator or 0 for _, point in named], dtype=float)
    n = np.array([point.denominator or 0 for _, point in named], dtype=float)
    return compare(x, n, FunnelOptions("pr"))


def _title(words: dict[str, str]) -> str:
    outside = [f"{label} {word} the limits" for label, word in words.items() if word != OUTSIDE[None]]
    return joined(outside[:4]) if outside else "none differs by more than chance would make it"


def _reading(small: int, found: dict[str, Any]) -> str:
    """Return how to read the picture, and what it leaves out or cannot tell."""
    parts = ["Chance alone would leave 19 of 20 units between the inner lines and nearly all between the outer ones."]
    if small:
        parts.append(f"{plural(small, 'unit')} too small to judge.")
    if found["overdispersed"]:
        parts.append("The units differ among each other by more than chance: take a single one outside with care.")
    return " ".join(parts)


def _scale(measure: Measure) -> float:
    """Return what a part is multiplied by to be the measure's value."""
    return 100.0 if measure.unit == PER_CENT else 1.0


def _units(measure: Measure, judged: Sequence[tuple[str, Point]]) -> list[dict[str, Any]]:
    return [
        {
            "label": label,
            "size": point.denominator,
            "value": point.value,
            "words": words_of(measure, point),
        }
        for label, point in judged
    ]


def _limits(measure: Measure, judged: Sequence[tuple[str, Point]], target: float) -> list[dict[str, Any]]:
    """Return the limits about the common value, from the smallest size judged to beyond the largest."""
    largest = max(point.denominator or 0 for _, point in judged)
    sizes = np.linspace(FEWEST_IN_DENOMINATOR, largest * 1.05, STEPS)
    drawn = compare(sizes * target, sizes, FunnelOptions("pr", target=target))["units"]
    names = {"95": "19 of 20 units", "998": "998 of 1,000 units"}
    return [
        {
            "size": unit["denominator"],
            "limit": unit[f"{side}{name}"] * _scale(measure),
            "line": words,
            "side": f"{side}{name}",
        }
        for name, words in names.items()
        for side in ("lo", "hi")
        for unit in drawn
    ]
