"""Synthetic: draws by declared rates, all from one seeded source of chance, handed to every part of the generator."""

from __future__ import annotations

import datetime as dt
import hashlib
import math
import random
from bisect import bisect_right
from itertools import accumulate

from sherwood.synthetic.courses import LifeCourses
from sherwood.synthetic.shapes import Choice, Length

# The outcomes of a choice at an age with the running sums of their weights, by the choice's identity, which it is kept to hold.
Weighed = dict[tuple[int, int], tuple[Choice, list[str], list[float]]]


class Chance:
    """One seeded source of chance with the county's life courses: the same seed gives the same county."""

    def __init__(self, courses: LifeCourses, seed: int, weighed: Weighed | None = None) -> None:
        self.courses = courses
        self._seed = seed
        self._weighed: Weighed = {} if weighed is None else weighed
        self.random = random.Random(seed)  # noqa: S311 - made-up children need a repeatable draw, not a secret one

    def apart(self, purpose: str) -> Chance:
        """A source of chance of its own for one part: what it draws leaves every other part's draws as they were."""
        digest = hashlib.sha256(f"{self._seed}:{purpose}".encode()).digest()
        return Chance(self.courses, int.from_bytes(digest[:8], "big"), self._weighed)

    def numbered(self, seed: int) -> Chance:
        """A source of chance of its own that begins with a number."""
        return Chance(self.courses, seed, self._weighed)

    def happens(self, rate: str) -> bool:
        """Whether something with this declared share happens this time."""
        return self.random.random() < self.courses.rates[rate]

    def share(self, value: float) -> bool:
        """Whether something of this probability happens."""
        return self.random.random() < value

    def pick(self, choice: str, age: int = 0) -> str:
        """One outcome of a declared choice for a child of this age in years."""
        return self.pick_from(self.courses.choices[choice], age)

    def pick_from(self, choice: Choice, age: int = 0) -> str:
        """One outcome of a choice for a child of this age; LookupError if the choice has none for that age."""
        known = self._weighed.get((id(choice), age))
        if known is None:
            known = self._weighed[id(choice), age] = choice, *_weighed(choice, age)
        _, codes, sums = known
        return codes[bisect_right(sums, self.random.random() * sums[-1], 0, len(sums) - 1)]

    def days(self, length: str) -> int:
        """A length in whole days, at least one."""
        return self.days_of(self.courses.lengths[length])

    def days_of(self, length: Length) -> int:
        """A length in whole days drawn from its median and spread, at least one."""
        return max(1, round(length.median_days * math.exp(length.spread * self.random.gauss(0, 1))))

    def day_between(self, first: dt.date, last: dt.date) -> dt.date:
        """A day from first to last, both included, each as likely."""
        return first + dt.timedelta(days=self.random.randint(0, max((last - first).days, 0)))

    def waits(self, a_year: float) -> float:
        """Days until the next of events that come so many times a year, at random."""
        return self.random.expovariate(a_year / 365.25)


def _weighed(choice: Choice, age: int) -> tuple[list[str], list[float]]:
    options = [option for option in choice.options if option.ages[0] <= age <= option.ages[1]]
    if not options:
        raise LookupError(f"no option for age {age} in a choice of {[option.code for option in choice.options]}")
    return [option.code for option in options], list(accumulate(option.weight for option in options))
