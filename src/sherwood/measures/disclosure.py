"""Measures: withholds numbers so small that a child could be recognised, and others from which they could be worked out.

Sources: DfE statistics withhold counts of 1 to 5 ("c"); primary and secondary suppression as the Government Analysis
Function's guidance on disclosure control describes them (background knowledge).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from sherwood.measures.series import Point

SMALLEST_SHOWN = 6


def is_small(number: float | None) -> bool:
    """1 to 5 of anything; nought gives nobody away."""
    return number is not None and 0 < number < SMALLEST_SHOWN


def suppress(points: Sequence[Point]) -> tuple[Point, ...]:
    """The points with small ones withheld; within a period enough others go too, so that the total gives none away."""
    found: list[Point] = []
    for _, group in groupby(points, key=lambda point: point.period):
        found.extend(_of_one_period(list(group)))
    return tuple(found)


def _of_one_period(points: list[Point]) -> list[Point]:
    hidden = {place for place, point in enumerate(points) if _gives_away(point)}
    spare = sorted(
        (place for place in range(len(points)) if place not in hidden), key=lambda place: _size(points[place])
    )
    # Nought is withheld only when nothing larger is left to hide behind.
    spare.sort(key=lambda place: _size(points[place]) == 0)
    while hidden and spare and _can_be_worked_out([points[place] for place in sorted(hidden)]):
        hidden.add(spare.pop(0))
    return [_withheld(point) if place in hidden else point for place, point in enumerate(points)]


def _gives_away(point: Point) -> bool:
    """A small count; or a percentage of which the part, the whole or the rest is small."""
    if point.numerator is None:
        return False
    if point.denominator is None:
        return is_small(point.numerator)
    rest = point.denominator - point.numerator
    return any(map(is_small, (point.numerator, point.denominator, rest)))


def _can_be_worked_out(hidden: Sequence[Point]) -> bool:
    """Whether someone who knows the totals could tell a withheld number from the others.

    One alone is the total less the rest. Several that are all as small, or all as large, as a withheld number can be have
    only one solution.
    """
    if len(hidden) < 2:
        return True
    counts = [_size(point) for point in hidden]
    all_smallest = sum(counts) <= len(counts)
    all_largest = sum(counts) == len(counts) * (SMALLEST_SHOWN - 1)
    return all_smallest or all_largest


def _size(point: Point) -> float:
    """What a breakdown adds up to: the whole of a percentage, the count itself otherwise."""
    return (point.numerator if point.denominator is None else point.denominator) or 0


def _withheld(point: Point) -> Point:
    return replace(point, numerator=None, denominator=None, value=None, suppressed=True)


def any_withheld(points: Iterable[Point]) -> bool:
    """Whether anything was withheld, which a page must say."""
    return any(point.suppressed for point in points)
