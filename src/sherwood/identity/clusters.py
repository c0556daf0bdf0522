"""Identity: people gathered one join at a time, where some records may never stand together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

PARTED, TWO_NUMBERS, ADOPTED = "parted", "two numbers of the council", "adoption order"


class Standing(NamedTuple):
    """What decides with whom a group of records may stand: its council's number, the day of an adoption order, the last day heard of."""

    number: str = ""
    adopted_on: dt.date | None = None
    last_received: dt.date | None = None


class Join(NamedTuple):
    """Two groups that were brought together: why, and how much the model made of it (log2), where it was the model."""

    one: int
    other: int
    why: str
    weight: float | None = None


@dataclass
class Clusters:
    """Groups of records on their way to people; whatever order joins come in, what is parted stays parted.

    Two numbers of the council's own are two people until somebody decides otherwise, because the case system is where a double is put
    right. A child with an adoption order stands with nothing that was still being received on the day of the order or later.
    """

    standings: Sequence[Standing]
    joined: list[Join] = field(default_factory=list)
    _parent: list[int] = field(init=False)
    _size: list[int] = field(init=False)
    _standing: dict[int, Standing] = field(init=False)
    _parted: dict[int, set[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._parent = list(range(len(self.standings)))
        self._size = [1] * len(self.standings)
        self._standing = {}

    def find(self, group: int) -> int:
        """Return the group that stands for the person a group belongs to so far."""
        parent = self._parent
        while parent[group] != group:
            parent[group] = parent[parent[group]]
            group = parent[group]
        return group

    def roots(self) -> npt.NDArray[np.int32]:
        """Return for every group the one that stands for its person so far."""
        found = np.array(self._parent, np.int32)
        while not np.array_equal(further := found[found], found):
            found = further
        return found

    def part(self, one: int, other: int) -> None:
        """Keep two groups apart from now on, whatever is said for them being one person."""
        a, b = self.find(one), self.find(other)
        if a != b:
            self._parted.setdefault(a, set()).add(b)
            self._parted.setdefault(b, set()).add(a)

    def obstacle(self, one: int, other: int) -> str:
        """Say what keeps the people of two groups apart; nothing if they are one already or may become one."""
        a, b = self.find(one), self.find(other)
        return "" if a == b else self._obstacle(a, b)

    def join(self, join: Join, *, decided: bool = False) -> str:
        """Bring two people together and return nothing, or what keeps them apart; a person's decision overrides all but another's."""
        a, b = self.find(join.one), self.find(join.other)
        if a == b:
            return ""
        stopped = self._obstacle(a, b)
        if stopped and not (decided and stopped != PARTED):
            return stopped
        self._unite(a, b)
        self.joined.append(join)
        return ""

    def join_all(self, groups: Iterable[int], why: str) -> None:
        """Bring together all groups that agree, as far as nothing keeps them apart."""
        first, *others = groups
        for other in others:
            self.join(Join(first, other, why))

    def _obstacle(self, a: int, b: int) -> str:
        if b in self._parted.get(a, ()):
            return PARTED
        return _between(self._of(a), self._of(b))

    def _of(self, root: int) -> Standing:
        return self._standing.get(root) or self.standings[root]

    def _unite(self, a: int, b: int) -> None:
        standing = _both(self._of(a), self._of(b))
        if self._size[a] < self._size[b]:
            a, b = b, a
        self._parent[b] = a
        self._size[a] += self._size[b]
        self._standing[a] = standing
        for apart in self._parted.pop(b, ()):
            self._parted[apart].discard(b)
            self._parted[apart].add(a)
            self._parted.setdefault(a, set()).add(apart)


def _between(one: Standing, other: Standing) -> str:
    if one.number and other.number and one.number != other.number:
        return TWO_NUMBERS
    adopted = _first(one.adopted_on, other.adopted_on)
    heard = _last(one.last_received, other.last_received) if adopted else None
    return ADOPTED if adopted and heard and heard >= adopted else ""


def _both(one: Standing, other: Standing) -> Standing:
    adopted, heard = _first(one.adopted_on, other.adopted_on), _last(one.last_received, other.last_received)
    return Standing(one.number or other.number, adopted, heard)


def _first(one: dt.date | None, other: dt.date | None) -> dt.date | None:
    return min(one, other) if one and other else one or other


def _last(one: dt.date | None, other: dt.date | None) -> dt.date | None:
    return max(one, other) if one and other else one or other
