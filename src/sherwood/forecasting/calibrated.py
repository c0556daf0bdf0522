"""Days with their seasons taken out of logarithms, in ranges as wide as the model's own errors of late turned out.

A weekday's share of the week and a holiday's of the year are multiples, so that logarithms take them out evenly. What such a model says
of its own ranges leaves out that the seasons themselves change; how far it lay from what came at earlier origins does not.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sherwood.forecasting import fixed, libraries
from sherwood.forecasting.libraries import FEWEST, fitted
from sherwood.forecasting.remembered import Remembered
from sherwood.forecasting.steps import Step

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]
_SHIFT = 0.5
_LEAST_HALF = 1e-6
_LOWER, _UPPER = 1, 5
FITTED: Remembered[Matrix | None] = Remembered(2048, libraries.written, libraries.read)


def quantiles(values: Vector, horizon: int, step: Step) -> Matrix | None:
    """Forecast so many steps: one row a step, one column a probability; nothing where there is too little to learn from."""
    if len(values) < FEWEST or not np.ptp(values):
        return None
    logs = np.log(values + _SHIFT)
    told = _told(logs, horizon, step)
    if told is None:
        return None
    middle = told[:, [fixed.MEDIAN]]
    spread: Matrix = np.exp(middle + _too_narrow(logs, horizon, step) * (told - middle)) - _SHIFT
    return spread


def _too_narrow(logs: Vector, horizon: int, step: Step) -> float:
    """Tell how many times as wide the range of 80 % had to be at earlier origins to hold 80 % of what came."""
    missed = []
    for back in range(1, fixed.EARLIER_ORIGINS + 1):
        cut = len(logs) - back * fixed.EARLIER_EVERY
        told = _told(logs[:cut], min(horizon, len(logs) - cut), step) if cut > 2 * fixed.EARLIER_EVERY else None
        if told is not None:
            half = np.maximum((told[:, _UPPER] - told[:, _LOWER]) / 2, _LEAST_HALF)
            missed.append(np.abs(logs[cut : cut + len(told)] - told[:, fixed.MEDIAN]) / half)
    wide = float(np.quantile(np.concatenate(missed), 0.8)) if missed else 1.0
    return min(max(wide, 1.0), fixed.WIDEST)


def _told(logs: Vector, horizon: int, step: Step) -> Matrix | None:
    return FITTED.of(libraries.follows_from("logs", step, horizon, logs), lambda: _fit(logs, horizon, step))


def _fit(logs: Vector, horizon: int, step: Step) -> Matrix | None:
    seasons = _seasons(len(logs), step)
    return fitted(_model(seasons), logs, horizon) if seasons else None


def _seasons(count: int, step: Step) -> list[int]:
    """Name the seasons seen often enough to be told from chance."""
    return sorted(each for each in {step.season, round(step.per_year)} if count > fixed.LEAST_SEASONS * each)


def _model(seasons: list[int]) -> Any:
    """Take seasons out, and carry the rest on with a trend that fades: one that does not would run away in logarithms."""
    models = import_module("statsforecast.models")
    return models.MSTL(season_length=seasons, trend_forecaster=models.AutoETS(model="ZZN", damped=True))
