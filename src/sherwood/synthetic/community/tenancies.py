"""Synthetic: social tenancies of families with children, and who lived in each when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sherwood.synthetic.community.crowd import OF_AGE, Crowd, Spans
from sherwood.synthetic.community.happening import draw_of, of_generation, weights
from sherwood.synthetic.courses import LifeCourses
from sherwood.synthetic.drawing import Draw
from sherwood.synthetic.everyone import NEVER, Days, Positions, Role

_DAYS_A_YEAR = 365.25
_LONG = 12 * 365
_BEFORE_CHILDREN = 4 * 365
_PENNIES = 100


@dataclass(frozen=True)
class Tenancies:
    """One tenancy each, sorted by family and start: whose, of which home, from when until when (NEVER: still), at what rent a week."""

    family: Positions
    tenant: Positions
    home: Positions
    start: Days
    end: Days
    rent: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.family)

    def spans(self) -> Spans:
        """Answers which tenancy a family held on a day."""
        return Spans(self.family, self.start, self.end)


@dataclass(frozen=True)
class Household:
    """One member of a household each: the tenancy's position, who, how they stand to the tenant, and from when until when."""

    tenancy: Positions
    person: Positions
    relation: NDArray[Any]
    joined: Days
    left: Days


def tenancies_of(crowd: Crowd, courses: LifeCourses) -> Tenancies:
    """Tenancies that touch the county's years: stays of a family's head in a home that a council or housing association lets."""
    draw = draw_of(crowd, courses, "tenancies")
    living = crowd.everyone.living
    row = np.flatnonzero(living.is_main & (crowd.heads[crowd.people.family[living.person]] == living.person))
    family, home, start, end = (
        crowd.people.family[living.person[row]],
        living.home[row],
        living.start[row],
        living.end[row],
    )
    start = _begun(draw, crowd, family, start)
    lets = _is_let(draw, crowd, family, home) & (start < end) & (end > crowd.first) & (start <= crowd.last)
    family, home, start, end = family[lets], home[lets], start[lets], end[lets]
    order = np.lexsort((start, family))
    rent = (
        np.round(draw.rate("weekly_rent") * np.exp(0.18 * draw.generator.standard_normal(len(order))) * _PENNIES)
        / _PENNIES
    )
    end = np.where(end > crowd.last, NEVER, end).astype(np.int32)
    return Tenancies(family[order], crowd.heads[family[order]], home[order], start[order], end[order], rent)


def _begun(draw: Draw, crowd: Crowd, family: Positions, start: Days) -> Days:
    """A stay that reaches back before anybody asked began some years before the first child."""
    grown = crowd.people.born[crowd.heads[family]] + int(OF_AGE * _DAYS_A_YEAR)
    earlier = crowd.first_birth[family] - draw.generator.integers(0, _BEFORE_CHILDREN, len(family))
    is_long = start < crowd.first - _LONG
    found: Days = np.where(is_long, np.maximum(np.maximum(earlier, grown), start), start).astype(np.int32)
    return found


def _is_let(draw: Draw, crowd: Crowd, family: Positions, home: Positions) -> NDArray[np.bool_]:
    """Oftener in poor places and with need; a family mostly stays with its kind of tenure when it moves."""
    lasting = draw.generator.random(crowd.families)[family]
    drawn = np.where(draw.happens("keeps_tenure", len(family)), lasting, draw.generator.random(len(family)))
    pull = np.power(np.maximum(crowd.family_need, 0.05), draw.rate("social_rent_need"))
    need = of_generation(pull, crowd.first_birth)[family]
    chance = weights(draw, "social_rent", crowd.everyone.homes.decile[home]) / 100 * need
    found: NDArray[np.bool_] = drawn < np.minimum(chance, 0.85)
    return found


def household_of(crowd: Crowd, courses: LifeCourses, held: Tenancies) -> Household:
    """Everybody of the family who lived in the home while the tenancy lasted."""
    draw = draw_of(crowd, courses, "households")
    living = crowd.everyone.living
    key = held.family.astype(np.int64) << 32 | held.home
    order = np.argsort(key, kind="stable")
    row = np.flatnonzero(living.is_main)
    wanted = crowd.people.family[living.person[row]].astype(np.int64) << 32 | living.home[row]
    place = np.minimum(np.searchsorted(key[order], wanted), max(len(key) - 1, 0))
    row, tenancy = (row, order[place]) if len(key) else (row[:0], order)
    fits = (
        (key[tenancy] == wanted[: len(row)])
        & (living.start[row] < held.end[tenancy])
        & (living.end[row] > held.start[tenancy])
    )
    row, tenancy = row[fits], tenancy[fits].astype(np.int32)
    joined, left = np.maximum(living.start[row], held.start[tenancy]), np.minimum(living.end[row], held.end[tenancy])
    found = _one_row_each(tenancy, living.person[row], joined, left)
    return Household(
        found[0],
        found[1],
        _relations(draw, crowd, held, found[0], found[1]),
        found[2],
        np.where(found[3] > crowd.last, NEVER, found[3]),
    )


def _one_row_each(
    tenancy: Positions, person: Positions, joined: Days, left: Days
) -> tuple[Positions, Positions, Days, Days]:
    """One row for somebody who left a household and came back to it."""
    whole, at = np.unique(tenancy.astype(np.int64) << 32 | person, return_inverse=True)
    first, last = np.full(len(whole), NEVER, np.int32), np.full(len(whole), -NEVER, np.int32)
    np.minimum.at(first, at, joined)
    np.maximum.at(last, at, left)
    return (whole >> 32).astype(np.int32), (whole & 0xFFFFFFFF).astype(np.int32), first, last


def _relations(draw: Draw, crowd: Crowd, held: Tenancies, tenancy: Positions, person: Positions) -> NDArray[Any]:
    role = crowd.people.role[person]
    partner = np.where(draw.happens("joint_tenancy", len(person)), "joint_tenant", "partner")
    found = np.where(role == Role.CHILD, "child", np.where(role == Role.GRANDPARENT, "other", partner))
    return np.where(held.tenant[tenancy] == person, "tenant", found).astype(object)
