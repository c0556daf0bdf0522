"""Synthetic: lets the homes of each postcode to one household after another, a few to two at a time."""

from __future__ import annotations

from heapq import heappop, heappush

import numpy as np
from numpy.typing import NDArray

from sherwood.synthetic.drawing import Draw

Numbers = NDArray[np.int64]


class Letting:
    """Keeps count of the homes built in each postcode."""

    def __init__(self, draw: Draw, postcodes: int) -> None:
        self._draw = draw
        self._built = [0] * postcodes

    def let(self, postcode: Numbers, start: Numbers, end: Numbers) -> tuple[Numbers, Numbers, Numbers]:
        """Homes for stays between two days: each home's place in its postcode, each stay's home, and each home's postcode.

        A home is let again once it is free, so that two families have known it at different times; a declared few move in with
        whoever lives there.
        """
        order = np.lexsort((start, postcode))
        shares = self._draw.happens("shares_a_home", len(order))
        of_stay = np.zeros(len(order), np.int64)
        places: list[int] = []
        whose: list[int] = []
        taken: list[tuple[int, int]] = []
        before, rows = -1, zip(
            order.tolist(), postcode[order].tolist(), start[order].tolist(), end[order].tolist(), shares.tolist(), strict=True
        )  # fmt: skip
        for row, where, begins, ends, is_shared in rows:
            if where != before:
                taken, before = [], where
            if is_shared and taken and taken[-1][0] > begins:
                of_stay[row] = taken[-1][1]
                continue
            if taken and taken[0][0] <= begins:
                home = heappop(taken)[1]
            else:
                home = len(places)
                places.append(self._build(where))
                whose.append(where)
            heappush(taken, (ends, home))
            of_stay[row] = home
        return np.array(places, np.int64), of_stay, np.array(whose, np.int64)

    def _build(self, postcode: int) -> int:
        self._built[postcode] += 1
        return self._built[postcode] - 1
