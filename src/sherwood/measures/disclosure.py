"""Measures: withholds numbers so small that a child could be recognised, and others from which they could be worked out.

Sources: DfE statistics withhold counts of 1 to 5 ("c"); primary and secondary suppression as the Government Analysis
Function's guidance on disclosure control describes them (background knowledge).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from sherwood.measures.series import Point
from sherwood.measures.suppression import SMALLEST_SHOWN, CannotBeProtected, Equation, Release, withheld

# A figure is up to three cells: what it counts, the rest, and both together.
PARTS = 3


def is_small(number: float | None) -> bool:
    """1 to 5 of anything; nought gives nobody away."""
    return number is not None and 0 < number < SMALLEST_SHOWN


def suppress(points: Sequence[Point]) -> tuple[Point, ...]:
    """The points with small ones withheld; within a period enough others go too, so that the total gives none away."""
    found: list[Point] = []
    for _, group in groupby(points, key=lambda point: point.period):
        of_period = list(group)
        found.extend(_without(of_period, _hidden(of_period, [Sum(tuple(range(len(of_period))))])))
    return tuple(found)


def suppress_units(
    teams: Sequence[Point], services: Sequence[Point], service_of: Mapping[str | None, str | None]
) -> tuple[tuple[Point, ...], tuple[Point, ...]]:
    """The same figures by team and by service, withheld together: a team's number is its service's less the other teams'.

    `service_of` tells the service of each team. Points of one period follow one another in both.
    """
    kept: dict[int, list[Point]] = {0: [], 1: []}
    by_period = {key: list(group) for key, group in groupby(services, key=lambda point: point.period)}
    for period, group in groupby(teams, key=lambda point: point.period):
        lower, upper = list(group), by_period.get(period, [])
        points = [*lower, *upper]
        hidden = _hidden(points, _sums(lower, upper, service_of))
        shown = _without(points, hidden)
        kept[0] += shown[: len(lower)]
        kept[1] += shown[len(lower) :]
    return tuple(kept[0]), tuple(kept[1])


def suppress_within(points: Sequence[Point], longer: Callable[[str], Iterable[str]]) -> tuple[Point, ...]:
    """The points of periods that add up to longer ones, with small ones withheld and enough others that no longer one gives them away.

    `longer` names the quarter or year that a period is part of: what is told of it stands elsewhere.
    """
    hidden = {place for place, point in enumerate(points) if _gives_away(point)}
    groups: dict[str, list[int]] = {}
    for place, point in enumerate(points):
        for whole in longer(point.period):
            groups.setdefault(whole, []).append(place)
    # The shortest wholes first: what they take is taken already where longer ones are looked at.
    for parts in sorted(groups.values(), key=len):
        if hidden & set(parts):
            _complete(points, parts, hidden, later=True)
    return tuple(_without(points, hidden))


class Sum(NamedTuple):
    """Points, by their places, that add up to another one; to the figure of everybody, which stands elsewhere, where there is none."""

    parts: tuple[int, ...]
    whole: int | None = None


def _sums(lower: Sequence[Point], upper: Sequence[Point], service_of: Mapping[str | None, str | None]) -> list[Sum]:
    """Each service with its teams; those whose numbers do not add up, as where a team moved, are added up together."""
    after = len(lower)
    own: dict[str | None, list[int]] = {}
    for place, point in enumerate(lower):
        own.setdefault(service_of.get(_unit(point, "team")), []).append(place)
    found, left = [], []
    for place, point in enumerate(upper):
        parts = own.pop(_unit(point, "service"), [])
        if _added(lower[each] for each in parts) == _cells(point):
            found.append(Sum(tuple(parts), after + place))
        else:
            left += parts
    whole = Sum(tuple(range(after, after + len(upper))))
    return [*found, whole, Sum(tuple(range(after)))] if left or own else [*found, whole]


def _added(points: Iterable[Point]) -> tuple[int, ...]:
    """The cells of several points added up."""
    cells = [_cells(point) for point in points]
    return tuple(sum(each[part] for each in cells) for part in range(PARTS))


def _unit(point: Point, name: str) -> str | None:
    value = point.dims[name]
    return None if value is None else str(value)


def _hidden(points: Sequence[Point], sums: Sequence[Sum]) -> set[int]:
    """The places of the points to withhold so that no small number can be worked out of all these sums."""
    hidden = {place for place, point in enumerate(points) if _gives_away(point)}
    if not hidden:
        return hidden
    try:
        cells = withheld(_release(points, sums))
    except CannotBeProtected:
        return set(range(len(points)))
    hidden |= {place // PARTS for place in cells if place // PARTS < len(points)}
    for each in sums:
        _complete(points, each.parts, hidden)
    return hidden


def _complete(points: Sequence[Point], parts: Sequence[int], hidden: set[int], *, later: bool = False) -> None:
    """Withhold more of these while those withheld have one solution for whoever guesses that all of them are small.

    The smallest go first; or, of periods, the `later` ones: one before the first withheld was shown already when that one came.
    """
    spare = [each for each in parts if each not in hidden]
    first = min(hidden & set(parts), default=0)
    spare.sort(key=lambda place: (place < first, place) if later else _size(points[place]))
    # Nought is withheld only when nothing larger is left to hide behind.
    spare.sort(key=lambda place: _size(points[place]) == 0)
    while spare and (gone := [points[place] for place in parts if place in hidden]) and _can_be_worked_out(gone):
        hidden.add(spare.pop(0))


def _release(points: Sequence[Point], sums: Sequence[Sum]) -> Release:
    """The points as cells: part, rest and whole of each, which add up; a count has its part alone."""
    cells = [cell for point in points for cell in _cells(point)]
    equations: list[Equation] = [
        ((place * PARTS, 1), (place * PARTS + 1, 1), (place * PARTS + 2, -1))
        for place, point in enumerate(points)
        if point.denominator is not None and cells[place * PARTS] <= cells[place * PARTS + 2]
    ]
    shown = []
    for each in sums:
        for part in range(PARTS):
            parts = tuple((place * PARTS + part, 1) for place in each.parts)
            whole = each.whole
            at = len(cells) if whole is None else whole * PARTS + part
            if whole is None:
                total = sum(cells[place] for place, _ in parts)
                shown += [at] if not is_small(total) else []
                cells.append(total)
            equations.append((*parts, (at, -1)))
    return Release(tuple(cells), tuple(equations), frozenset(shown))


def _cells(point: Point) -> tuple[int, int, int]:
    part, whole = int(point.numerator or 0), int(point.denominator or 0)
    # The sum behind a mean is no part of how many there are, and has no rest.
    return (part, 0, 0) if point.denominator is None else (part, max(whole - part, 0), whole)


def _without(points: Sequence[Point], hidden: set[int]) -> list[Point]:
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
