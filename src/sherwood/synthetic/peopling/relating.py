"""Synthetic: who is whose mother, father, step-parent, grandparent or partner, with parental responsibility where the law gives it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sherwood.synthetic.everyone import NEVER, RELATIONS, People, Positions, Related, Role
from sherwood.synthetic.peopling.children import Children
from sherwood.synthetic.peopling.parents import Adults, Families

_KIND = {name: at for at, name in enumerate(RELATIONS)}
_OF_CHILD = {
    Role.MOTHER: "mother",
    Role.FATHER: "father",
    Role.STEP_PARENT: "step_parent",
    Role.GRANDPARENT: "grandparent",
}
# Unmarried fathers are registered at birth in all but a few cases and then share responsibility; the law gives step-parents none.
_RESPONSIBLE = frozenset({Role.MOTHER, Role.FATHER, Role.GRANDPARENT})


def related_of(people: People, children: Children, adults: Adults, families: Families) -> Related:
    """Each adult of a family to each of its children, a new partner also as father of those born while he lived there."""
    minors = len(children.family)
    adult, child = _pairs(adults.family, children.family)
    role = adults.role[adult]
    start = np.maximum(people.born[child], adults.joined[adult])
    is_step = role == Role.STEP_PARENT
    fathered = is_step & (people.born[child] > adults.joined[adult] + 200) & (people.born[child] < adults.left[adult])
    other_father = (role == Role.FATHER) & _born_to_partner(people.born[child], families, adults.family[adult])
    kind = np.array([_KIND[_OF_CHILD[Role(each)]] for each in range(1, len(Role))], np.int8)[role - 1]
    kind = np.where(fathered, _KIND["father"], kind).astype(np.int8)
    ends = np.where(is_step & ~fathered, adults.left[adult], NEVER)
    kept = ~other_father & (start < ends)
    to_child = Related(
        (adult + minors)[kept].astype(np.int32), child[kept], kind[kept],
        (np.isin(role, list(_RESPONSIBLE)) | fathered)[kept], start[kept].astype(np.int32), ends[kept].astype(np.int32),
    )  # fmt: skip
    return _joined(to_child, _partners(adults, families, minors))


def _born_to_partner(born: NDArray[np.int32], families: Families, family: Positions) -> NDArray[np.bool_]:
    """Whether a child was born to the mother's new partner and not to the father who had parted."""
    found: NDArray[np.bool_] = (born > families.step_from[family] + 200) & (born < families.step_until[family])
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
    start = np.maximum(adults.joined[others], families.eldest[adults.family[others]] - 365)
    kept = (mother[adults.family[others]] >= 0) & (start < adults.left[others])
    others, start = others[kept], start[kept]
    return Related(
        (mother[adults.family[others]] + minors).astype(np.int32), (others + minors).astype(np.int32),
        np.full(len(others), _KIND["partner"], np.int8), np.zeros(len(others), bool), start.astype(np.int32), adults.left[others],
    )  # fmt: skip


def _joined(one: Related, two: Related) -> Related:
    return Related(*(np.concatenate([getattr(one, name), getattr(two, name)]) for name in Related.__dataclass_fields__))
