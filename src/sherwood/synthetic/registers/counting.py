"""Synthetic: how many children a county has on a day, and events that come at a yearly rate for so many of them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sherwood.synthetic.drawing import Draw
from sherwood.synthetic.everyone import Everyone, Role

_DAYS_A_YEAR = 365.25
_OF_AGE = 18


def children_on(everyone: Everyone, day: int) -> int:
    """Children of 0 to 17 alive on a day."""
    people = everyone.people
    born_since = day - round(_OF_AGE * _DAYS_A_YEAR)
    return int(
        np.sum((people.role == Role.CHILD) & (people.born <= day) & (people.born > born_since) & (people.died > day))
    )


def yearly(draw: Draw, per_10000: float, children: int, first: int, last: int) -> NDArray[np.int32]:
    """The days of events that come at a rate a year for each 10,000 children, at random between two days, in order."""
    expected = per_10000 * children / 10_000 * (last - first + 1) / _DAYS_A_YEAR
    return draw.days_between(first, last, int(draw.generator.poisson(expected)))
