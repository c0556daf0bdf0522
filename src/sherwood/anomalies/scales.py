"""Anomalies: the scale on which one series' months are compared: nearly normal, with a known weight for each month."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from sherwood.anomalies.ranges import Values

Scale = Literal["counts", "shares", "amounts"]


@dataclass(frozen=True)
class Scaled:
    """Series by month: the value on the scale, the weight of each month, and the least sigma that chance alone leaves.

    `size` is how much there is of each in a month: spread is like among series alike in size.
    """

    y: Values
    weight: Values
    least_sigma: float
    size: Values


def scaled(numerator: Values, denominator: Values, scale: Scale, season: Values, *, differences: bool) -> Scaled:
    """Series on their scale; `season` divides counts, and `differences` compares each month's change from the month before.

    Twice the root of a count varies by one, whatever its size; so does twice the angle of a share, by one over the root of how
    many there were. Neither may vary by much less than chance.
    """
    if scale == "counts":
        y, weight, least = 2 * np.sqrt(numerator / season + 0.375), np.ones_like(numerator), 0.9
    elif scale == "shares":
        with np.errstate(invalid="ignore", divide="ignore"):
            y = 2 * np.arcsin(np.sqrt((numerator + 0.375) / (denominator + 0.75)))
        y, weight, least = np.where(denominator > 0, y, np.nan), denominator, 0.9
    else:
        with np.errstate(invalid="ignore", divide="ignore"):
            y = np.where(denominator > 0, numerator / denominator, np.nan)
        weight, least = denominator, 0.0
    size = np.nan_to_num(np.nanmean(numerator if scale == "counts" else denominator, axis=1))
    if not differences:
        return Scaled(y, weight, least, size)
    # A stock carries over from month to month: what changes is far less than what chance allows for a count.
    change = np.diff(y, axis=1, prepend=np.nan)
    return Scaled(change, np.ones_like(change), 0.0, size)
