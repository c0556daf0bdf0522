"""Lasting: how long what a measure counts the beginnings of goes on, those still going on among them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import numpy as np

from sherwood.anomalies.survival import Step, median_of, still_after, survival
from sherwood.definitions.shapes.dimension import Band, Dimension
from sherwood.definitions.shapes.measure import Measure
from sherwood.definitions.shapes.report import Picture
from sherwood.measures import Series
from sherwood.reports import charts_in_depth as charts
from sherwood.reports.desk import Desk
from sherwood.reports.document import Cell, Chart, Note, Table, TableColumn
from sherwood.reports.rows import first_day, identifier
from sherwood.reports.words import day, plural
from sherwood.vocabulary.periods import parse

YEAR = 365
FEWEST = 10


def lasting(desk: Desk, measure: Measure, wanted: Picture) -> Chart | Note:
    """Return the curve of what still goes on after so many days with its table; or a note that there is too little to draw."""
    dimension = desk.catalogue.dimension(wanted.by)
    title = f"{measure.title}: {dimension.title.lower()}{f', to {wanted.called}' if wanted.called else ''}"
    if desk.is_official:
        return Note(f"{title}: official figures tell nothing of so few children at a time.")
    first = first_day(desk.day, wanted.grain, wanted.periods)
    series = desk.series(measure, first, desk.day, "month", (wanted.by, *wanted.when))
    ended, watched = _lengths(series, dimension, wanted, desk.day)
    if ended.size < FEWEST:
        return Note(f"{title}: fewer than {FEWEST} that began since {day(first)} have ended.")
    steps = survival(ended, watched)
    return Chart(
        identifier(wanted),
        f"{title}: {_title(steps)}",
        f"Of {plural(ended.size + watched.size, measure.unit.rstrip('s'), measure.unit)} that began since {day(first)}, "
        f"{ended.size:,} have ended{' so' if wanted.when else ''}; the others count for "
        "as long as they are known. The band is the range that chance leaves.",
        charts.survival(_points(steps), ends=int(steps[-1].days)),
        _table(title, steps),
    )


def _lengths(series: Series, dimension: Dimension, wanted: Picture, today: dt.date) -> tuple[Any, Any]:
    """Return the lengths of what ended, and for how long the rest was watched; an end after the day has not come yet.

    A month's beginnings count from its middle, a band of lengths for its last day.
    """
    bands: dict[Any, Band] = {band.label: band for band in dimension.bands}
    ended: list[float] = []
    watched: list[float] = []
    for point in series.rows:
        period, count = parse(point.period, "month"), round(point.numerator or 0)
        middle = period.first_day + (min(period.last_day, today) - period.first_day) / 2
        known = max((today - middle).days, 0)
        band = bands.get(point.dims[wanted.by])
        length = known if band is None else min(band.at_most or 0, known)
        is_end = band is not None and (band.at_least or 0) <= known and _is_meant(point.dims, wanted)
        (ended if is_end else watched).extend([float(length)] * count)
    return np.array(ended), np.array(watched)


def _is_meant(dims: Any, wanted: Picture) -> bool:
    return all(str(dims[name]) in values for name, values in wanted.when.items())


def _title(steps: Sequence[Step]) -> str:
    """Return after how long half have ended, and what is left after a year."""
    half = median_of(steps)
    left = f"{still_after(steps, YEAR):.0%} still go on after a year"
    return f"half end within {half:,.0f} days, {left}" if half is not None else f"more than half go on; {left}"


def _points(steps: Sequence[Step]) -> list[dict[str, Any]]:
    start = {"days": 0.0, "still": 100.0, "low": 100.0, "high": 100.0}
    return [
        start,
        *(
            {"days": step.days, "still": 100 * step.still, "low": 100 * step.low, "high": 100 * step.high}
            for step in steps
        ),
    ]


def _table(title: str, steps: Sequence[Step]) -> Table:
    columns = ("Days", "Watched so long", "Ended by then", "Still going on", "Range from", "to")
    rows = tuple(
        (
            Cell(f"{step.days:,.0f}", number=step.days),
            Cell(f"{step.watched:,}", number=step.watched),
            Cell(f"{step.ended:,}", number=step.ended),
            *(Cell(f"{100 * part:.1f}%", number=100 * part) for part in (step.still, step.low, step.high)),
        )
        for step in steps
    )
    return Table(title, tuple(TableColumn(each, is_number=True) for each in columns), rows)
