"""Anomalies: the choices that schools of statistical process control make differently, kept beside every result."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Literal

Better = Literal["higher", "lower", "neither"]
Convention = Literal["nhse", "anhoej"]
TwoInThree = Literal["inside", "outside"]

CHARTS = ("xmr", "mr", "p", "pp", "u", "up", "c", "ip", "t", "g")
OF_RATIOS = frozenset({"p", "pp", "u", "up", "ip"})
OF_COUNTS = frozenset({"c", "g"})
ABOVE_ZERO = frozenset({"t"})
# A run of this many points on one side, or in one direction, is a special cause in Making Data Count.
RUN = 7
# A mean range of two values from one normal distribution is 1.128 standard deviations; Making Data Count rounds 3 / 1.128.
RANGE_TO_SIGMA = 1.128
NHSE_FACTOR = 2.66
EXACT_FACTOR = 3 / RANGE_TO_SIGMA
# A moving range above this many mean ranges is beyond the limits of its own chart (Nelson 1982).
RANGE_LIMIT = 3.267
SCALED_RANGE_LIMIT = 3.2665
FEW_POINTS, SHORT_HISTORY = 13, 10


@dataclass(frozen=True)
class ChartOptions:
    """How a chart is worked out: every choice that changes a limit or a mark.

    `freeze` works the limits out from the first points of each phase; `splits` are the first x of each new phase; `exclude`
    are positions, from 1, of points that stay out of limits and runs. `two_in_three` says whether points beyond the limits
    themselves count among the two; `screen` whether ranges beyond their own limit stay out of the mean range.
    """

    chart: str = "xmr"
    freeze: int | None = None
    splits: tuple[str, ...] = ()
    exclude: frozenset[int] = frozenset()
    better: Better = "neither"
    target: float | None = None
    convention: Convention = "nhse"
    screen: bool = True
    two_in_three: TwoInThree = "outside"

    @property
    def factor(self) -> float:
        """How many mean ranges the limits lie from the centre: 2.66 as NHS England rounds it, else 3 / 1.128."""
        return NHSE_FACTOR if self.convention == "nhse" and self.chart in {"xmr", "t"} else EXACT_FACTOR

    def to_json(self) -> dict[str, Any]:
        """The options as every result carries them, with the constants that follow from them."""
        return {
            "chart": self.chart,
            "freeze": self.freeze,
            "split": list(self.splits),
            "exclude": sorted(self.exclude),
            "better": self.better,
            "target": self.target,
            "convention": self.convention,
            "screen": self.screen,
            "two_in_three": self.two_in_three,
            "run_length": RUN if self.convention == "nhse" else None,
            "range_factor": self.factor,
        }


def is_number(value: float | None) -> bool:
    """Whether there is a value here: neither none nor a gap."""
    return value is not None and not math.isnan(value)
