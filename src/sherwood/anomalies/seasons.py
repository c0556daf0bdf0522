"""Anomalies: what a month of the year does to a count, as far as the years before agree about it, and months that never hold any."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sherwood.anomalies.ranges import Values

YEAR = 12
LEAST = 2 * YEAR
# One empty month may be a gap in the records; the same month empty again is the calendar's.
TIMES_EMPTY = 2


def never_held(count: Values, month: Values, tested: int = 3) -> NDArray[np.bool_]:
    """Which months are empty because their month of the year always is, as a school's August: nothing is to be expected of them.

    Told from the counts of the whole area before the months being tested: the month was empty each time, at least twice, and every other
    month of the year held something each time. Something in such a month is counted as ever.
    """
    known, months = count[: count.size - tested], month[: count.size - tested]
    empty = {each: known[months == each] == 0 for each in np.unique(months)}
    closed = [each for each, of_it in empty.items() if of_it.all()]
    is_calendar = all(empty[each].size >= TIMES_EMPTY for each in closed) and not any(
        of_it.any() for each, of_it in empty.items() if each not in closed
    )
    return np.isin(month, closed) & (count == 0) if is_calendar else np.zeros(count.size, bool)


def seasonal_index(count: Values, month: Values, tested: int = 3) -> Values:
    """How many times the usual each month has, from the counts of the whole area before the months being tested.

    What years disagree about is drawn in to 1: an index of noise would hide changes and make some up. All 1 with less than
    two years, or where there were months without any, other than those that never hold any.
    """
    flat = np.ones_like(count)
    is_open = ~never_held(count, month, tested)[: count.size - tested]
    known = count[: count.size - tested]
    if known.size < LEAST or np.isnan(known).any() or (known[is_open] <= 0).any():
        return flat
    months = month[: known.size].astype(int)[is_open]
    at = np.arange(known.size)[is_open]
    logs = np.log(known[is_open])
    logs = logs - np.polyval(np.polyfit(at, logs, 1), at)
    effect = np.array([logs[months == each].mean() if (months == each).any() else 0.0 for each in range(1, YEAR + 1)])
    within = logs - effect[months - 1]
    held = np.unique(months).size
    noise = (within**2).sum() / max(logs.size - held, 1)
    between = sum((months == each).sum() * effect[each - 1] ** 2 for each in range(1, YEAR + 1)) / (held - 1)
    kept = max(0.0, 1 - noise / between) if between > 0 else 0.0
    index: Values = np.exp(kept * effect)[month.astype(int) - 1]
    return index
