"""Anomalies: the centre and limits of one phase of a chart, for each kind of chart."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from sherwood.anomalies.options import (
    RANGE_LIMIT,
    RANGE_TO_SIGMA,
    SCALED_RANGE_LIMIT,
    ChartOptions,
)
from sherwood.anomalies.ranges import Values, mean, mean_range, moving_ranges, size_of

# The power that makes times between rare events nearly normal (Nelson 1994).
TIME_POWER = 3.6


@dataclass(frozen=True)
class Phase:
    """The points of one phase in order: what is drawn, what it is made of, and which points the limits are worked out from."""

    y: Values
    numerator: Values
    denominator: Values
    base: np.ndarray


@dataclass(frozen=True)
class Lines:
    """The lines of a chart at each point: centre, three-sigma and two-sigma limits, and the values drawn between them.

    `varies` is false where nothing has varied so far, so that a difference cannot be told from chance.
    """

    y: Values
    centre: Values
    lower: Values
    upper: Values
    lower_two: Values
    upper_two: Values
    varies: bool = True

    def taken(self, places: np.ndarray) -> Lines:
        """The lines at these places, as one row of many series."""
        every = (self.y, self.centre, self.lower, self.upper, self.lower_two, self.upper_two)
        y, centre, lower, upper, lower_two, upper_two = (line[places][np.newaxis] for line in every)
        return Lines(y, centre, lower, upper, lower_two, upper_two, self.varies)


def lines_of(phase: Phase, options: ChartOptions) -> Lines:
    """The lines of one phase of this kind of chart; a line is not a number where it cannot be worked out."""
    return _KINDS[options.chart](phase, options)


def _around(y: Values, centre: float, sigma: Values, *, floor: float = -math.inf, cap: float = math.inf) -> Lines:
    """Lines at two and three sigma about the centre, kept within what such a figure can be."""

    def line(sigmas: float) -> Values:
        return np.clip(centre + sigmas * sigma, floor, cap)

    at = np.where(np.isnan(sigma), math.nan, centre)
    return Lines(y, at, line(-3), line(3), line(-2), line(2), varies=bool(np.nansum(sigma) > 0))


def _individuals(phase: Phase, options: ChartOptions) -> Lines:
    base = phase.y[phase.base]
    spread = mean_range(moving_ranges(base), RANGE_LIMIT if options.screen else None, size_of(base))
    centre = mean(base)
    lines = _around(phase.y, centre, np.full(phase.y.shape, options.factor / 3 * spread))
    return Lines(
        lines.y,
        np.full(phase.y.shape, centre),
        lines.lower,
        lines.upper,
        lines.lower_two,
        lines.upper_two,
        lines.varies,
    )


def _moving_range(phase: Phase, _options: ChartOptions) -> Lines:
    ranges = np.append(math.nan, np.abs(np.diff(phase.y)))[: phase.y.size]
    centre = mean(ranges[phase.base])
    full = np.full(phase.y.shape, centre)
    nothing = np.zeros(phase.y.shape)
    return Lines(
        ranges, full, nothing, RANGE_LIMIT * full, nothing, RANGE_LIMIT * full * 2 / 3, varies=bool(centre > 0)
    )


def _pooled(phase: Phase) -> float:
    """All that was counted over all there was to count, in the points that limits are worked out from."""
    there = phase.base & ~np.isnan(phase.y)
    whole = math.fsum(phase.denominator[there])
    return math.fsum(phase.numerator[there]) / whole if whole else math.nan


def _proportion_sigma(centre: float, whole: Values) -> Values:
    return np.sqrt(centre * (1 - centre) / whole)


def _rate_sigma(centre: float, whole: Values) -> Values:
    return np.sqrt(centre / whole)


def _laney(phase: Phase, centre: float, sigma: Values, options: ChartOptions) -> Values:
    """Widen or narrow sigma by how much more or less than chance the points vary from one to the next (Laney 2002)."""
    base = phase.base & ~(sigma == 0)
    spread = (phase.y - centre)[base] / sigma[base]
    noise = size_of(phase.y[base] / sigma[base])
    return sigma * mean_range(moving_ranges(spread), RANGE_LIMIT if options.screen else None, noise) / RANGE_TO_SIGMA


def _proportions(phase: Phase, options: ChartOptions) -> Lines:
    centre = _pooled(phase)
    sigma = _proportion_sigma(centre, _wholes(phase))
    return _around(
        phase.y, centre, _laney(phase, centre, sigma, options) if options.chart == "pp" else sigma, floor=0, cap=1
    )


def _rates(phase: Phase, options: ChartOptions) -> Lines:
    centre = _pooled(phase)
    sigma = _rate_sigma(centre, _wholes(phase))
    return _around(phase.y, centre, _laney(phase, centre, sigma, options) if options.chart == "up" else sigma, floor=0)


def _wholes(phase: Phase) -> Values:
    """The denominators, not a number where there is nothing to count among."""
    return np.where(phase.denominator > 0, phase.denominator, math.nan)


def _counts(phase: Phase, _options: ChartOptions) -> Lines:
    centre = mean(phase.y[phase.base])
    return _around(phase.y, centre, np.full(phase.y.shape, math.sqrt(centre)), floor=0)


def _normalised(phase: Phase, options: ChartOptions) -> Lines:
    """Taylor's normalised individuals: ratios over unequal denominators that follow no known distribution."""
    whole = _wholes(phase)
    y, n = phase.y[phase.base], whole[phase.base]
    scaled = np.abs(np.diff(y)) / np.sqrt(1 / n[1:] + 1 / n[:-1])
    limit = SCALED_RANGE_LIMIT if options.screen else None
    spread = mean_range(scaled[~np.isnan(scaled)], limit, size_of(y * np.sqrt(n)))
    return _around(phase.y, _pooled(phase), math.sqrt(math.pi / 2) * spread * np.sqrt(1 / whole))


def _times(phase: Phase, options: ChartOptions) -> Lines:
    """Times between rare events: individuals on the scale on which they are nearly normal, and back again."""
    near_normal = Phase(phase.y ** (1 / TIME_POWER), phase.numerator, phase.denominator, phase.base)
    found = _individuals(near_normal, options)

    def back(line: Values) -> Values:
        return np.maximum(line, 0) ** TIME_POWER

    return Lines(
        phase.y,
        back(found.centre),
        back(found.lower),
        back(found.upper),
        back(found.lower_two),
        back(found.upper_two),
        found.varies,
    )


def _opportunities(phase: Phase, _options: ChartOptions) -> Lines:
    """Opportunities between events: the line drawn is the median, the limits come from the mean (geometric counts)."""
    centre = mean(phase.y[phase.base])
    found = _around(phase.y, centre, np.full(phase.y.shape, math.sqrt(centre * (centre + 1))), floor=0)
    there = phase.y[phase.base & ~np.isnan(phase.y)]
    middle = np.full(phase.y.shape, float(np.median(there)) if there.size else math.nan)
    return Lines(found.y, middle, found.lower, found.upper, found.lower_two, found.upper_two, found.varies)


_KINDS: dict[str, Callable[[Phase, ChartOptions], Lines]] = {
    "xmr": _individuals,
    "mr": _moving_range,
    "p": _proportions,
    "pp": _proportions,
    "u": _rates,
    "up": _rates,
    "c": _counts,
    "ip": _normalised,
    "t": _times,
    "g": _opportunities,
}
