"""Synthetic: which families are eligible for free school meals, from when to when."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sherwood.synthetic.drawing import Draw
from sherwood.synthetic.education.pupils import Pupils, quantile_shares
from sherwood.synthetic.everyone import NEVER, Days

# From 1 April 2018 nobody lost eligibility (transitional protection), so that ever more have it.
_PROTECTED_FROM = 17622
_YEARS_OF_RISE, _DAYS_A_YEAR = 7, 365.25
_BEFORE = (1200, 4850)


def meals_of(draw: Draw, pupils: Pupils) -> tuple[Days, Days]:
    """First day and day after the last of each pupil's eligibility, NEVER where there is none or no end."""
    low, high = draw.rate("meals_share"), draw.rate("meals_share_later")
    share = quantile_shares(pupils.is_poor, pupils.reception)
    families = int(pupils.family.max(initial=0)) + 1
    early = draw.generator.integers(*_BEFORE, families)[pupils.family]
    wait = draw.generator.integers(0, 200, families)[pupils.family]
    rises = (share - low) / (high - low) * _YEARS_OF_RISE * _DAYS_A_YEAR
    start = np.where(share <= low, _PROTECTED_FROM - early, _PROTECTED_FROM + rises + wait)
    start = np.where(share <= high, np.maximum(start, pupils.born), NEVER)
    return start.astype(np.int32), _ends(draw, pupils, start)


def _ends(draw: Draw, pupils: Pupils, start: NDArray[np.float64]) -> Days:
    """A share of early periods ended before protection began."""
    families = int(pupils.family.max(initial=0)) + 1
    lasts = draw.days("meals_last", families)[pupils.family]
    ends = draw.happens("meals_end", families)[pupils.family] & (start + lasts < _PROTECTED_FROM)
    return np.where(ends & (start < NEVER), start + lasts, NEVER).astype(np.int32)


def is_eligible(meals: tuple[Days, Days], day: int) -> NDArray[np.bool_]:
    """Whether each pupil is eligible on a day."""
    start, end = meals
    found: NDArray[np.bool_] = (start <= day) & (day < end)
    return found
