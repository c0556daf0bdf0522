"""Synthetic: draws whole columns by the declared rates, all from one source of chance of a feed's own."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sherwood.synthetic.courses import LifeCourses
from sherwood.synthetic.shapes import Length


class Draw:
    """A feed's own source of chance with the county's life courses; every method answers for `count` cases at once."""

    def __init__(self, generator: np.random.Generator, courses: LifeCourses) -> None:
        self.generator = generator
        self.courses = courses

    def rate(self, name: str) -> float:
        """A declared rate."""
        return self.courses.rates[name]

    def happens(self, rate: str, count: int) -> NDArray[np.bool_]:
        """Whether something with this declared share happens."""
        return self.generator.random(count) < self.courses.rates[rate]

    def pick(self, choice: str, count: int) -> NDArray[Any]:
        """Outcomes of a declared choice, whatever the ages it names."""
        options = self.courses.choices[choice].options
        weights = np.array([option.weight for option in options])
        codes = np.array([option.code for option in options], dtype=object)
        return codes[self.generator.choice(len(codes), size=count, p=weights / weights.sum())]

    def days(self, length: str, count: int) -> NDArray[np.int32]:
        """Lengths in whole days, at least one."""
        return self.days_of(self.courses.lengths[length], count)

    def days_of(self, length: Length, count: int) -> NDArray[np.int32]:
        """Lengths in whole days drawn from a median and a spread, at least one."""
        drawn = length.median_days * np.exp(length.spread * self.generator.standard_normal(count))
        return np.maximum(1, np.rint(drawn)).astype(np.int32)

    def days_between(self, first: int, last: int, count: int) -> NDArray[np.int32]:
        """Days from first to last, both included, each as likely, in order."""
        return np.sort(self.generator.integers(first, last + 1, count)).astype(np.int32)
