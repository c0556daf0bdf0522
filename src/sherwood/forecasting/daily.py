"""Days as parts of weeks: the weeks are forecast, and shared out over their days as of late.

A day's departure from usual is almost wholly its week's, and a week is forecast from a seventh of the values. Weeks end on the weekday of
the last value, so that every one is whole and a series cut short forecasts as the whole one does.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import special

from sherwood.forecasting import calendars, fixed, usual
from sherwood.forecasting.regimes import Outlook
from sherwood.forecasting.steps import STEPS

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]
WEEK = 7


def quantiles(days: Sequence[dt.date], values: Vector, horizon: int, outlook: Outlook) -> Matrix:
    """Forecast so many days after the last: one row a day, one column a probability."""
    whole = len(values) // WEEK * WEEK
    seen, table = list(days[-whole:]), values[-whole:].reshape(-1, WEEK)
    plain = np.array([calendars.is_ordinary(day) for day in seen]).reshape(-1, WEEK)
    pattern, holiday = _pattern(table, plain)
    expected = np.where(plain, pattern, pattern * holiday)
    means = _means(table, expected)
    weeks = -(-horizon // WEEK)
    ends = seen[WEEK - 1 :: WEEK]
    ahead = usual.quantiles(ends, means * WEEK, weeks, STEPS["W"], outlook) / WEEK
    future = [seen[-1] + dt.timedelta(days=k) for k in range(1, weeks * WEEK + 1)]
    ordinary = np.array([calendars.is_ordinary(day) for day in future]).reshape(-1, WEEK)
    parts = np.where(ordinary, pattern, pattern * holiday)
    parts = parts / np.maximum(parts.mean(axis=1, keepdims=True), 1e-9)
    noise = _noise(table, expected * means[:, None])
    return _shared_out(ahead, parts.reshape(-1), noise)[:horizon]


def _recent(weeks: int) -> Vector:
    """Weigh weeks by how late they are."""
    weights: Vector = 0.5 ** (np.arange(weeks)[::-1] / fixed.RECENT_WEEKS)
    return weights


def _pattern(table: Matrix, plain: NDArray[np.bool_]) -> tuple[Vector, float]:
    """Tell each weekday's share of an average day, and a holiday's share of the weekday it falls on."""
    levels = _filled_means(table)
    counted = plain & ~np.isnan(table)
    weights = _recent(len(table))[:, None] * counted
    expected = (weights * levels[:, None]).sum(axis=0)
    # A weekday never seen of late is taken for an average one: as if one average week had been seen as well.
    little = 0.1 * max(float(np.mean(levels)), 1e-9)
    pattern = ((weights * np.nan_to_num(table)).sum(axis=0) + little) / (expected + little)
    off = ~plain & ~np.isnan(table)
    usual_then = (off * levels[:, None] * pattern).sum()
    prior = 2 * max(float(np.mean(levels)), 1e-9)
    return pattern, float((np.nan_to_num(table)[off].sum() + prior) / (usual_then + prior))


def _filled_means(table: Matrix) -> Vector:
    """Average each week's days that were seen; a week without any is as its neighbours."""
    counted = (~np.isnan(table)).sum(axis=1)
    means = np.nansum(table, axis=1) / np.maximum(counted, 1)
    places = np.arange(len(table))
    seen = counted > 0
    filled: Vector = np.interp(places, places[seen], means[seen])
    return filled


def _means(table: Matrix, expected: Matrix) -> Vector:
    """Average each week as if all its days had been seen; nothing where fewer than three were."""
    seen = ~np.isnan(table)
    means: Vector = np.nansum(table, axis=1) / np.maximum((expected * seen).sum(axis=1), 1e-9) * expected.mean(axis=1)
    means[seen.sum(axis=1) < 3] = np.nan
    return means


def _noise(table: Matrix, fitted: Matrix) -> float:
    """Tell how far single days of late lie from their share of the week, in logarithms."""
    apart = np.log(table + 0.5) - np.log(fitted + 0.5)
    weights = _recent(len(table))[:, None] * ~np.isnan(apart)
    return float(np.sqrt((weights * np.nan_to_num(apart) ** 2).sum() / max(weights.sum(), 1e-9)))


def _shared_out(ahead: Matrix, parts: Vector, noise: float) -> Matrix:
    """Give each day its part of its week's forecast, wider by what single days vary."""
    logs = np.log(np.repeat(ahead, WEEK, axis=0) * parts[:, None] + 0.5)
    middle = logs[:, [fixed.MEDIAN]]
    tails = special.stdtrit(fixed.TAILS, np.array(fixed.QUANTILES)) * noise
    spread: Matrix = np.maximum(np.exp(middle + np.sign(tails) * np.hypot(logs - middle, tails)) - 0.5, 0.0)
    return spread
