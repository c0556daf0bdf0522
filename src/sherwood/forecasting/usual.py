"""Departures from usual: the model of demand that Sherwood adds to the libraries' own.

In logarithms a value is its usual level (drifting slowly), the yearly pattern, the calendar, restrictions where they may be known, and a
departure from all this that fades. How fast it fades, how large departures are and how strong the yearly pattern is come from the series;
how quickly the world was changing is read from its surprises, so that a shock neither bends the usual pattern nor leaves ranges narrow.
It is a Gaussian process with Student tails: short, gappy and thin series need no other path through it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import linalg, special

from sherwood.forecasting import calendars, fixed
from sherwood.forecasting.regimes import NOTHING_KNOWN, Outlook, changes, strengths
from sherwood.forecasting.remembered import Remembered
from sherwood.forecasting.steps import Step

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]


class _Frame(NamedTuple):
    """What does not change while sizes are tried: places in time, patterns, and the logarithms seen."""

    step: Step
    seen: NDArray[np.bool_]
    values: Vector
    calendar: Matrix
    yearly: Matrix
    steps_apart: Matrix
    earlier: NDArray[np.int64]
    thin: float


class _Sizes(NamedTuple):
    """One choice of what is not known: weeks of return, drift, noise, size of departures, size of the yearly pattern."""

    weeks: float
    drift: float
    noise: float
    departure: float
    yearly: float


class _Tried(NamedTuple):
    """A choice of sizes with its evidence, the joint variances and the standardised surprises."""

    evidence: float
    sizes: _Sizes
    variances: Matrix
    root: Matrix
    surprises: Vector


def _read(told: Any) -> tuple[_Sizes, tuple[_Sizes, ...]]:
    first, kept = told
    return _Sizes(*first), tuple(_Sizes(*each) for each in kept)


LEARNT: Remembered[tuple[_Sizes, tuple[_Sizes, ...]]] = Remembered(512, written=list, read=_read)


def quantiles(
    days: Sequence[dt.date], values: Vector, horizon: int, step: Step, outlook: Outlook = NOTHING_KNOWN
) -> Matrix:
    """Forecast so many steps after the last value: one row a step, one column a probability.

    `values` may hold gaps (nan); `outlook` holds the regimes that may be known.
    """
    shift = 0.0 if np.nanmin(values) > 20 else 0.5
    logs = np.log(values + shift)
    middle = float(np.nanmedian(logs))
    frame = _frame(days, logs - middle, horizon, step, outlook, float(np.nanmean(values)))
    calm = np.ones(len(frame.steps_apart))
    first, kept = LEARNT.of(_past(frame, horizon), lambda: _learnt(frame, calm, horizon))
    fading = _departures(frame, calm, first.weeks)
    volatility = _volatility(_tried(frame, fading, first).surprises, frame, horizon)
    ahead = _mixture([_tried(frame, _departures(frame, volatility, each.weeks), each) for each in kept], frame, horizon)
    spread: Matrix = np.maximum(np.exp(ahead + middle) - shift, 0.0)
    return spread


def _past(frame: _Frame, horizon: int) -> str:
    """Name everything that sizes are learnt from: what was seen, and what was known of the days up to then."""
    seen = slice(0, len(frame.seen) - horizon)
    told = hashlib.sha256(frame.step.letter.encode())
    for each in (frame.seen[seen], frame.values, frame.calendar[seen, seen], frame.yearly[seen, seen]):
        told.update(np.ascontiguousarray(each).tobytes())
    return told.hexdigest()


def _learnt(frame: _Frame, calm: Vector, horizon: int) -> tuple[_Sizes, tuple[_Sizes, ...]]:
    """Learn sizes from what was seen: the likeliest in a calm world, and the likeliest in the world as it changed."""
    first = _search(frame, calm, [fixed.USUAL_RETURN_WEEKS], fixed.YEARLY)[0]
    volatility = _volatility(first.surprises, frame, horizon)
    kept = _search(frame, volatility, fixed.RETURN_WEEKS, [first.sizes.yearly])
    return first.sizes, tuple(each.sizes for each in kept)


def _frame(days: Sequence[dt.date], logs: Vector, horizon: int, step: Step, outlook: Outlook, mean: float) -> _Frame:
    """Lay out every pattern over the days seen and the days to come."""
    every = [*days, *(step.after(days[-1], k) for k in range(1, horizon + 1))]
    shares, sizes = calendars.columns(every, step)
    known = strengths(outlook, every, step)
    own = changes(outlook, every, step)
    effects = np.hstack([np.ones((len(every), 1)), shares, known, own])
    of_regimes = 2 if outlook.regimes else 0
    of_terms = known.shape[1] - of_regimes
    given = [fixed.REGIME**2] * of_regimes + [fixed.TERM**2] * of_terms + [fixed.CHANGE**2] * own.shape[1]
    spread = np.concatenate([[fixed.LEVEL**2], sizes, given])
    calendar = (effects * spread) @ effects.T
    if step.letter == "D":
        calendar = calendar + calendars.week_pattern(every)
    places = np.arange(len(every))
    apart = np.abs(places[:, None] - places[None, :]).astype(float)
    earlier = np.minimum(places[:, None], places[None, :])
    seen = np.concatenate([~np.isnan(logs), np.zeros(horizon, dtype=bool)])
    return _Frame(
        step, seen, logs[~np.isnan(logs)], calendar, calendars.yearly_pattern(every), apart, earlier, 1 / max(mean, 1)
    )


def _search(frame: _Frame, volatility: Vector, weeks: Sequence[float], yearly: Sequence[float]) -> list[_Tried]:
    """Try every choice of sizes and keep the likeliest, best first."""
    kept: list[_Tried] = []
    for each in weeks:
        fading = _departures(frame, volatility, each)
        for others in itertools.product(fixed.DRIFT, fixed.NOISE, fixed.DEPARTURES, yearly):
            kept.append(_tried(frame, fading, _Sizes(each, *others)))
            kept = sorted(kept, key=lambda one: -one.evidence)[: fixed.MODELS_KEPT]
    return kept


def _departures(frame: _Frame, volatility: Vector, weeks: float) -> Matrix:
    """Give the variances of departures that fade in so many weeks and grow as fast as the world changed at the time."""
    stays = float(np.exp(-frame.step.weeks / weeks))
    variance, so_far = np.empty(len(volatility)), 1.0
    for place, speed in enumerate(volatility):
        so_far = stays**2 * so_far + (1 - stays**2) * speed
        variance[place] = so_far
    fading: Matrix = variance[frame.earlier] * stays**frame.steps_apart
    return fading


def _tried(frame: _Frame, fading: Matrix, sizes: _Sizes) -> _Tried:
    """Weigh one choice of sizes by how likely it makes what was seen."""
    departures = fading + sizes.drift / frame.step.per_year * frame.earlier
    variances = sizes.departure**2 * departures + frame.calendar + sizes.yearly**2 * frame.yearly
    variances[np.diag_indices_from(variances)] += sizes.noise * sizes.departure**2 + frame.thin
    root = linalg.cholesky(variances[np.ix_(frame.seen, frame.seen)], lower=True, check_finite=False)
    surprises = linalg.solve_triangular(root, frame.values, lower=True, check_finite=False)
    fit = -0.5 * float(surprises @ surprises) - float(np.log(np.diag(root)).sum())
    prior = -0.5 * float(np.log(sizes.weeks / fixed.USUAL_RETURN_WEEKS) / fixed.RETURN_SPREAD) ** 2
    return _Tried(fit + prior, sizes, variances, root, surprises)


def _volatility(surprises: Vector, frame: _Frame, horizon: int) -> Vector:
    """Tell how quickly the world changed at each step, and how the speed of late calms down ahead; 1 is ordinary."""
    squares = np.minimum(surprises**2, fixed.LARGEST_SURPRISE)
    places = np.flatnonzero(frame.seen).astype(float)
    every = np.arange(len(frame.seen) - horizon, dtype=float)
    near = 0.5 ** (np.abs(every[:, None] - places[None, :]) * frame.step.weeks / fixed.SURPRISE_WEEKS)
    speed = np.maximum(near @ squares / near.sum(axis=1), fixed.CALMEST)
    speed = np.maximum(speed / np.median(speed), fixed.CALMEST)
    recent = 0.5 ** ((len(every) - 1 - places) * frame.step.weeks / fixed.RECENT_WEEKS)
    of_late = max(float(recent @ squares / recent.sum()), fixed.CALMEST)
    calming = 0.5 ** (np.arange(1, horizon + 1) * frame.step.weeks / fixed.CALMING_WEEKS)
    return np.concatenate([speed, 1 + (of_late - 1) * calming])


def _mixture(kept: Sequence[_Tried], frame: _Frame, horizon: int) -> Matrix:
    """Average the forecasts of the choices kept, each by its tempered evidence."""
    evidence = np.array([each.evidence for each in kept])
    weights = np.exp((evidence - evidence.max()) * fixed.TEMPER)
    tails = special.stdtrit(fixed.TAILS, np.array(fixed.QUANTILES))
    ahead = np.zeros((horizon, len(tails)))
    for weight, each in zip(weights / weights.sum(), kept, strict=True):
        shared = each.variances[np.ix_(frame.seen, np.arange(len(frame.seen)) >= len(frame.seen) - horizon)]
        explained = linalg.solve_triangular(each.root, shared, lower=True, check_finite=False)
        mean = explained.T @ each.surprises
        spread = np.sqrt(np.diag(each.variances)[-horizon:] - (explained**2).sum(axis=0))
        ahead += weight * (mean[:, None] + spread[:, None] * tails)
    return ahead
