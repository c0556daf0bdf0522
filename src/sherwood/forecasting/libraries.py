"""The libraries' own models, each as quantiles ahead; a model that cannot be fitted to so little says so by giving nothing."""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sherwood.forecasting.remembered import Remembered
from sherwood.forecasting.steps import Step

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]
LEVELS = (50, 80, 95)
COLUMNS = ("lo-95", "lo-80", "lo-50", "mean", "hi-50", "hi-80", "hi-95")


def written(told: Matrix | None) -> list[list[float]] | None:
    """Write quantiles down as JSON holds them."""
    return None if told is None else told.tolist()


def read(told: list[list[float]] | None) -> Matrix | None:
    """Read quantiles that were written down."""
    return None if told is None else np.array(told)


def follows_from(name: str, step: Step, horizon: int, values: Vector) -> str:
    """Name what a fit follows from: nothing else decides it."""
    told = np.ascontiguousarray(values).tobytes()
    return f"{name} {step.letter} {horizon} {hashlib.sha256(told).hexdigest()}"


FITTED: Remembered[Matrix | None] = Remembered(2048, written, read)
# Below this a library's model has more to learn than there is to learn it from.
FEWEST = 8


def _models() -> Any:
    """Import the library when a forecast is made, and not before: it takes longer than most commands."""
    return import_module("statsforecast.models")


def _last_value(_: Vector, __: Step) -> Any:
    return _models().Naive()


def _season_before(values: Vector, step: Step) -> Any:
    return _models().SeasonalNaive(season_length=step.season) if len(values) > 2 * step.season else None


def _theta(values: Vector, step: Step) -> Any:
    return _models().DynamicOptimizedTheta(season_length=step.season if len(values) > 2 * step.season else 1)


def _seasonal(values: Vector, step: Step) -> Any:
    seasons = {each for each in (step.season, round(step.per_year)) if len(values) > 2 * each + 1}
    level = _models().AutoETS(model="ZZN")
    return _models().MSTL(season_length=sorted(seasons), trend_forecaster=level) if seasons else None


def _level(_: Vector, __: Step) -> Any:
    return _models().AutoETS(model="ZNN")


MODELS: Mapping[str, Callable[[Vector, Step], Any]] = {
    "last_value": _last_value,
    "season_before": _season_before,
    "theta": _theta,
    "seasonal": _seasonal,
    "level": _level,
}


def quantiles(name: str, values: Vector, horizon: int, step: Step) -> Matrix | None:
    """Forecast by one of the libraries' models: one row a step, one column a probability; nothing where it has too little."""
    if len(values) < FEWEST or not np.ptp(values):
        return None

    def fit() -> Matrix | None:
        model = MODELS[name](values, step)
        return None if model is None else fitted(model, values, horizon)

    return FITTED.of(follows_from(name, step, horizon, values), fit)


def fitted(model: Any, values: Vector, horizon: int) -> Matrix | None:
    """Fit a model of the library and read its ranges; nothing where it gives none that are numbers."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            told = model.forecast(y=values, h=horizon, level=list(LEVELS))
        except Exception:  # a library's model that fails on a series is left out of the average, whatever it says
            return None
    spread: Matrix = np.stack([np.asarray(told[each], dtype=float) for each in COLUMNS], axis=1)
    return spread if np.isfinite(spread).all() else None
