"""Anybody's own series in a file: `unique_id, ds, y`, a value a row, in any order.

What cannot be right is refused with its line, column, value and remedy. Steps that are missing are told as gaps, never as nought.
"""

from __future__ import annotations

import csv
import datetime as dt
import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple, NoReturn

import numpy as np

from sherwood.definitions.errors import Problem
from sherwood.forecasting.forecast import Ahead, Series, forecast
from sherwood.forecasting.regimes import Knowledge, Regime, known
from sherwood.forecasting.steps import STEPS, Step

COLUMNS = ("unique_id", "ds", "y")
REGIME_COLUMNS = ("from", "announced", "level", "school")
# A file whose steps lie further apart than this in all has a slip in a date.
MOST_STEPS = 100_000
HIGHEST = 1e12


class _Cell(NamedTuple):
    """Where a value stands, for messages."""

    file: Path
    line: int
    column: str
    value: str

    def refuse(self, reason: str, remedy: str) -> NoReturn:
        """Say what is wrong with the value, and what to do."""
        raise Problem(f"{self.file}: line {self.line}, column {self.column}: '{self.value}' {reason}; {remedy}")


def forecast_file(
    path: Path, freq: str, horizon: int, origin: dt.date | None, regimes: Path | None, knowledge: Knowledge
) -> dict[str, Ahead]:
    """Forecast every series of a file from its own last value up to the origin."""
    step = STEPS[freq]
    told = read_regimes(regimes) if regimes else []
    return {
        name: forecast(each, step, horizon, known(told, origin or each.days[-1], knowledge))
        for name, each in read_series(path, step, origin).items()
    }


def read_series(path: Path, step: Step, origin: dt.date | None = None) -> dict[str, Series]:
    """Read every series of a file up to the origin, by its name; a series that begins after it is left out.

    Rows after the origin are checked for nothing but their date: what is not yet known can stop no forecast.
    """
    values: dict[str, dict[dt.date, float]] = {}
    for line, row in _rows(path, COLUMNS):
        day = _day(_Cell(path, line, "ds", row["ds"]))
        if origin is not None and day > origin:
            continue
        name = row["unique_id"].strip() or _Cell(path, line, "unique_id", "").refuse("is empty", "name the series")
        of_series = values.setdefault(name, {})
        if day in of_series:
            _Cell(path, line, "ds", row["ds"]).refuse(f"stands twice for {name}", "keep one row for each step")
        of_series[day] = _value(_Cell(path, line, "y", row["y"]))
    series = {name: _even(path, name, values[name], step) for name in sorted(values)}
    if not series:
        raise Problem(
            f"{path}: no value up to {origin or 'its end'}; give rows of {', '.join(COLUMNS)}, or a later --origin"
        )
    return series


def read_regimes(path: Path) -> list[Regime]:
    """Read dated restrictions: from, announced, level and school presence lost, each 0 to 1."""
    found = []
    for line, row in _rows(path, REGIME_COLUMNS):
        starts, announced = (_day(_Cell(path, line, name, row[name])) for name in REGIME_COLUMNS[:2])
        level, school = (_share(_Cell(path, line, name, row[name])) for name in REGIME_COLUMNS[2:])
        found.append(Regime(starts, announced, level, school))
    return found


def _rows(path: Path, wanted: tuple[str, ...]) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Yield each row with its line; refuse a file that is no text or lacks a column."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, skipinitialspace=True)
            missing = [each for each in wanted if each not in (reader.fieldnames or ())]
            if missing:
                raise Problem(
                    f"{path}: line 1: no column {', '.join(missing)}; the heading names {', '.join(wanted)}, parted by commas"
                )
            for row in reader:
                if any((row[each] or "").strip() for each in wanted):
                    yield reader.line_num, {each: row[each] or "" for each in wanted}
    except (UnicodeDecodeError, csv.Error) as error:
        raise Problem(f"{path}: not a CSV file of UTF-8 text ({error}); save it as CSV UTF-8") from None


def _day(cell: _Cell) -> dt.date:
    """Read a day, written year first; a time of day after it is dropped."""
    try:
        return dt.date.fromisoformat(cell.value.strip()[:10])
    except ValueError:
        cell.refuse("is not a date", "write it as 2026-11-30")


def _value(cell: _Cell) -> float:
    """Read a count or another amount that cannot be below nought; an empty cell is a gap."""
    if not cell.value.strip():
        return math.nan
    value = _number(cell)
    if not 0 <= value <= HIGHEST:
        cell.refuse(
            f"is not between 0 and {HIGHEST:.0e}",
            "give a count or amount, or leave the cell empty where it is not known",
        )
    return value


def _share(cell: _Cell) -> float:
    value = _number(cell)
    if not 0 <= value <= 1:
        cell.refuse("is not between 0 and 1", "give a share, such as 0.85")
    return value


def _number(cell: _Cell) -> float:
    try:
        value = float(cell.value)
    except ValueError:
        cell.refuse("is not a number", "write digits with a point, such as 12.5")
    return value


def _even(path: Path, name: str, values: Mapping[dt.date, float], step: Step) -> Series:
    """Put values at even steps; refuse a day that lies between two of them."""
    days = sorted(values)
    first, length = days[0], step.between(days[0], days[-1])
    places = {day: step.between(first, day) for day in days}
    odd = next((day for day, place in places.items() if place is None), None)
    if odd is not None or length is None:
        raise Problem(
            f"{path}: series {name}, column ds: {odd} is not a whole number of steps ({step.letter}) after its first day {first}; "
            "give another --freq, or mend the date"
        )
    if length > MOST_STEPS:
        raise Problem(
            f"{path}: series {name}, column ds: {length:,} steps from {first} to {days[-1]}; mend the first or last date"
        )
    if all(map(math.isnan, values.values())):
        raise Problem(
            f"{path}: series {name}, column y: every value is empty; give at least one, or leave the series out"
        )
    told = np.full(length + 1, np.nan)
    for day, value in values.items():
        told[places[day]] = value
    return Series(tuple(step.after(first, k) for k in range(length + 1)), told)
