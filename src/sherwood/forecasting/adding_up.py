"""Parts that add up: sources to the whole, districts to the whole.

The middle of the whole is the average of its own forecast and of its sources' together, and the middles of parts are scaled to it. The
ranges of parts are their own: surprises of different sources partly cancel, so that ranges of parts together are wider than the whole's.
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


class AddedUp(NamedTuple):
    """The whole and each family of parts, whose middles add up to it."""

    whole: Matrix
    families: Sequence[Mapping[str, Matrix]]


def added_up(whole: Matrix, families: Sequence[Mapping[str, Matrix]]) -> AddedUp:
    """Reconcile the whole with families of its parts (by source first, by district next)."""
    middle = whole[:, fixed.MEDIAN]
    if families and families[0]:
        middle = (middle + _together(families[0])) / 2
    return AddedUp(_moved(whole, middle), [_scaled(parts, middle) for parts in families])


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
