"""Synthetic: rows of a list as they were filled in over time, whole columns at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from sherwood.synthetic.education.columns import blanked
from sherwood.synthetic.everyone import NEVER
from sherwood.synthetic.partner_feed import RECORDED, REMOVED

Step = tuple[NDArray[Any], tuple[str, ...]]


def as_filled_in(columns: Mapping[str, pa.Array], recorded: NDArray[Any], steps: Sequence[Step] = ()) -> pa.Table:
    """Every version of each row: as first recorded, and again on the day of each step, when the columns it names became known.

    A step that never comes, or comes with an earlier one, makes no version of its own.
    """
    days = [recorded.astype(np.int64)]
    for day, _ in steps:
        # What never came is not overtaken by what came later.
        days.append(np.where(day >= NEVER, NEVER, np.maximum(day, days[-1])).astype(np.int64))
    following = _next_days(days)
    parts = []
    for place, day in enumerate(days):
        unknown = [(days[later + 1], names) for later, (_, names) in enumerate(steps)]
        kept = np.flatnonzero((day < NEVER) & (following[place] > day))
        told = {name: column.take(pa.array(kept)) for name, column in columns.items()}
        for known_from, names in unknown:
            is_unknown = known_from[kept] > day[kept]
            told |= {name: blanked(told[name], is_unknown) for name in names}
        steering = {
            RECORDED: pa.array(day[kept].astype(np.int32)),
            REMOVED: pa.array(following[place][kept].astype(np.int32)),
        }
        parts.append(pa.table({**told, **steering}))
    return pa.concat_tables(parts)


def _next_days(days: Sequence[NDArray[np.int64]]) -> list[NDArray[np.int64]]:
    """For each version the day of the next one that comes; NEVER for the last. Of two on one day the later stands."""
    found = []
    for place, day in enumerate(days):
        later = days[place + 1 :]
        found.append(np.minimum.reduce(later) if later else np.full(len(day), NEVER, np.int64))
    return found
