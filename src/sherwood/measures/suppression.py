"""Measures: which cells of linked tables must be withheld besides the small ones, so that nobody works a small one out.

Everything published together is one linear system: each equation says that cells add up to another. The reader knows the cells shown,
and of a cell withheld that it is at least one, for noughts are shown. The guarantee: for each small cell every number from 1 to 5
stays possible, as far as it is possible at all: a total of two cells that are no nought is never one. Method: a linear program for
each small cell (Fischetti and Salazar's cell suppression, in its linear form), then cells that turn out not to be needed are shown
again. Sources: the sector's guidance on statistical disclosure control (background).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

SMALLEST_SHOWN = 6
# Linear programs answer in floating point; a thousandth of a child is nobody.
NEARLY = 1e-3
# Looking whether a cell could be shown again costs two programs a small cell; of larger tables a little more is withheld instead.
MOST_PRUNED = 400

Equation = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Release:
    """Cells published together and how they add up: each equation is pairs of a cell's place and its sign, and comes to nought.

    `always_shown` are cells that stand elsewhere already and can't be withheld here.
    """

    cells: tuple[int, ...]
    equations: tuple[Equation, ...]
    always_shown: frozenset[int] = frozenset()

    @property
    def small(self) -> frozenset[int]:
        """The cells from 1 to 5."""
        return frozenset(place for place, value in enumerate(self.cells) if 0 < value < SMALLEST_SHOWN)

    def matrix(self) -> NDArray[np.float64]:
        """The equations as rows over the cells."""
        made = np.zeros((len(self.equations), len(self.cells)))
        for row, equation in enumerate(self.equations):
            for place, sign in equation:
                made[row, place] += sign
        return made


class CannotBeProtected(Exception):
    """No pattern of cells keeps a small one from being worked out: a total has to go, or groups have to be laid together."""


def withheld(release: Release) -> frozenset[int]:
    """The places of all cells to withhold, the small ones among them; raises CannotBeProtected."""
    matrix = release.matrix()
    hidden = set(release.small)
    possible = _possible(release)
    for place in sorted(release.small, key=lambda each: release.cells[each]):
        for movement in _movements(release.cells[place], possible[place]):
            hidden |= _moved(release, matrix, hidden, place, movement)
    return _pruned(release, frozenset(hidden), possible)


def known_of(release: Release, hidden: Iterable[int]) -> dict[int, tuple[float, float]]:
    """What a reader can work out of each small cell: its least and greatest possible value."""
    places = sorted(hidden)
    matrix = release.matrix()
    shown = [place for place in range(len(release.cells)) if place not in set(places)]
    right = -matrix[:, shown] @ np.array([release.cells[place] for place in shown], dtype=float)
    bounds = [(1.0 if release.cells[place] else 0.0, None) for place in places]
    found = {}
    for place in sorted(set(places) & release.small):
        found[place] = tuple(_extreme(matrix[:, places], right, bounds, places.index(place), sign) for sign in (1, -1))
    return found  # type: ignore[return-value]


def unsafe(release: Release, hidden: Iterable[int]) -> list[int]:
    """The small cells of which a reader learns more than that they are from 1 to 5, as far as that is possible at all."""
    return _unsafe(release, hidden, _possible(release))


def _unsafe(release: Release, hidden: Iterable[int], possible: Mapping[int, tuple[int, int]]) -> list[int]:
    held = known_of(release, hidden)
    seen = [place for place in sorted(release.small) if place not in held]
    narrow = [
        place
        for place, (low, high) in held.items()
        if low > possible[place][0] + NEARLY or high < possible[place][1] - NEARLY
    ]
    return seen + narrow


def _possible(release: Release) -> dict[int, tuple[int, int]]:
    """What each small cell could be, from 1 to 5, if everything that may be withheld were; raises CannotBeProtected for a single number."""
    everything = [place for place, value in enumerate(release.cells) if value and place not in release.always_shown]
    found = {}
    for place, (low, high) in known_of(release, everything).items():
        if high - low < 1 - NEARLY:
            raise CannotBeProtected(f"cell {place} can be worked out whatever else is withheld")
        found[place] = (
            max(1, round(low)),
            SMALLEST_SHOWN - 1 if high >= SMALLEST_SHOWN - 1 else math.floor(high + NEARLY),
        )
    return found


def _movements(value: int, possible: tuple[int, int]) -> list[int]:
    """How far a small cell must be able to rise, and to fall."""
    low, high = possible
    return [each for each in (high - value, low - value) if each]


def _moved(release: Release, matrix: NDArray[np.float64], hidden: set[int], place: int, movement: int) -> set[int]:
    """The cells that the cheapest movement of the others needs, so that this one may rise or fall so far."""
    number = len(release.cells)
    costs = [0.0 if each in hidden else _cost(release, each) for each in range(number)]
    rises = [(0.0, _room_up(release, each)) for each in range(number)]
    falls = [(0.0, _room_down(release, each)) for each in range(number)]
    rises[place] = (float(max(movement, 0)),) * 2
    falls[place] = (float(max(-movement, 0)),) * 2
    found = linprog(
        costs * 2,
        A_eq=np.hstack([matrix, -matrix]),
        b_eq=np.zeros(len(release.equations)),
        bounds=rises + falls,
        method="highs",
    )
    if found.status != 0:
        raise CannotBeProtected(f"cell {place} can be worked out whatever else is withheld")
    moves = found.x[:number] + found.x[number:]
    return {each for each in range(number) if moves[each] > NEARLY}


def _room_up(release: Release, place: int) -> float | None:
    return 0.0 if place in release.always_shown or not release.cells[place] else None


def _room_down(release: Release, place: int) -> float:
    return 0.0 if place in release.always_shown else float(max(release.cells[place] - 1, 0))


def _cost(release: Release, place: int) -> float:
    """What withholding a cell costs its readers: more the larger it is, and twice as much where other cells add up to it."""
    is_total = any(sign < 0 for equation in release.equations for each, sign in equation if each == place)
    return (math.log1p(release.cells[place]) + 0.1) * (2 if is_total else 1)


def _pruned(release: Release, hidden: frozenset[int], possible: Mapping[int, tuple[int, int]]) -> frozenset[int]:
    """The pattern without the cells that need not be withheld, the dearest first."""
    others = sorted(hidden - release.small, key=lambda each: -_cost(release, each))
    if len(others) * len(release.small) > MOST_PRUNED:
        return hidden
    for place in others:
        if not _unsafe(release, hidden - {place}, possible):
            hidden -= {place}
    return hidden


def _extreme(matrix: NDArray[np.float64], right: NDArray[np.float64], bounds: list[Any], at: int, sign: int) -> float:
    costs = np.zeros(matrix.shape[1])
    costs[at] = sign
    found = linprog(costs, A_eq=matrix, b_eq=right, bounds=bounds, method="highs")
    # Unbounded: the cell may be as large as one likes.
    return float(sign * found.fun) if found.status == 0 else -sign * math.inf
