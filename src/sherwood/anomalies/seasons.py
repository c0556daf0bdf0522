"""Anomalies: what a month of the year does to a count, as far as the years before agree about it."""

from __future__ import annotations

import numpy as np

from sherwood.anomalies.ranges import Values

YEAR = 12
LEAST = 2 * YEAR


def seasonal_index(count: Values, month: Values, tested: int = 3) -> Values:
    """How many times the usual each month has, from the counts of the whole area before the months being tested.

    What years disagree about is drawn in to 1: an index of noise would hide changes and make some up. All 1 with less than
    two years, or where there were months without any.
    """
    flat = np.ones_like(count)
    known = count[: count.size - tested]
    if known.size < LEAST or np.isnan(known).any() or (known <= 0).any():
        return flat
    months = month[: known.size].astype(int)
    at = np.arange(known.size)
    logs = np.log(known)
    logs = logs - np.polyval(np.polyfit(at, logs, 1), at)
    effect = np.array([logs[months == each].mean() if (months == each).any() else 0.0 for each in range(1, YEAR + 1)])
    within = logs - effect[months - 1]
    freedom = known.size - YEAR
    noise = (within**2).sum() / max(freedom, 1)
    between = sum((months == each).sum() * effect[each - 1] ** 2 for each in range(1, YEAR + 1)) / (YEAR - 1)
    kept = max(0.0, 1 - noise / between) if between > 0 else 0.0
    index: Values = np.exp(kept * effect)[month.astype(int) - 1]
    return index
