"""Anomalies: Anhøj's rules for run charts: whether a whole series varies by more than chance, whatever its distribution."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy.stats import binom

from sherwood.anomalies.ranges import ARITHMETIC, Values


@dataclass(frozen=True)
class Runs:
    """The longest run on one side of the centre and the crossings of it, with what chance allows for so many points."""

    useful: int
    longest_run: int | None
    longest_run_max: int | None
    crossings: int | None
    crossings_min: int | None

    @property
    def signal(self) -> bool:
        """Whether the series is not random: a run too long or too few crossings."""
        if self.longest_run is None or self.longest_run_max is None:
            return False
        return self.longest_run > self.longest_run_max or (self.crossings or 0) < (self.crossings_min or 0)


def bounds(useful: int) -> tuple[int, int]:
    """The longest run and the fewest crossings that chance explains among so many points off the centre."""
    return round(math.log2(useful)) + 3, int(binom.ppf(0.05, max(useful - 1, 0), 0.5)) if useful > 1 else 0


def runs_of(y: Values, centre: Values) -> Runs:
    """The runs of one series about its centre; points on the centre and gaps are left out."""
    away = y - centre
    is_off = np.abs(away) > ARITHMETIC * np.maximum(np.abs(y), np.abs(centre))
    sides = np.sign(away[is_off])
    if not sides.size:
        return Runs(0, None, None, None, None)
    ends = np.flatnonzero(np.diff(sides) != 0)
    edges = np.concatenate(([-1], ends, [sides.size - 1]))
    longest, fewest = bounds(sides.size)
    return Runs(sides.size, int(np.diff(edges).max()), longest, ends.size, fewest)
