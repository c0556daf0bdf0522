"""Synthetic: who of a family lived in its home when, and in which other home a parted father lives."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sherwood.synthetic.drawing import Draw
from sherwood.synthetic.everyone import NEVER, Days, Living, People, Positions, Role, Strengths
from sherwood.synthetic.peopling.children import Children
from sherwood.synthetic.peopling.dwellings import Dwellings, HomeSpells
from sherwood.synthetic.peopling.parents import LONG_AGO, Adults, Families

_DAYS_A_YEAR = 365.25
_LEAVES_HOME_FROM, _LEAVES_HOME_WITHIN = 18.0, 5.0


def living_of(
    draw: Draw, dwellings: Dwellings, spells: HomeSpells, people: People, children: Children, adults: Adults,
    families: Families, stays: tuple[Days, Days], need: Strengths,
) -> Living:  # fmt: skip
    """Everybody's homes over time: the family's while they belong to it, and a parted father's own, his children's second."""
    minors = len(children.family)
    arrived, departed = stays
    belongs = np.concatenate([children.born, np.maximum(adults.joined, adults.born)])
    joined: NDArray[np.int64] = np.maximum(belongs, arrived[people.family]).astype(np.int64)
    until = np.minimum(np.concatenate([_grown_up(draw, children), adults.left]), people.died)
    left: NDArray[np.int64] = np.minimum(until, departed[people.family]).astype(np.int64)
    everybody = np.arange(len(people), dtype=np.int32)
    own = _within(spells, everybody, people.family, joined, left, is_main=True)
    fathers = np.flatnonzero(
        (adults.role == Role.FATHER) & families.father_in_county[adults.family] & (adults.left < NEVER)
    )
    apart = _apart(dwellings, people, adults, minors, fathers, stays, need)
    second = _second(draw, children, families, adults, apart)
    return _sorted([own, apart, second])


def _grown_up(draw: Draw, children: Children) -> NDArray[np.int64]:
    """The day a child leaves the family's home, some years after turning 18."""
    years = _LEAVES_HOME_FROM + draw.generator.exponential(_LEAVES_HOME_WITHIN, len(children.born))
    grown: NDArray[np.int64] = children.born.astype(np.int64) + (years * _DAYS_A_YEAR).astype(np.int64)
    return grown


def _within(
    spells: HomeSpells,
    persons: Positions,
    family: Positions,
    joined: NDArray[np.int64],
    left: NDArray[np.int64],
    *,
    is_main: bool,
) -> Living:
    """The part of their family's spells that lies between each person's two days."""
    first = np.searchsorted(spells.family, family, side="left")
    count = np.searchsorted(spells.family, family, side="right") - first
    row = np.repeat(np.arange(len(persons)), count)
    at = np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count) + first[row]
    start = np.maximum(spells.start[at].astype(np.int64), joined[row])
    end = np.minimum(spells.end[at].astype(np.int64), left[row])
    kept = start < end
    return Living(
        persons[row[kept]], spells.home[at[kept]], start[kept].astype(np.int32), end[kept].astype(np.int32),
        np.full(int(kept.sum()), is_main),
    )  # fmt: skip


def _apart(
    dwellings: Dwellings, people: People, adults: Adults, minors: int,
    fathers: NDArray[np.int64], stays: tuple[Days, Days], need: Strengths,
) -> Living:  # fmt: skip
    """A home of his own for each father who parted and stayed in the county, from the parting on."""
    person = (fathers + minors).astype(np.int32)
    family = adults.family[fathers]
    start = np.maximum(np.maximum(adults.left[fathers], LONG_AGO), np.maximum(stays[0][family], people.born[person]))
    end = np.minimum(people.died[person], NEVER)
    kept = start < end
    home = dwellings.anywhere(need[family])
    return Living(person[kept], home[kept], start[kept], end[kept], np.ones(int(kept.sum()), bool))


def _second(draw: Draw, children: Children, families: Families, adults: Adults, apart: Living) -> Living:
    """Children who live in both their parents' homes, from the parting until they are of age."""
    home_of_family = np.full(children.families, -1, np.int32)
    since = np.full(children.families, NEVER, np.int32)
    until = np.full(children.families, LONG_AGO, np.int32)
    minors = len(children.family)
    of_father = adults.family[apart.person - minors]
    home_of_family[of_father], since[of_father], until[of_father] = apart.home, apart.start, apart.end
    shares = draw.happens("child_in_two_homes", children.families) & (home_of_family >= 0) & families.has_mother
    of_age = children.born + round(_LEAVES_HOME_FROM * _DAYS_A_YEAR)
    start = np.maximum(children.born, since[children.family])
    end = np.minimum(np.minimum(of_age, until[children.family]), children.died)
    kept = np.flatnonzero(shares[children.family] & (start < end))
    return Living(
        kept.astype(np.int32), home_of_family[children.family[kept]], start[kept], end[kept].astype(np.int32),
        np.zeros(len(kept), bool),
    )  # fmt: skip


def _sorted(parts: list[Living]) -> Living:
    person = np.concatenate([part.person for part in parts])
    start = np.concatenate([part.start for part in parts])
    order = np.lexsort((start, person))
    return Living(
        person[order],
        np.concatenate([part.home for part in parts])[order],
        start[order],
        np.concatenate([part.end for part in parts])[order],
        np.concatenate([part.is_main for part in parts])[order],
    )
