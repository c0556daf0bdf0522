"""Synthetic: the adults of every family, who parted when, who moved in, and for whom they are responsible."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sherwood.synthetic.drawing import Draw
from sherwood.synthetic.everyone import NEVER, Days, Positions, Role
from sherwood.synthetic.peopling.children import Children

_DAYS_A_YEAR = 365.25
_YOUNGEST, _OLDEST = 15.0, 47.0
LONG_AGO = -60_000


@dataclass(frozen=True)
class Families:
    """One row a family: when its first and last child were born and how its parents lived.

    `parted` is the day from which the father lives elsewhere (LONG_AGO if he never lived there), `step_from` to `step_until` the
    time of a mother's new partner; NEVER where there was none. `is_unaccompanied` families are children alone.
    """

    eldest: Days
    youngest: Days
    has_mother: NDArray[np.bool_]
    has_father: NDArray[np.bool_]
    parted: Days
    father_in_county: NDArray[np.bool_]
    step_from: Days
    step_until: Days
    has_grandparent: NDArray[np.bool_]


@dataclass(frozen=True)
class Adults:
    """One row an adult: family, role, sex, birth, and between which days they live in the family's home."""

    family: Positions
    role: NDArray[np.int8]
    sex: NDArray[np.int8]
    born: Days
    joined: Days
    left: Days


def families_of(draw: Draw, children: Children, is_alone: NDArray[np.bool_]) -> Families:
    """How the parents of each family lived; `is_alone` marks children who came without anybody."""
    count = children.families
    eldest, youngest = np.full(count, NEVER, np.int32), np.full(count, LONG_AGO, np.int32)
    np.minimum.at(eldest, children.family, children.born)
    np.maximum.at(youngest, children.family, children.born)
    is_known = np.arange(count) < children.families_known
    kind = np.where(is_known, draw.pick("family_type_known", count), draw.pick("family_type", count))
    parted = np.where(kind == "parted", eldest + draw.days("until_parting", count), NEVER)
    parted = np.where(kind == "never", LONG_AGO, parted)
    step_from, step_until = _steps(draw, eldest, parted, kind != "together")
    has_grandparent = draw.happens("grandparent_carer", count) & ~is_alone
    return Families(
        eldest=eldest,
        youngest=youngest,
        has_mother=~is_alone & ~has_grandparent,
        has_father=draw.happens("father_known", count) & ~is_alone,
        parted=parted.astype(np.int32),
        father_in_county=draw.happens("father_stays_in_county", count),
        step_from=np.where(is_alone | has_grandparent, NEVER, step_from).astype(np.int32),
        step_until=step_until.astype(np.int32),
        has_grandparent=has_grandparent,
    )


def _steps(
    draw: Draw, eldest: Days, parted: Days, may_follow: NDArray[np.bool_]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    count = len(eldest)
    follows = may_follow & draw.happens("step_parent", count)
    joined = np.maximum(parted, eldest) + draw.days("until_step_parent", count)
    stays = np.where(draw.happens("step_parent_leaves", count), draw.days("step_parent_stays", count), NEVER)
    return np.where(follows, joined, NEVER), np.where(follows, np.minimum(joined + stays, NEVER), NEVER)


def adults_of(draw: Draw, families: Families, families_known: int) -> Adults:
    """Mothers, fathers, new partners and grandparents, each of an age that fits the children."""
    count = len(families.eldest)
    is_known = np.arange(count) < families_known
    middle = np.where(is_known, draw.rate("mother_age_at_first_known"), draw.rate("mother_age_at_first"))
    ages = np.clip(draw.generator.normal(middle, draw.rate("mother_age_spread")), _YOUNGEST, 44.0)
    mother_born = families.eldest - (ages * _DAYS_A_YEAR).astype(int)
    mother_born = np.maximum(mother_born, families.youngest - round(_OLDEST * _DAYS_A_YEAR))
    older = draw.generator.normal(draw.rate("father_older_by"), 4.5, count)
    father_born = np.minimum(
        mother_born - (older * _DAYS_A_YEAR).astype(int), families.eldest - round(_YOUNGEST * _DAYS_A_YEAR)
    )
    step_born = mother_born - (draw.generator.normal(0.5, 6.0, count) * _DAYS_A_YEAR).astype(int)
    step_born = np.minimum(step_born, families.step_from - round(18 * _DAYS_A_YEAR))
    grand_born = mother_born - (draw.generator.uniform(19, 34, count) * _DAYS_A_YEAR).astype(int)
    never_left = np.full(count, NEVER)
    always = np.full(count, LONG_AGO)
    parts = [
        (families.has_mother, Role.MOTHER, 1, mother_born, always, never_left),
        (families.has_father, Role.FATHER, 0, father_born, always, families.parted),
        (families.step_from < NEVER, Role.STEP_PARENT, 0, step_born, families.step_from, families.step_until),
        (families.has_grandparent, Role.GRANDPARENT, 1, grand_born, always, never_left),
    ]
    return _joined(parts)


def _joined(
    parts: list[tuple[NDArray[np.bool_], Role, int, NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]],
) -> Adults:
    chosen = [np.flatnonzero(there) for there, *_ in parts]
    return Adults(
        family=np.concatenate(chosen).astype(np.int32),
        role=np.concatenate([np.full(len(at), part[1], np.int8) for at, part in zip(chosen, parts, strict=True)]),
        sex=np.concatenate([np.full(len(at), part[2], np.int8) for at, part in zip(chosen, parts, strict=True)]),
        born=np.concatenate([part[3][at] for at, part in zip(chosen, parts, strict=True)]).astype(np.int32),
        joined=np.concatenate([part[4][at] for at, part in zip(chosen, parts, strict=True)]).astype(np.int32),
        left=np.concatenate([part[5][at] for at, part in zip(chosen, parts, strict=True)]).astype(np.int32),
    )
