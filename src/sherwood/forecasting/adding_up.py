"""Parts that add up: sources to the whole, districts to the whole.

The middle of the whole is drawn towards its sources together, and the middles of parts are scaled to it. What sources come to together is
the sum of their expected values: the middle of a thin source lies below them, so that middles added up would tell too few. The ranges of
parts are their own: surprises of different sources partly cancel, so that ranges of parts together are wider than the whole's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sherwood.forecasting import fixed
from sherwood.forecasting.forecast import tidy

Matrix = NDArray[np.float64]
NOTHING = 1e-9
# The share of all that may come for which each quantile stands, so that their weighted sum is the expected value.
_BETWEEN = np.convolve(fixed.QUANTILES, (0.5, 0.5), "valid")
_STANDS_FOR = np.diff(np.concatenate([[0.0], _BETWEEN, [1.0]]))


class AddedUp(NamedTuple):
    """The whole and each family of parts, whose middles add up to it."""

    whole: Matrix
    families: Sequence[Mapping[str, Matrix]]


def added_up(whole: Matrix, families: Sequence[Mapping[str, Matrix]], range_kept: float = 1.0) -> AddedUp:
    """Reconcile the whole with families of its parts (by source first), and keep so much of its range about its middle."""
    middle = whole[:, fixed.MEDIAN]
    narrowed = middle[:, None] + range_kept * (whole - middle[:, None])
    if families and families[0]:
        expected = np.sum([each @ _STANDS_FOR for each in families[0].values()], axis=0)
        middle = middle + fixed.SOURCES_WEIGH * (expected - middle)
    return following(_moved(narrowed, middle), families)


def following(whole: Matrix, families: Sequence[Mapping[str, Matrix]]) -> AddedUp:
    """Let each family of parts follow a whole that is settled."""
    settled = tidy(whole)
    return AddedUp(settled, [_scaled(parts, settled[:, fixed.MEDIAN]) for parts in families])


def _together(parts: Mapping[str, Matrix]) -> Matrix:
    together: Matrix = np.sum([each[:, fixed.MEDIAN] for each in parts.values()], axis=0)
    return together


def _moved(whole: Matrix, middle: Matrix) -> Matrix:
    """Scale the whole's quantiles so that its middle is this."""
    own = whole[:, fixed.MEDIAN]
    scaled = whole * (middle / np.maximum(own, NOTHING))[:, None]
    return tidy(np.where((own > NOTHING)[:, None], scaled, np.maximum(whole, middle[:, None])))


def _scaled(parts: Mapping[str, Matrix], middle: Matrix) -> dict[str, Matrix]:
    """Scale all parts alike so that their middles add up to the whole's; what rounding leaves goes to the largest."""
    if not parts:
        return {}
    factor = middle / np.maximum(_together(parts), NOTHING)
    scaled = {name: tidy(each * factor[:, None]) for name, each in parts.items()}
    largest = max(scaled, key=lambda name: float(scaled[name][:, fixed.MEDIAN].sum()))
    left = np.round(middle, 4) - _together(scaled)
    scaled[largest] = tidy(scaled[largest] + left[:, None])
    return scaled
