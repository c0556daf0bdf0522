"""Anomalies: how much more units differ than chance alone explains, and what to allow for it."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy.stats import chi2, rankdata

from sherwood.anomalies.ranges import Values


@dataclass(frozen=True)
class Dispersion:
    """`phi` is the mean of squared z-scores used, `tau2` the variance between units beyond chance (DerSimonian and Laird).

    `used` are the z-scores with the outermost drawn in or left out, so that the few that stand out do not hide themselves.
    """

    phi: float
    tau2: float
    units: int
    used: Values

    @property
    def is_beyond_chance(self) -> bool:
        """Whether the units differ by more than chance at one in twenty (Spiegelhalter's test)."""
        return self.units > 1 and bool(self.units * self.phi > chi2.ppf(0.95, self.units - 1))


def winsorised(z: Values, trim: float) -> Values:
    """The z-scores with those outside the outer quantiles drawn in to them."""
    if not z.size:
        return z
    low, high = np.quantile(z, [trim, 1 - trim])
    return np.clip(z, low, high)


def truncated(z: Values, trim: float) -> Values:
    """The z-scores with the outer groups of `trim` of all units left out (not a number), as NHS Digital does for the SHMI."""
    if not z.size or trim <= 0:
        return z
    groups = 1 / trim
    group = np.floor(rankdata(z) * groups / (z.size + 1) + 1e-9)
    return np.where((group > 0) & (group < groups - 1), z, math.nan)


def dispersion(s: Values, used: Values) -> Dispersion:
    """The spread of units beyond chance, from the z-scores used and every unit's standard error."""
    kept = np.isfinite(used)
    units = int(kept.sum())
    if not units:
        return Dispersion(0.0, 0.0, 0, used)
    phi = math.fsum(used[kept] ** 2) / units
    weights = 1 / s[kept] ** 2
    spare = weights.sum() - (weights**2).sum() / weights.sum()
    excess = units * phi - (units - 1)
    return Dispersion(phi, excess / spare if excess > 0 and spare > 0 else 0.0, units, used)
