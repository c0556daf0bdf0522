"""Synthetic: lists of texts each held once, for columns that point into them by position."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pyarrow as pa

from sherwood.synthetic.everyone import Positions


class Texts:
    """A list of texts, each once, in the order in which they were first named."""

    def __init__(self) -> None:
        self._positions: dict[str, int] = {}

    def position(self, text: str) -> int:
        """Where the text stands, at the end if it is new."""
        return self._positions.setdefault(text, len(self._positions))

    def positions(self, texts: Iterable[str]) -> Positions:
        """Where each of several texts stands."""
        return np.fromiter((self.position(text) for text in texts), np.int32)

    def arrow(self) -> pa.Array:
        """The texts in order."""
        return pa.array(list(self._positions), pa.string())
