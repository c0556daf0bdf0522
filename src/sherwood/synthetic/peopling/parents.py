"""Synthetic: how the parents of every family lived: who parted when, who moved in, who died, and the adults that makes."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sherwood.synthetic.drawing import Draw
from sherwood.synthetic.everyone import NEVER, Days, Positions, Role
from sherwood.synthetic.peopling.children import Children
from sherwood.synthetic.peopling.mortality import deaths_of_adults

_DAYS_A_YEAR = 365.25
_YOUNGEST, _OLDEST = 15.0, 47.0
_OF_AGE = round(18 * _DAYS_A_YEAR)
_BEFORE_BIRTH = 730
LONG_AGO = -60_000
Flags = NDArray[np.bool_]
Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Families:
    """One row a family: when its first and last child were born and how its parents lived.

    `parted` is the day from which the father lives elsewhere (LONG_AGO if he never lived there), `step_from` to `step_until` the
    time of a mother's new partner, `grandparent_from` when a grandparent begins to bring the children up; NEVER where there was none.
    """

    eldest: Days
    youngest: Days
    has_mother: Flags
    has_father: Flags
    mother_born: Numbers
    father_born: Numbers
    mother_died: Numbers
    father_died: Numbers
    parted: Numbers
    father_in_county: Flags
    step_from: Numbers
    step_until: Numbers
    grandparent_from: Numbers


@dataclass(frozen=True)
class Adults:
    """One row an adult: family, role, sex, birth, death, and between which days they live in the family's home."""

    family: Positions
    role: NDArray[np.int8]
    sex: NDArray[np.int8]
    born: Days
    died: Days
    joined: Days
    left: Days


def families_of(draw: Draw, children: Children, is_alone: Flags, first: int) -> Families:
    """How the parents of each family lived; `is_alone` marks children who came without anybody, nobody dies before `first`."""
    count = children.families
    eldest, youngest = np.full(count, NEVER, np.int32), np.full(count, LONG_AGO, np.int32)
    np.minimum.at(eldest, children.family, children.born)
    np.maximum.at(youngest, children.family, children.born)
    is_known = np.arange(count) < children.families_known
    kind = np.where(is_known, draw.pick("family_type_known", count), draw.pick("family_type", count))
    is_kinship = draw.happens("grandparent_carer", count) & ~is_alone
    parted = np.where(kind == "parted", eldest + draw.days("until_parting", count).astype(np.int64), NEVER)
    parted = np.where((kind == "never") | is_kinship, LONG_AGO, parted)
    step_from, step_until = _steps(draw, eldest, parted, (kind != "together") & ~is_alone & ~is_kinship)
    mother_born, father_born = _births(draw, eldest, youngest, is_known)
    found = Families(
        eldest=eldest, youngest=youngest,
        has_mother=~is_alone & ~is_kinship, has_father=draw.happens("father_known", count) & ~is_alone,
        mother_born=mother_born, father_born=father_born,
        mother_died=deaths_of_adults(draw, mother_born, first), father_died=deaths_of_adults(draw, father_born, first),
        parted=parted, father_in_county=draw.happens("father_stays_in_county", count),
        step_from=step_from, step_until=step_until,
        grandparent_from=np.where(is_kinship, eldest, NEVER),
    )  # fmt: skip
    return _bereaved(found)


def _steps(draw: Draw, eldest: Days, parted: Numbers, may_follow: Flags) -> tuple[Numbers, Numbers]:
    count = len(eldest)
    follows = may_follow & draw.happens("step_parent", count)
    joined = np.maximum(parted, eldest) + draw.days("until_step_parent", count)
    stays = np.where(draw.happens("step_parent_leaves", count), draw.days("step_parent_stays", count), NEVER)
    return np.where(follows, joined, NEVER), np.where(follows, np.minimum(joined + stays, NEVER), NEVER)


