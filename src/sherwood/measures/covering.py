"""Measures: which numbers give a child away, and what has to be withheld with them so that sums do not tell them.

The guarantee: each small number that is withheld could be any from 1 to 5 for whoever knows the sums, where enough others hold
something. Each number withheld is at least one, for noughts are shown. Sources: DfE statistics withhold counts of 1 to 5 ("c"); the
sector's guidance on statistical disclosure control (background).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from sherwood.measures.series import Point
from sherwood.measures.suppression import SMALLEST_SHOWN

# A figure is up to three cells: what it counts, the rest, and both together.
PARTS = 3


def is_small(number: float | None) -> bool:
    """1 to 5 of anything; nought gives nobody away."""
    return number is not None and 0 < number < SMALLEST_SHOWN


def gives_away(point: Point) -> bool:
    """Whether a point is to be withheld: a small count; or a percentage of which the part, the whole or the rest is small."""
    if point.numerator is None:
        return False
    if point.denominator is None:
        return is_small(point.numerator)
    rest = point.denominator - point.numerator
    return any(map(is_small, (point.numerator, point.denominator, rest)))


def cells_of(point: Point) -> tuple[int, int, int]:
    """What the point counts, the rest, and both together; a count has its number alone."""
    part, whole = int(point.numerator or 0), int(point.denominator or 0)
    # The sum behind a mean is no part of how many there are, and has no rest.
    return (part, 0, 0) if point.denominator is None else (part, max(whole - part, 0), whole)


def size_of(point: Point) -> float:
    """What a breakdown adds up to: the whole of a percentage, the count itself otherwise."""
    return (point.numerator if point.denominator is None else point.denominator) or 0


def without_number(point: Point) -> Point:
    """The point withheld: neither its numbers nor its value."""
    return replace(point, numerator=None, denominator=None, value=None, suppressed=True)


def smallest_first(points: Sequence[Point], parts: Iterable[int], hidden: Iterable[int]) -> list[int]:
    """The places not withheld; nought is withheld only when nothing larger is left to hide behind."""
    spare = set(parts).difference(hidden)
    return sorted(spare, key=lambda place: (size_of(points[place]) == 0, size_of(points[place]), place))


def is_covered(points: Iterable[Point]) -> bool:
    """Whether each small number of these could be any from 1 to 5 for whoever knows what they come to."""
    return all(_is_open(numbers) for numbers in zip(*map(cells_of, points), strict=True))


def covered(points: Sequence[Point], sums: Mapping[int | None, Sequence[int]]) -> set[int]:
    """The places to withhold so that no small number can be worked out of a total that all know, or of sums that come to it.

    `sums` gives the parts of each sum by its own place, or by None those of the total itself where nothing stands between.
    """
    hidden = {place for place, point in enumerate(points) if gives_away(point)}
    for whole, parts in sums.items():
        _hide_until(points, parts, hidden, lambda gone: is_covered(points[place] for place in gone))
        if whole is not None and not is_covered(points[place] for place in parts if place in hidden):
            hidden.add(whole)
    wholes = [whole for whole in sums if whole is not None]
    for whole in smallest_first(points, wholes, hidden):
        loose = [points[place] for each in wholes if each in hidden for place in sums[each] if place in hidden]
        if is_covered(loose):
            break
        hidden.add(whole)
        _hide_until(points, sums[whole], hidden, partial(_covers, points, loose))
    return hidden


def _hide_until(
    points: Sequence[Point], parts: Sequence[int], hidden: set[int], is_enough: Callable[[list[int]], bool]
) -> None:
    """Withhold the smallest of these that hold something until there are enough."""
    spare = [place for place in smallest_first(points, parts, hidden) if any(cells_of(points[place]))]
    while spare and not is_enough([place for place in parts if place in hidden]):
        hidden.add(spare.pop(0))


def _covers(points: Sequence[Point], loose: Sequence[Point], more: Sequence[int]) -> bool:
    """Whether those withheld in sums that are withheld too are covered with some more of another sum."""
    return bool(more) and is_covered([*loose, *(points[place] for place in more)])


def _is_open(numbers: Sequence[int]) -> bool:
    held = [number for number in numbers if number]
    # Each of the others is at least one.
    room = sum(held) - (len(held) - 1)
    return min(held, default=SMALLEST_SHOWN) >= SMALLEST_SHOWN or (len(held) > 1 and room >= SMALLEST_SHOWN - 1)
