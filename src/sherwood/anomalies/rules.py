"""Anomalies: which points are special causes, for many series at once.

Every array is series by time, in order, with gaps at the front: a gap breaks no run and counts for none.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from sherwood.anomalies.limits import Lines
from sherwood.anomalies.options import RUN
from sherwood.anomalies.ranges import ARITHMETIC, Values

Truths = NDArray[np.bool_]
NEVER = np.iinfo(np.int64).max


class Rule(IntEnum):
    """The rules in order of precedence: where several mark one point, the first names it."""

    NONE = 0
    BEYOND_LIMITS = 1
    TREND = 2
    TWO_IN_THREE = 3
    SHIFT = 4


@dataclass(frozen=True)
class Marks:
    """What the rules say of each point: the rule that marks it, to which side, and the place from which that was knowable."""

    rule: NDArray[np.int8]
    side: NDArray[np.int8]
    known: NDArray[np.int64]


def marks_of(lines: Lines, *, runs: bool = True, counts_outside: bool = True) -> Marks:
    """Mark special causes: beyond the limits and, where `runs`, trends, two in three and shifts.

    All members of a run are marked, also those before it was complete; `known` is the place of the point that completed it.
    """
    sides = _sides(lines.y, lines.centre)
    above, below = _beyond(lines.y, lines.upper, 1), _beyond(lines.y, lines.lower, -1)
    marks = _Marking(sides.shape)
    if runs:
        marks.add(Rule.SHIFT, *(_back(_all_of(sides == side, RUN), RUN) for side in (1, -1)))
        marks.add(Rule.TWO_IN_THREE, *_two_in_three(lines, sides, (above, below), counts_outside=counts_outside))
        marks.add(Rule.TREND, *(_back(_all_of(_steps(lines.y) == side, RUN - 1), RUN) for side in (1, -1)))
    here = np.broadcast_to(np.arange(sides.shape[1]), sides.shape)
    marks.add(Rule.BEYOND_LIMITS, *(np.where(found, here, NEVER) for found in (above, below)))
    return marks.done()


class _Marking:
    """Marks under construction: a later rule takes precedence over those before it."""

    def __init__(self, shape: tuple[int, ...]) -> None:
        self._rule = np.zeros(shape, np.int8)
        self._side = np.zeros(shape, np.int8)
        self._known = np.full(shape, NEVER)

    def add(self, rule: Rule, high: NDArray[np.int64], low: NDArray[np.int64]) -> None:
        """Mark what a rule found; a point that ends one trend and begins another belongs to the later one."""
        found = (high != NEVER) | (low != NEVER)
        is_high = (low == NEVER) | ((high != NEVER) & (high > low))
        self._rule[found] = rule
        self._side[found] = np.where(is_high, 1, -1)[found]
        self._known[found] = np.where(is_high, high, low)[found]

    def done(self) -> Marks:
        return Marks(self._rule, self._side, self._known)


def _sides(y: Values, centre: Values) -> NDArray[np.int8]:
    """+1 above the centre, -1 below, 0 on it or in a gap."""
    away = y - centre
    is_on = np.abs(away) <= ARITHMETIC * np.maximum(np.abs(y), np.abs(centre))
    return np.nan_to_num(np.sign(np.where(is_on, 0, away))).astype(np.int8)


def _beyond(y: Values, line: Values, side: int) -> Truths:
    """Whether a point lies strictly beyond a line, by more than the arithmetic's own noise."""
    found: Truths = side * (y - line) > ARITHMETIC * np.maximum(np.abs(y), np.abs(line))
    return found


def _steps(y: Values) -> NDArray[np.int8]:
    """The direction from the point before: +1 up, -1 down, 0 level or none before."""
    before = np.concatenate((np.full((*y.shape[:-1], 1), np.nan), y[..., :-1]), axis=-1)
    return _sides(y, before)


def _all_of(found: Truths, length: int) -> Truths:
    """Whether this point and those just before it, `length` together, are all so."""
    complete: Truths = _how_many(found, length) == length
    return complete


def _how_many(found: Truths, length: int) -> NDArray[np.int64]:
    """How many of the last `length` points are so."""
    total: NDArray[np.int64] = np.cumsum(found, axis=-1)
    before: NDArray[np.int64] = np.zeros_like(total)
    before[..., length:] = total[..., :-length]
    return total - before


def _back(complete: Truths, length: int) -> NDArray[np.int64]:
    """For each point the first place at which a run of `length` that holds it is complete."""
    known: NDArray[np.int64] = np.full(complete.shape, NEVER)
    places = np.arange(complete.shape[-1])
    for ahead in range(min(length, complete.shape[-1])):
        ends = np.where(complete[..., ahead:], places[ahead:], NEVER)
        reached = known[..., : known.shape[-1] - ahead]
        np.minimum(reached, ends, out=reached)
    return known


def _two_in_three(
    lines: Lines, sides: NDArray[np.int8], beyond: tuple[Truths, Truths], *, counts_outside: bool
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Two of three points on one side that lie beyond two sigma; only those beyond are marked."""
    found = []
    for side, line, outside in ((1, lines.upper_two, beyond[0]), (-1, lines.lower_two, beyond[1])):
        far = _beyond(lines.y, line, side) & (counts_outside | ~outside)
        complete = _all_of(sides == side, 3) & (_how_many(far, 3) >= 2)
        found.append(np.where(far, _back(complete, 3), NEVER))
    return found[0], found[1]
