"""Anomalies: how long what began goes on, those still going on counted for as long as they are known (Kaplan and Meier 1958)."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from scipy.stats import CensoredData, ecdf

from sherwood.anomalies.ranges import Values

CONFIDENCE = 0.95


class Step(NamedTuple):
    """After so many days: the share that still goes on with its range, how many were watched so long and how many ended on the day."""

    days: float
    still: float
    low: float
    high: float
    watched: int
    ended: int


def survival(ended: Values, watched: Values) -> tuple[Step, ...]:
    """The curve of lengths `ended`, beside those that went on when last `watched`; a step each length at which anything ended."""
    if not ended.size:
        return ()
    found = ecdf(CensoredData(uncensored=ended, right=watched)).sf
    ends = np.unique(ended)
    with warnings.catch_warnings():
        # Where nothing is left the range of the log-log scale is not defined: nought is all there is.
        warnings.simplefilter("ignore", RuntimeWarning)
        ranged = found.confidence_interval(confidence_level=CONFIDENCE, method="log-log")
    still = found.evaluate(ends)
    low, high = (
        np.where(np.isnan(each), still, each) for each in (ranged.low.evaluate(ends), ranged.high.evaluate(ends))
    )
    lengths = np.concatenate([ended, watched])
    return tuple(
        Step(float(day), float(s), float(a), float(b), int((lengths >= day).sum()), int((ended == day).sum()))
        for day, s, a, b in zip(ends, still, low, high, strict=True)
    )


def median_of(steps: Sequence[Step]) -> float | None:
    """The days after which half have ended; none where more than half still go on at the last step."""
    return next((step.days for step in steps if step.still <= 0.5), None)


def still_after(steps: Sequence[Step], days: float) -> float:
    """The share that still goes on after so many days."""
    return min((step.still for step in steps if step.days <= days), default=1.0)
