"""Measures: withholds numbers so small that a child could be recognised, and others from which they could be worked out.

Sources: DfE statistics withhold counts of 1 to 5 ("c"); primary and secondary suppression as the Government Analysis
Function's guidance on disclosure control describes them (background knowledge).
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from sherwood.measures.covering import (
    PARTS,
    cells_of,
    covered,
    gives_away,
    is_small,
    size_of,
    smallest_first,
    without_number,
)
from sherwood.measures.series import Point
from sherwood.measures.suppression import SMALLEST_SHOWN, CannotBeProtected, Equation, Release, withheld


def suppress(points: Sequence[Point], untold: Container[str] = ()) -> tuple[Point, ...]:
    """The points with small ones withheld; within a period enough others go too, so that the total gives none away.

    `untold` holds the periods whose total is withheld elsewhere: their parts must not add up to it.
    """
    found: list[Point] = []
    for period, group in groupby(points, key=lambda point: point.period):
        of_period = list(group)
        sums = [Sum(tuple(range(len(of_period))))]
        found.extend(_without(of_period, _hidden(of_period, sums, is_told=period not in untold)))
    return tuple(found)


def suppress_units(
    teams: Sequence[Point],
    services: Sequence[Point],
    service_of: Mapping[str | None, str | None],
    untold: Container[str] = (),
) -> tuple[tuple[Point, ...], tuple[Point, ...]]:
    """The same figures by team and by service, withheld together: a team's number is its service's less the other teams'.

    `service_of` tells the service of each team. Points of one period follow one another in both. `untold` as above.
    """
    kept: dict[int, list[Point]] = {0: [], 1: []}
    by_period = {key: list(group) for key, group in groupby(services, key=lambda point: point.period)}
    for period, group in groupby(teams, key=lambda point: point.period):
        lower, upper = list(group), by_period.get(period, [])
        points = [*lower, *upper]
        hidden = _hidden(points, _sums(lower, upper, service_of), is_told=period not in untold)
        shown = _without(points, hidden)
        kept[0] += shown[: len(lower)]
        kept[1] += shown[len(lower) :]
    return tuple(kept[0]), tuple(kept[1])


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
        if _added(lower[each] for each in parts) == cells_of(point):
            found.append(Sum(tuple(parts), after + place))
        else:
            left += parts
    whole = Sum(tuple(range(after, after + len(upper))))
    return [*found, whole, Sum(tuple(range(after)))] if left or own else [*found, whole]


def _added(points: Iterable[Point]) -> tuple[int, ...]:
    """The cells of several points added up."""
    cells = [cells_of(point) for point in points]
    return tuple(sum(each[part] for each in cells) for part in range(PARTS))


def _unit(point: Point, name: str) -> str | None:
    value = point.dims[name]
    return None if value is None else str(value)


def _hidden(points: Sequence[Point], sums: Sequence[Sum], *, is_told: bool) -> set[int]:
    """The places of the points to withhold so that no small number, and no total that is not told, can be worked out of all these sums."""
    hidden = _of_sums(points, sums)
    if hidden:
        for each in sums:
            if each.whole not in hidden:
                _complete(points, each.parts, hidden)
    if not is_told:
        # The total first: what it takes are wholes of others.
        for each in sorted(sums, key=lambda each: each.whole is not None):
            if each.whole is None or each.whole in hidden:
                _loosen(points, each.parts, hidden)
    return hidden


def _of_sums(points: Sequence[Point], sums: Sequence[Sum]) -> set[int]:
    """The places to withhold: by a linear program where points add up in more than one way, as where a team moved."""
    totals = [each for each in sums if each.whole is None]
    if len(totals) == 1:
        parts = {each.whole: each.parts for each in sums if each.whole is not None or len(sums) == 1}
        return covered(points, parts)
    if not any(map(gives_away, points)):
        return set()
    try:
        cells = withheld(_release(points, sums))
    except CannotBeProtected:
        return set(range(len(points)))
    return {place // PARTS for place in cells if place // PARTS < len(points)} | {
        place for place, point in enumerate(points) if gives_away(point)
    }


def _complete(points: Sequence[Point], parts: Sequence[int], hidden: set[int]) -> None:
    """Withhold more of these, the smallest first, while those withheld have one solution for whoever guesses that all of them are small."""
    spare = smallest_first(points, parts, hidden)
    while spare and (gone := [points[place] for place in parts if place in hidden]) and _can_be_worked_out(gone):
        hidden.add(spare.pop(0))


def _loosen(points: Sequence[Point], parts: Sequence[int], hidden: set[int]) -> None:
    """Withhold more of these, the smallest first, until what they come to could be so much less that a small number of it is one."""
    spare = smallest_first(points, parts, hidden)
    while spare and not all(map(_is_loose, *_by_part(points, parts, hidden))):
        hidden.add(spare.pop(0))


def _by_part(points: Sequence[Point], parts: Sequence[int], hidden: set[int]) -> tuple[list[list[int]], list[int]]:
    """What is withheld of these, and what all of them come to: part, rest and whole."""
    cells = [cells_of(points[place]) for place in parts]
    gone = [cells_of(points[place]) for place in parts if place in hidden]
    return [[each[part] for each in gone if each[part]] for part in range(PARTS)], [
        sum(each) for each in zip(*cells, strict=True)
    ]


def _is_loose(gone: Sequence[int], total: int) -> bool:
    """Whether the numbers withheld, each at least one, could come to so much less; of nothing there is nothing to tell."""
    return not total or sum(gone) - len(gone) >= SMALLEST_SHOWN - 2


def _release(points: Sequence[Point], sums: Sequence[Sum]) -> Release:
    """The points as cells: part, rest and whole of each, which add up; a count has its part alone."""
    cells = [cell for point in points for cell in cells_of(point)]
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


def _without(points: Sequence[Point], hidden: set[int]) -> list[Point]:
    return [without_number(point) if place in hidden else point for place, point in enumerate(points)]


def _can_be_worked_out(hidden: Sequence[Point]) -> bool:
    """Whether someone who knows the totals could tell a withheld number from the others.

    One alone is the total less the rest. Several that are all as small, or all as large, as a withheld number can be have
    only one solution.
    """
    if len(hidden) < 2:
        return True
    counts = [size_of(point) for point in hidden]
    all_smallest = sum(counts) <= len(counts)
    all_largest = sum(counts) == len(counts) * (SMALLEST_SHOWN - 1)
    return all_smallest or all_largest


def any_withheld(points: Iterable[Point]) -> bool:
    """Whether anything was withheld, which a page must say."""
    return any(point.suppressed for point in points)
