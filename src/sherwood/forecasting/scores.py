"""How good a forecast was, once what it spoke of is known: error against a plain yardstick, range score, and how often ranges held."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sherwood.forecasting import fixed

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]
LEVELS = np.array(fixed.QUANTILES)
RANGES = {80: (1, 5), 95: (0, 6)}


class Scores(NamedTuple):
    """One value a step ahead, nan where what came is not known."""

    error: Vector
    """How far the middle was off."""
    interval: Vector
    """Weighted interval score: twice the mean pinball loss of the seven quantiles; the middle's miss and the range's width in one."""
    held_80: Vector
    held_95: Vector


def scored(quantiles: Matrix, came: Vector) -> Scores:
    """Compare each step's quantiles with what came."""
    apart = came[:, None] - quantiles
    interval = 2 * np.maximum(LEVELS * apart, (LEVELS - 1) * apart).mean(axis=1)
    held = {share: _held(quantiles[:, low], quantiles[:, high], came) for share, (low, high) in RANGES.items()}
    return Scores(np.abs(apart[:, fixed.MEDIAN]), interval, held[80], held[95])


def _held(low: Vector, high: Vector, came: Vector) -> Vector:
    held: Vector = np.where(np.isnan(came), np.nan, (low <= came) & (came <= high))
    return held


def seasonal_scale(values: Vector, lag: int) -> float:
    """Tell how far off last season's value is on average: the yardstick by which errors of different series are compared."""
    return float(np.nanmean(np.abs(values[lag:] - values[:-lag])))
