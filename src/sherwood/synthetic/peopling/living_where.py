"""Synthetic: who of a family lived in its home when, and in which other home a parted father lives."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sherwood.synthetic.drawing import Draw
from sherwood.synthetic.everyone import Days, Living, People, Positions, Role, Strengths
from sherwood.synthetic.peopling.children import Children
from sherwood.synthetic.peopling.dwellings import Dwellings, HomeSpells, moving
from sherwood.synthetic.peopling.in_care import UNTOLD, Elsewhere, without
from sherwood.synthetic.peopling.parents import Adults, Families
from sherwood.synthetic.peopling.relating import not_his

_DAYS_A_YEAR = 365.25
_OF_AGE = 18.0


@dataclass(frozen=True)
class Stays:
    """From when to when each family lives in the county at all."""

    arrived: Days
    departed: Days


def grown_up(draw: Draw, children: Children) -> Days:
    """The day each child leaves the home it grew up in, some years after turning 18."""
    years = _OF_AGE + draw.generator.exponential(draw.rate("years_at_home_when_of_age"), len(children.born))
    return (children.born + years * _DAYS_A_YEAR).astype(np.int32)


@dataclass(frozen=True)
class Kin:
    """The county's families before it is told where they live: children, adults, how parents lived, need, and when children go."""

    children: Children
    adults: Adults
    families: Families
    stays: Stays
    need: Strengths
    grown: Days


def living_of(
    draw: Draw, dwellings: Dwellings, kin: Kin, people: People, spells: HomeSpells, elsewhere: Elsewhere, last: int
) -> Living:
    """Everybody's homes over time: the family's while they belong to it, a parted father's own, his children's second, care's."""
    children, adults, stays, grown = kin.children, kin.adults, kin.stays, kin.grown
    joined = np.maximum(np.concatenate([children.born, adults.joined]), stays.arrived[people.family])
    left = np.minimum(np.concatenate([grown, adults.left]), people.died)
    left = np.minimum(left, stays.departed[people.family])
    everybody = np.arange(len(people), dtype=np.int32)
    own = _within(spells, everybody, people.family, joined, left, is_main=True)
    fathers, apart = _apart(draw, dwellings, kin, last)
    of_fathers = Living(
        (fathers[apart.family] + len(children.family)).astype(np.int32), apart.home, apart.start, apart.end,
        np.ones(len(apart.home), bool),
    )  # fmt: skip
    second = _second(draw, apart, adults.family[fathers], kin)
    told = elsewhere.home != UNTOLD
    end = np.minimum(elsewhere.end, people.died[elsewhere.person])
    told &= elsewhere.start < end
    in_care = Living(
        elsewhere.person[told], elsewhere.home[told], elsewhere.start[told], end[told], np.ones(int(told.sum()), bool)
    )
    return _sorted([without(_joined([own, second]), elsewhere), of_fathers, in_care])


def _within(
    spells: HomeSpells, persons: Positions, family: Positions, joined: Days, left: Days, *, is_main: bool
) -> Living:  # fmt: skip
    """The part of their family's spells that lies between each person's two days."""
    first = np.searchsorted(spells.family, family, side="left")
    count = np.searchsorted(spells.family, family, side="right") - first
    row = np.repeat(np.arange(len(persons)), count)
    at = np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count) + first[row]
    start, end = np.maximum(spells.start[at], joined[row]), np.minimum(spells.end[at], left[row])
    kept = start < end
    return Living(
        persons[row[kept]], spells.home[at[kept]], start[kept].astype(np.int32), end[kept].astype(np.int32),
        np.full(int(kept.sum()), is_main),
    )  # fmt: skip


def _apart(draw: Draw, dwellings: Dwellings, kin: Kin, last: int) -> tuple[NDArray[np.int64], HomeSpells]:
    """The fathers who parted and stayed in the county, and their homes from the parting on; `family` counts those fathers."""
    adults, families, stays, need = kin.adults, kin.families, kin.stays, kin.need
    fathers = np.flatnonzero((adults.role == Role.FATHER) & families.father_in_county[adults.family])
    start = np.maximum(np.maximum(adults.left, adults.joined)[fathers], stays.arrived[adults.family[fathers]])
    end = adults.died[fathers]
    # Who went away with the family did not part in the county.
    is_apart = (start < end) & (adults.left[fathers] <= stays.departed[adults.family[fathers]])
    fathers, start, end = fathers[is_apart], start[is_apart], end[is_apart]
    return fathers, moving(
        dwellings, draw, need[adults.family[fathers]], start.astype(np.int64), end.astype(np.int64), last
    )


def _second(draw: Draw, apart: HomeSpells, families_apart: Positions, kin: Kin) -> Living:
    """Children who live in both their parents' homes, from the parting until they are of age; not those of another father."""
    children, families, stays, grown = kin.children, kin.families, kin.stays, kin.grown
    father_of = np.full(children.families, -1, np.int64)
    father_of[families_apart] = np.arange(len(families_apart))
    shares = draw.happens("child_in_two_homes", children.families) & (father_of >= 0) & families.has_mother
    shares_with = shares[children.family] & ~not_his(children.born, families, children.family)
    kept = np.flatnonzero(shares_with).astype(np.int32)
    family, born = children.family[kept], children.born[kept]
    of_age = (born + round(_OF_AGE * _DAYS_A_YEAR)).astype(np.int32)
    until = np.minimum(np.minimum(of_age, grown[kept]), np.minimum(children.died[kept], stays.departed[family]))
    since = np.maximum(born, stays.arrived[family])
    return _within(apart, kept, father_of[family].astype(np.int32), since, until, is_main=False)


def _joined(parts: list[Living]) -> Living:
    return Living(*(np.concatenate([getattr(part, name) for part in parts]) for name in Living.__dataclass_fields__))


def _sorted(parts: list[Living]) -> Living:
    whole = _joined(parts)
    order = np.lexsort((~whole.is_main, whole.start, whole.person))
    return Living(*(getattr(whole, name)[order] for name in Living.__dataclass_fields__))
