"""A breakdown at the ends of months that follow each other, and what whoever holds all of its tables works out of it.

They know every total, how many came and how many left in each month (from 1 to 5 where that is withheld), that nobody moves from one
unit to another, and of a number withheld that it is at least one, unless it is nought and was withheld before.
"""

import math
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog
from tests.support.releases import MONTHS, NUMBERS

from sherwood.measures.disclosure import suppress
from sherwood.measures.series import Point
from sherwood.measures.standing import Told, keep_withheld, months_before
from sherwood.vocabulary.periods import parse

NEARLY = 1e-3
SMALL = range(1, 6)


@dataclass(frozen=True)
class Month:
    """How many are open in each unit at the end of a month, and how many came and left in it."""

    open: tuple
    came: int = 0
    left: int = 0


def a_course(draw):
    """Two to six months of three to six units, between which few come and leave."""
    units, numbers, busy = draw.randint(3, 6), draw.choice(NUMBERS), draw.choice((1, 3, 8))
    now = [draw.choice(numbers) for _ in range(units)]
    while sum(now) < 12:
        now[draw.randrange(units)] += 5
    found = [Month(tuple(now))]
    for _ in range(draw.choice((1, 2, 5))):
        came = [draw.randrange(units) for _ in range(draw.randint(0, busy))]
        left = [draw.randrange(units) for _ in range(draw.randint(0, busy))]
        for unit in left:
            now[unit] -= now[unit] > 0
        gone = sum(found[-1].open) - sum(now)
        for unit in came:
            now[unit] += 1
        found.append(Month(tuple(now), len(came), gone))
    return found


def shown_of(course):
    """The places (month, unit) that a release showed, each made as its month was over."""
    points = [
        Point(label, {"unit": unit}, number, None, float(number))
        for label, month in zip(MONTHS, course, strict=False)
        for unit, number in enumerate(month.open)
        if number
    ]
    shown = set()
    for at in range(len(course)):
        period = parse(MONTHS[at], "month")
        before = {month.label for month in months_before([period])}
        told = keep_withheld(_of(points, {period.label}), _of(points, before), [period], "unit")
        hidden = {each.dims["unit"] for each in told if each.suppressed}
        shown |= {(at, unit) for unit in range(len(course[at].open)) if unit not in hidden}
    return shown


def _of(points, labels):
    kept = tuple(each for each in points if each.period in labels)
    return Told(kept, suppress(kept))


def worked_out(course, shown):
    """Each small number: what is known of it by all tables, and what would be if its month and those after told totals alone."""
    units = len(course[0].open)
    by_all = _System(course, shown)
    for at, month in enumerate(course):
        before = {(when, unit) for when, unit in shown if when < at}
        noughts = {
            (when, unit) for when in range(at, len(course)) for unit in range(units) if not course[when].open[unit]
        }
        by_least = _System(course, before | noughts)
        for unit, number in enumerate(month.open):
            if number in SMALL:
                yield by_all.known(at, unit), by_least.known(at, unit)


class _System:
    """Everything known as equations and limits over what is open, came and left, by month and unit."""

    def __init__(self, course, shown):
        months, self.units = len(course), len(course[0].open)
        cells = months * self.units
        moves = cells - self.units
        self.size = cells + 2 * moves
        self.limits = [
            (number, number) if (at, unit) in shown else (1.0 if number else 0.0, None)
            for at, month in enumerate(course)
            for unit, number in enumerate(month.open)
        ] + [(0.0, None)] * (2 * moves)
        self.equal, self.comes_to, self.below, self.at_most = [], [], [], []
        for at, month in enumerate(course):
            self._equal({(at * self.units + unit): 1 for unit in range(self.units)}, sum(month.open))
            if at:
                came, left = (
                    range(start + (at - 1) * self.units, start + at * self.units) for start in (cells, cells + moves)
                )
                self._moved(at, came, left)
                self._told(came, month.came)
                self._told(left, month.left)

    def known(self, at, unit):
        """The least and the greatest whole number that it could be."""
        found = []
        for sign in (1, -1):
            costs = np.zeros(self.size)
            costs[at * self.units + unit] = sign
            done = linprog(
                costs, A_ub=self._rows(self.below), b_ub=self.at_most or None, A_eq=self._rows(self.equal), b_eq=self.comes_to,
                bounds=self.limits, method="highs",
            )  # fmt: skip
            found.append(sign * done.fun if done.status == 0 else -sign * math.inf)
        return found[0], found[1]

    def _moved(self, at, came, left):
        for unit in range(self.units):
            now, before = at * self.units + unit, (at - 1) * self.units + unit
            self._equal({now: 1, before: -1, came[unit]: -1, left[unit]: 1}, 0)
            self._at_most({left[unit]: 1, before: -1}, 0)

    def _told(self, moves, number):
        """How many moved in all: exactly, or from 1 to 5."""
        if number in SMALL:
            self._at_most(dict.fromkeys(moves, 1), SMALL[-1])
            self._at_most(dict.fromkeys(moves, -1), -SMALL[0])
        else:
            self._equal(dict.fromkeys(moves, 1), number)

    def _equal(self, terms, number):
        self.equal.append(terms)
        self.comes_to.append(number)

    def _at_most(self, terms, number):
        self.below.append(terms)
        self.at_most.append(number)

    def _rows(self, terms):
        made = np.zeros((len(terms), self.size))
        for row, each in enumerate(terms):
            for place, sign in each.items():
                made[row, place] = sign
        return made if terms else None


def is_exact(known):
    """Whether one whole number alone is possible."""
    return math.floor(known[1] + NEARLY) <= math.ceil(known[0] - NEARLY)


def is_narrower(known, least):
    """Whether more is known of a small number than by totals alone, among the numbers from 1 to 5."""
    low, high = max(least[0], SMALL[0]), min(least[1], SMALL[-1])
    return known[0] > math.ceil(low - NEARLY) + NEARLY or known[1] < math.floor(high + NEARLY) - NEARLY
