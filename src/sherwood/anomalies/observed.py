"""Anomalies: the rows of a file as series: which columns make the value of each kind of chart, and what they may hold."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from sherwood.anomalies.options import ABOVE_ZERO, OF_COUNTS, OF_RATIOS, ChartOptions
from sherwood.anomalies.series import Charted, Observed, chart, check_splits
from sherwood.anomalies.table import Row, Table, sortable
from sherwood.definitions.errors import Problem


@dataclass(frozen=True)
class Columns:
    """Which columns hold what: `y` a value, or `numerator` and `denominator` what it is made of."""

    x: str | None = None
    y: str | None = None
    numerator: str | None = None
    denominator: str | None = None
    group: str | None = None

    def to_json(self) -> dict[str, str | None]:
        """The columns as every result carries them."""
        return dict(vars(self))


def charts_of(table: Table, columns: Columns, options: ChartOptions) -> dict[str, Any]:
    """Chart every series of a file: its options, points in the order of the file, icons, phases and notes. Raises Problem."""
    series = {name: _observed(table, rows, columns, options) for name, rows in _grouped(table, columns.group).items()}
    check_splits([each for each, _ in series.values()], options)
    done = [(chart(each, options), places) for each, places in series.values()]
    return {
        "options": columns.to_json() | options.to_json(),
        "points": [point for _, point in sorted(_placed(done), key=lambda each: each[0])],
        "icons": [each.icon for each, _ in done],
        "phases": [phase for each, _ in done for phase in each.phases],
        "notes": [note for each, _ in done for note in each.notes],
    }


def _placed(done: Iterable[tuple[Charted, tuple[int, ...]]]) -> Iterable[tuple[int, dict[str, Any]]]:
    """Every point with its place in the file."""
    return ((place, point) for each, places in done for place, point in zip(places, each.points, strict=True))


def _grouped(table: Table, group: str | None) -> dict[str | None, list[Row]]:
    found: dict[str | None, list[Row]] = {}
    for row in table.rows:
        found.setdefault(None if group is None else table.text(row, group), []).append(row)
    return found


def _observed(
    table: Table, rows: list[Row], columns: Columns, options: ChartOptions
) -> tuple[Observed, tuple[int, ...]]:
    """One group's series in order of x, and each point's line in the file."""
    labels = [table.text(row, columns.x) if columns.x else str(number) for number, row in enumerate(rows, start=1)]
    at = sortable(labels)
    if at is not None:
        _refuse_twice(table, rows, columns, at)
    order = sorted(range(len(rows)), key=lambda place: at[place]) if at is not None else list(range(len(rows)))
    made = [_value(table, rows[place], columns, options) for place in order]
    return (
        Observed(
            table.text(rows[0], columns.group) if columns.group else None,
            tuple(labels[place] for place in order),
            tuple(at[place] for place in order) if at is not None else None,
            *(np.array(values, dtype=float) for values in zip(*made, strict=True)),
        ),
        tuple(rows[place].line for place in order),
    )


def _refuse_twice(table: Table, rows: list[Row], columns: Columns, at: list[float]) -> None:
    """Refuse two points of one series at the same x."""
    seen: dict[float, Row] = {}
    for value, row in zip(at, rows, strict=True):
        if value in seen and columns.x:
            remedy = "name the column that tells the series apart with --group, or keep one row for each point"
            raise table.refuse(row, columns.x, f"row {seen[value].line} has it too; {remedy}")
        seen[value] = row


def _value(table: Table, row: Row, columns: Columns, options: ChartOptions) -> tuple[float, float, float]:
    """The value of one point with its numerator and denominator."""
    if columns.numerator and columns.denominator:
        return _ratio(table, row, columns.numerator, columns.denominator, options)
    column = columns.y or columns.numerator
    if column is None:
        raise Problem("name the column of values with --y")
    value = table.number(row, column, least=0 if options.chart in OF_COUNTS else None)
    if options.chart in ABOVE_ZERO and value <= 0:
        raise table.refuse(
            row, column, "times between events must be more than 0; use a finer unit, such as hours for days"
        )
    return value, value, math.nan


def _ratio(
    table: Table, row: Row, numerator: str, denominator: str, options: ChartOptions
) -> tuple[float, float, float]:
    """A ratio; a gap where either part is missing or there is nothing to count among."""
    part = table.number(row, numerator, least=0 if options.chart in OF_RATIOS - {"ip"} else None)
    whole = table.number(row, denominator, least=0)
    if math.isnan(part) or math.isnan(whole):
        return math.nan, math.nan, math.nan
    if whole == 0:
        if part:
            raise table.refuse(row, denominator, f"nought, though {numerator} is {part:g}; correct one of the two")
        return math.nan, 0.0, 0.0
    if options.chart in {"p", "pp"} and part > whole:
        raise table.refuse(
            row, numerator, f"more than {denominator}, {whole:g}; a part cannot exceed its whole: use a u chart"
        )
    return part / whole, part, whole
