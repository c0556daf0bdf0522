"""Anomalies: how surprising the latest months of many series are, each left out of its own baseline."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import t as student

from sherwood.anomalies.pooling import drawn_together, moderated
from sherwood.anomalies.ranges import Values
from sherwood.anomalies.scales import Scaled

WINDOWS = (1, 2, 3, 4, 6, 9)
# Windows that end with the same month overlap: together they are worth so many looks (held to it by simulation in the tests).
LOOKS = 4.5
LEAST_BASE = 12
# A mean of absolute differences, times this, is a standard deviation.
RANGE_TO_SIGMA = np.sqrt(np.pi) / 2


@dataclass(frozen=True)
class Surprise:
    """For each series: the probability of so unusual an end by chance, the months it lasts, its side and size in sigma."""

    p: Values
    window: NDArray[np.int64]
    side: NDArray[np.int64]
    sigmas: Values


def surprises(series: Scaled) -> Surprise:
    """Compare the last one to six months with those before them; not a number where there is too little to say."""
    each = [_window(series, width) for width in WINDOWS if series.y.shape[1] >= width + LEAST_BASE]
    if not each:
        nothing = np.full(series.y.shape[0], np.nan)
        none = np.zeros(series.y.shape[0], np.int64)
        return Surprise(nothing, none, none, nothing)
    p = np.array([found for found, _, _ in each])
    best = np.argmin(np.where(np.isnan(p), 2, p), axis=0)
    here = np.arange(best.size)
    least = p[best, here]
    return Surprise(
        -np.expm1(LOOKS * np.log1p(-np.minimum(least, 1 - 1e-16))),
        np.array(WINDOWS)[best],
        np.sign(np.array([z for _, z, _ in each])[best, here]).astype(np.int64),
        np.array([size for _, _, size in each])[best, here],
    )


def _window(series: Scaled, width: int) -> tuple[Values, Values, Values]:
    """The probability, the t-value and the size in sigma of the last `width` months against all before them."""
    weight = np.where(np.isnan(series.y), 0, np.nan_to_num(series.weight))
    y = np.nan_to_num(series.y)
    base, last = slice(None, -width), slice(-width, None)
    in_base, in_last = weight[:, base].sum(axis=1), weight[:, last].sum(axis=1)
    months = (weight[:, base] > 0).sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        usual = (weight * y)[:, base].sum(axis=1) / in_base
        found = (weight * y)[:, last].sum(axis=1) / in_last
        sigma, carry, freedom = _spread(series.y[:, base], weight[:, base], usual, series)
        error = sigma * np.sqrt(_carried(carry, width) / in_last + _carried(carry, width) / in_base)
        z = (found - usual) / error
        size = (found - usual) / (sigma / np.sqrt(in_last / width))
    is_known = (months >= LEAST_BASE) & (weight[:, -1] > 0) & (error > 0) & _moves(series, base)
    p = 2 * student.sf(np.abs(z), np.maximum(freedom, 1))
    return np.where(is_known, p, np.nan), np.where(is_known, z, 0), np.where(is_known, size, 0)


def _moves(series: Scaled, base: slice) -> NDArray[np.bool_]:
    """Whether most months differ from the one before: one that hardly ever moves does not tell its sigma, where chance does not."""
    if series.least_sigma:
        return np.ones(series.y.shape[0], bool)
    steps = np.diff(series.y[:, base], axis=1)
    there = ~np.isnan(steps)
    found: NDArray[np.bool_] = 2 * (there & (steps != 0)).sum(axis=1) > there.sum(axis=1)
    return found


def _spread(y: Values, weight: Values, usual: Values, series: Scaled) -> tuple[Values, Values, Values]:
    """Sigma of a month of weight one, from its moving ranges, how much of one month carries over to the next, and how sure both are.

    What all series of the scan know together is learned before each is judged by its own.
    """
    held = np.where(weight > 0, weight, np.nan)
    months = (weight > 0).sum(axis=1).astype(float)
    apart = np.abs(np.diff(y, axis=1)) / np.sqrt(1 / held[:, 1:] + 1 / held[:, :-1])
    sigma = np.nan_to_num(_mean(apart)) * np.sqrt(2) * RANGE_TO_SIGMA
    away = (y - usual[:, np.newaxis]) * np.sqrt(held)
    together = _mean(away[:, 1:] * away[:, :-1]) / _mean(away**2)
    carry = np.clip(drawn_together(np.nan_to_num(together) + 1 / y.shape[1], months), 0, 0.8)
    variance, freedom = moderated(sigma**2 / (1 - carry), 0.62 * (months - 1), series.size)
    # A sigma that is never less than chance is better known than one that moving ranges alone tell.
    freedom = np.maximum(freedom, months - 1) if series.least_sigma else freedom
    return np.maximum(np.sqrt(variance), series.least_sigma), carry, freedom


def _mean(values: Values) -> Values:
    """The mean of each row over what is there."""
    there = ~np.isnan(values)
    count = there.sum(axis=1)
    total = np.where(there, values, 0).sum(axis=1)
    found: Values = np.divide(total, count, out=np.full(count.shape, np.nan), where=count > 0)
    return found


def _carried(carry: Values, width: int) -> Values:
    """How many times the variance of a mean of so many months grows by what carries over."""
    steps = np.arange(1, width)
    grown: Values = 1 + 2 * ((1 - steps / width) * carry[:, np.newaxis] ** steps).sum(axis=1)
    return grown
