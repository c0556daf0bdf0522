"""Anomalies: a group against all others: the ratio of the two shares with its range, and the difference in points."""

from __future__ import annotations

import math
from typing import NamedTuple

from scipy.stats import fisher_exact

Z = 1.959963984540054
FEWEST_CASES = 10


class Relative(NamedTuple):
    """How many times as often, with the range that chance leaves, and how often chance alone would make it so unlike."""

    ratio: float
    low: float
    high: float
    chance: float


def relative(part: float, whole: float, part_of_others: float, whole_of_others: float) -> Relative | None:
    """The share of a group over that of all others (Katz's interval); none where either has nothing, or fewer than ten cases."""
    if part < FEWEST_CASES or part_of_others < FEWEST_CASES or not whole or not whole_of_others:
        return None
    ratio = (part / whole) / (part_of_others / whole_of_others)
    error = math.sqrt(max(1 / part - 1 / whole + 1 / part_of_others - 1 / whole_of_others, 0))
    others = [[round(part), round(whole - part)], [round(part_of_others), round(whole_of_others - part_of_others)]]
    chance = float(fisher_exact(others).pvalue)
    return Relative(ratio, math.exp(math.log(ratio) - Z * error), math.exp(math.log(ratio) + Z * error), chance)