def _births(draw: Draw, eldest: Days, youngest: Days, is_known: Flags) -> tuple[Numbers, Numbers]:
    """When mothers and fathers were born, so that they were old enough for the first child and not too old for the last."""
    count = len(eldest)
    middle = np.where(is_known, draw.rate("mother_age_at_first_known"), draw.rate("mother_age_at_first"))
    ages = np.clip(draw.generator.normal(middle, draw.rate("mother_age_spread")), _YOUNGEST, 44.0)
    oldest = youngest.astype(np.int64) - round(_OLDEST * _DAYS_A_YEAR)
    mother = np.maximum(eldest.astype(np.int64) - (ages * _DAYS_A_YEAR).astype(np.int64), oldest)
    older = draw.generator.normal(draw.rate("father_older_by"), 4.5, count)
    father = np.minimum(mother - (older * _DAYS_A_YEAR).astype(np.int64), eldest - round(_YOUNGEST * _DAYS_A_YEAR))
    return mother, father


def _bereaved(families: Families) -> Families:
    """What follows a death: nobody parts or moves in after it, and children left without a parent at home go to a grandparent.

    A mother does not die before her last child is born, nor both parents while a child is under age: their guardians are not told.
    """
    grown = families.youngest.astype(np.int64) + _OF_AGE
    died = np.where(families.mother_died <= families.youngest, NEVER, families.mother_died)
    died = np.where((died < grown) & (families.father_died < grown), NEVER, died)
    with_father = families.has_father & (families.parted > died)
    is_orphaned = families.has_mother & (died < grown) & ~with_father
    keeps_step = families.step_from < died
    return replace(
        families,
        mother_died=died,
        parted=np.where(with_father & (died < NEVER), NEVER, families.parted),
        step_from=np.where(keeps_step, families.step_from, NEVER),
        step_until=np.where(keeps_step, np.minimum(families.step_until, died), NEVER),
        grandparent_from=np.where(is_orphaned, died, families.grandparent_from),
    )


def adults_of(draw: Draw, families: Families, first: int) -> Adults:
    """Mothers, fathers, new partners and grandparents, each of an age that fits the children."""
    count, generator = len(families.eldest), draw.generator
    mother = families.mother_born
    step_born = mother - (generator.normal(0.5, 6.0, count) * _DAYS_A_YEAR).astype(np.int64)
    step_born = np.minimum(step_born, families.step_from - _OF_AGE)
    grand_born = mother - (generator.uniform(19, 34, count) * _DAYS_A_YEAR).astype(np.int64)
    grand_died = deaths_of_adults(draw, grand_born, first)
    grand_died = np.where(grand_died < families.youngest + _OF_AGE, NEVER, grand_died)
    step_died = np.maximum(deaths_of_adults(draw, step_born, first), families.step_from + 1)
    begins, never = families.eldest.astype(np.int64) - _BEFORE_BIRTH, np.full(count, NEVER, np.int64)
    return _joined([
        _part(families.has_mother, Role.MOTHER, 1, mother, families.mother_died, begins, never),
        _part(families.has_father, Role.FATHER, 0, families.father_born, families.father_died, begins, families.parted),
        _part(families.step_from < NEVER, Role.STEP_PARENT, 0, step_born, step_died, families.step_from, families.step_until),
        _part(families.grandparent_from < NEVER, Role.GRANDPARENT, 1, grand_born, grand_died, families.grandparent_from, never),
    ])  # fmt: skip


def _part(
    there: Flags, role: Role, sex: int, born: Numbers, died: Numbers, joined: Numbers, left: Numbers
) -> Adults:  # fmt: skip
    at = np.flatnonzero(there)
    return Adults(
        at.astype(np.int32), np.full(len(at), role, np.int8), np.full(len(at), sex, np.int8),
        *(days[at].astype(np.int32) for days in (born, died, joined, left)),
    )  # fmt: skip


def _joined(parts: list[Adults]) -> Adults:
    return Adults(*(np.concatenate([getattr(part, name) for part in parts]) for name in Adults.__dataclass_fields__))
