"""Anomalies: means and moving ranges, the spread between one point and the next."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]
# Differences smaller than this share of the values come from the arithmetic, not from the service.
ARITHMETIC = 1e-11


def mean(values: Values) -> float:
    """The mean of the values that are there, summed without loss so that equal values give exactly their own mean."""
    there = values[~np.isnan(values)]
    return math.fsum(there) / there.size if there.size else math.nan


def moving_ranges(values: Values) -> Values:
    """The distances between neighbours; none across a gap."""
    ranges: Values = np.abs(np.diff(values))
    return ranges[~np.isnan(ranges)]


def mean_range(ranges: Values, limit: float | None, size: float) -> float:
    """The mean range, without those at or beyond `limit` mean ranges where one is given; they are left out once.

    Nought where ranges are no more than arithmetic on values of this size; not a number where there are none.
    """
    if not ranges.size:
        return math.nan
    all_of_them = mean(ranges)
    if all_of_them <= ARITHMETIC * size:
        return 0.0
    kept = ranges if limit is None else ranges[ranges < limit * all_of_them]
    screened = mean(kept)
    return 0.0 if screened <= ARITHMETIC * size else screened


def size_of(values: Values) -> float:
    """The greatest absolute value, against which arithmetic noise is told from spread."""
    there = np.abs(values[~np.isnan(values)])
    return float(there.max()) if there.size else 0.0
