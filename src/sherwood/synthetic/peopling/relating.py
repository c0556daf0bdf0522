"""Synthetic: who is whose mother, father, step-parent, grandparent or partner, with parental responsibility where the law gives it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sherwood.synthetic.everyone import NEVER, RELATIONS, Days, People, Positions, Related, Role
from sherwood.synthetic.peopling.children import Children
from sherwood.synthetic.peopling.parents import LONG_AGO, Adults, Families

_KIND = {name: at for at, name in enumerate(RELATIONS)}
# A child born so many days after its mother's partner came, or her last one went, is the new partner's, or an unnamed man's.
_BEGOTTEN, _LONGEST = 200, 280
_OF_CHILD = {
    Role.MOTHER: "mother",
    Role.FATHER: "father",
    Role.STEP_PARENT: "step_parent",
    Role.GRANDPARENT: "grandparent",
}
# Unmarried fathers are registered at birth in all but a few cases and then share responsibility; the law gives step-parents none.
_RESPONSIBLE = frozenset({Role.MOTHER, Role.FATHER, Role.GRANDPARENT})


def related_of(people: People, children: Children, adults: Adults, families: Families, adopted: Days) -> Related:
    """Each adult of a family to each of its children until a death or the child's adoption, and partners to each other.

    A new partner is the father of children born while he lived there.
    """
    minors = len(children.family)
    adult, child = _pairs(adults.family, children.family)
    role, born = adults.role[adult], people.born[child]
    start = np.where(role == Role.GRANDPARENT, np.maximum(born, adults.joined[adult]), born)
    start = np.where(role == Role.STEP_PARENT, np.maximum(born, adults.joined[adult]), start)
    is_step = role == Role.STEP_PARENT
    fathered = is_step & born_to_partner(born, families, adults.family[adult])
    other_father = (role == Role.FATHER) & not_his(born, families, adults.family[adult])
    kind = np.array([_KIND[_OF_CHILD[Role(each)]] for each in range(1, len(Role))], np.int8)[role - 1]
    kind = np.where(fathered, _KIND["father"], kind).astype(np.int8)
    ends = np.where(is_step & ~fathered, adults.left[adult], NEVER)
    ends = np.minimum(np.minimum(ends, adopted[child]), np.minimum(adults.died[adult], people.died[child]))
    kept = ~other_father & (start < ends)
    to_child = Related(
        (adult + minors)[kept].astype(np.int32), child[kept], kind[kept],
        (np.isin(role, list(_RESPONSIBLE)) | fathered)[kept], start[kept].astype(np.int32), ends[kept].astype(np.int32),
    )  # fmt: skip
    return _joined(to_child, _partners(adults, families, minors))


def born_to_partner(born: Days, families: Families, family: Positions) -> NDArray[np.bool_]:
    """Whether a child was born to the mother's new partner."""
    found: NDArray[np.bool_] = (born > families.step_from[family] + _BEGOTTEN) & (born < families.step_until[family])
    return found


def not_his(born: Days, families: Families, family: Positions) -> NDArray[np.bool_]:
    """Whether the father of the family cannot be the child's: born to a new partner, or long after he had parted or died."""
    parted = families.parted[family]
    too_late = ((parted > LONG_AGO) & (born > parted + _LONGEST)) | (born > families.father_died[family] + _LONGEST)
    found: NDArray[np.bool_] = born_to_partner(born, families, family) | too_late
    return found


def _pairs(of_adult: Positions, of_child: Positions) -> tuple[NDArray[np.int64], Positions]:
    """Every adult with every child of the same family."""
    order = np.argsort(of_child, kind="stable").astype(np.int32)
    families = of_child[order]
    first = np.searchsorted(families, of_adult, side="left")
    count = np.searchsorted(families, of_adult, side="right") - first
    adult = np.repeat(np.arange(len(of_adult)), count)
    at = np.arange(len(adult)) - np.repeat(np.cumsum(count) - count, count) + first[adult]
    return adult, order[at]


def _partners(adults: Adults, families: Families, minors: int) -> Related:
    """The mother and whoever lives with her: the father until they part, a new partner while he is there."""
    mother = np.full(len(families.eldest), -1, np.int64)
    is_mother = np.flatnonzero(adults.role == Role.MOTHER)
    mother[adults.family[is_mother]] = is_mother
    others = np.flatnonzero(np.isin(adults.role, [Role.FATHER, Role.STEP_PARENT]))
    others = others[mother[adults.family[others]] >= 0]
    with_her = mother[adults.family[others]]
    start = np.maximum(adults.joined[others], adults.joined[with_her])
    end = np.minimum(adults.left[others], np.minimum(adults.died[others], adults.died[with_her]))
    kept = start < end
    return Related(
        (with_her + minors)[kept].astype(np.int32), (others + minors)[kept].astype(np.int32),
        np.full(int(kept.sum()), _KIND["partner"], np.int8), np.zeros(int(kept.sum()), bool), start[kept], end[kept],
    )  # fmt: skip


def _joined(one: Related, two: Related) -> Related:
    return Related(*(np.concatenate([getattr(one, name), getattr(two, name)]) for name in Related.__dataclass_fields__))
