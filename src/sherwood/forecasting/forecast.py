"""One series' forecast: several models averaged quantile by quantile, ordered and never below nought."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from sherwood.forecasting import calibrated, daily, fixed, libraries, usual
from sherwood.forecasting.regimes import NOTHING_KNOWN, Outlook
from sherwood.forecasting.steps import Step

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]
# Values are told to this many decimals, so that the last bits of a sum never decide what is printed.
DECIMALS = 4


class Series(NamedTuple):
    """Values at even steps up to the day the forecast is made; a value that is not known is nan."""

    days: tuple[dt.date, ...]
    values: Vector


class Ahead(NamedTuple):
    """What is expected: a day and its quantiles a row."""

    days: tuple[dt.date, ...]
    quantiles: Matrix

    def to_json(self, name: str) -> list[dict[str, Any]]:
        """Say it as `sherwood forecast` prints it: one entry a step, quantiles by their probability."""
        levels = [str(each) for each in fixed.QUANTILES]
        return [
            {"unique_id": name, "ds": day.isoformat(), "quantiles": dict(zip(levels, row, strict=True))}
            for day, row in zip(self.days, self.quantiles.tolist(), strict=True)
        ]


def forecast(series: Series, step: Step, horizon: int, outlook: Outlook = NOTHING_KNOWN) -> Ahead:
    """Forecast so many steps after the last value, which nothing after it can change."""
    # Matrices this small are slower on many threads, and many threads wait for one another where a machine is busy.
    with threadpool_limits(limits=1):
        members = each_model(series, step, horizon, outlook)
    weights = {name: fixed.WEIGHTS[step.letter][name] for name in members}
    total = sum(weights.values())
    mixed = np.sum([members[name] * weight / total for name, weight in weights.items()], axis=0)
    days = tuple(step.after(series.days[-1], k) for k in range(1, horizon + 1))
    return Ahead(days, tidy(mixed))


def last_value(series: Series, step: Step, horizon: int) -> Ahead:
    """Carry the last value on, as wide as its changes were: what every forecast is measured against."""
    filled = without_gaps(series.values)
    said = libraries.quantiles("last_value", filled, horizon, step)
    days = tuple(step.after(series.days[-1], k) for k in range(1, horizon + 1))
    return Ahead(days, tidy(np.full((horizon, len(fixed.QUANTILES)), filled[-1]) if said is None else said))


def each_model(series: Series, step: Step, horizon: int, outlook: Outlook) -> Mapping[str, Matrix]:
    """Forecast by each model that is averaged and can say something about this series."""
    filled = without_gaps(series.values)
    members: dict[str, Matrix] = {"usual": _usual(series, step, horizon, outlook)}
    for name in fixed.WEIGHTS[step.letter]:
        said = None if name == "usual" else _said(name, filled, horizon, step)
        if said is not None:
            members[name] = said
    return members


def _said(name: str, filled: Vector, horizon: int, step: Step) -> Matrix | None:
    if name == "calibrated":
        return calibrated.quantiles(filled, horizon, step)
    return libraries.quantiles(name, filled, horizon, step)


def _usual(series: Series, step: Step, horizon: int, outlook: Outlook) -> Matrix:
    """Forecast departures from usual: through whole weeks where days fill two of them."""
    days, values = _latest(series.days, series.values, step)
    if step.letter == "D" and len(values) >= 2 * daily.WEEK:
        return daily.quantiles(days, values, horizon, outlook)
    return usual.quantiles(days, values, horizon, step, outlook)


def _latest(days: Sequence[dt.date], values: Vector, step: Step) -> tuple[Sequence[dt.date], Vector]:
    """Keep the years that still tell something, beginning at a value that was seen."""
    longest = round(fixed.LONGEST_YEARS * step.per_year)
    first = max(len(values) - longest, 0)
    days, values = (days[first:], values[first:]) if not np.isnan(values[first:]).all() else (days, values)
    seen = np.flatnonzero(~np.isnan(values))
    return days[seen[0] :], values[seen[0] :]


def without_gaps(values: Vector) -> Vector:
    """Draw a line through what is missing, for models that know no gaps."""
    places, seen = np.arange(len(values)), ~np.isnan(values)
    line: Vector = np.interp(places, places[seen], values[seen])
    return line


def tidy(quantiles: Matrix) -> Matrix:
    """Put quantiles in order, none below nought, rounded."""
    ordered = np.maximum(np.sort(quantiles, axis=1), 0.0)
    rounded: Matrix = ordered.round(DECIMALS)
    return rounded
