"""Synthetic: who of the county dies when, by age."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sherwood.synthetic.drawing import Draw
from sherwood.synthetic.everyone import NEVER, Days

_DAYS_A_YEAR = 365.25
_AGE_OF_RATE = 30.0
_INFANT = 365


def deaths_of_adults(draw: Draw, born: NDArray[np.int64], first: int) -> NDArray[np.int64]:
    """The day each adult dies, after the first day: a yearly rate that grows evenly with age (Gompertz's law)."""
    growth = draw.rate("death_grows_a_year")
    age = (first - born) / _DAYS_A_YEAR
    now = draw.rate("dies_a_year_at_30") * np.exp(growth * (age - _AGE_OF_RATE))
    years = np.log1p(draw.generator.exponential(1.0, len(born)) * growth / now) / growth
    died: NDArray[np.int64] = np.minimum(first + 1 + years * _DAYS_A_YEAR, NEVER).astype(np.int64)
    return died


def deaths_of_children(draw: Draw, born: Days) -> Days:
    """The day each child dies: most of those who do in the first weeks, few later."""
    count, generator = len(born), draw.generator
    days = np.minimum(generator.exponential(draw.rate("infant_death_days"), count), _INFANT - 1).astype(np.int64)
    is_infant = draw.happens("dies_in_first_year", count)
    later = _INFANT + generator.exponential(_DAYS_A_YEAR / draw.rate("dies_a_year_child"), count)
    died = np.minimum(born + np.where(is_infant, days + 1, later), NEVER)
    return died.astype(np.int32)
