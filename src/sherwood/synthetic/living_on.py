"""Synthetic: the main home of anybody on any day."""

from __future__ import annotations

import numpy as np

from sherwood.synthetic.everyone import Days, Everyone, Positions


def homes_on(everyone: Everyone, person: Positions, days: Days) -> Positions:
    """Each person's main home on a day; before their first and after their last known home the nearest one, -1 for nobody's."""
    living = everyone.living
    main = np.flatnonzero(living.is_main)
    whose, start, home = living.person[main].astype(np.int64), living.start[main].astype(np.int64), living.home[main]
    if not len(main):
        return np.full(len(person), -1, np.int32)
    offset = -int(start.min())
    width = offset + int(max(start.max(), days.max(initial=0))) + 1
    at = (
        np.searchsorted(whose * width + start + offset, person.astype(np.int64) * width + days + offset, side="right")
        - 1
    )
    before = (at < 0) | (whose[np.maximum(at, 0)] != person)
    at = np.where(before, at + 1, at)
    there = (at < len(whose)) & (whose[np.minimum(at, len(whose) - 1)] == person)
    found: Positions = np.where(there, home[np.minimum(at, len(whose) - 1)], -1).astype(np.int32)
    return found
