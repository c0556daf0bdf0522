"""Synthetic: which names everybody bears: a family's, a mother's own, both parents' with a hyphen, a father's forename."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from sherwood.synthetic.drawing import Draw
from sherwood.synthetic.everyone import NOBODY, Days, Positions, Role
from sherwood.synthetic.lives import Life
from sherwood.synthetic.peopling.children import Children
from sherwood.synthetic.peopling.names import Groups, Names
from sherwood.synthetic.peopling.parents import LONG_AGO, Adults, Families
from sherwood.synthetic.peopling.relating import born_to_partner
from sherwood.synthetic.peopling.texts import Texts

# Brothers and sisters are not given one name: tried so often, then let be.
_TRIES = 6


def surnames_of(
    draw: Draw, children: Children, adults: Adults, families: Families, lives: list[Life], own: Positions, texts: Texts
) -> tuple[Positions, Positions]:  # fmt: skip
    """The surnames of everybody now and at birth, children first; `own` is what each would be called without a family.

    Children bear the father's name, or the mother's where he never lived there; known children what their lives tell. A mother may
    have kept hers; children of a new partner mostly bear his.
    """
    minors = len(children.family)
    of_family = np.zeros(children.families, np.int32)
    of_family[children.family] = own[:minors]
    known = np.flatnonzero(children.life != NOBODY)
    told = texts.positions(lives[at].surname for at in children.life[known])
    of_family[children.family[known][::-1]] = told[::-1]
    after_mother = (families.parted == LONG_AGO) & draw.happens("named_after_mother", children.families)
    of_adult, at_birth = _adults_names(draw, adults, of_family, own[minors:], after_mother)
    of_child = of_family[children.family]
    of_child[known] = told
    _name_after_partner(draw, children, adults, families, of_child, of_adult)
    _double(draw, children, adults, of_child, at_birth, texts)
    return np.concatenate([of_child, of_adult]), np.concatenate([of_child, at_birth])


def _adults_names(
    draw: Draw, adults: Adults, of_family: Positions, own: Positions, after_mother: NDArray[np.bool_]
) -> tuple[Positions, Positions]:  # fmt: skip
    family, named = of_family[adults.family], after_mother[adults.family]
    is_mother, is_father = adults.role == Role.MOTHER, adults.role == Role.FATHER
    keeps = draw.happens("mother_keeps_name", len(family))
    now = np.where((is_father & ~named) | (is_mother & (named | ~keeps)), family, own)
    at_birth = np.where((is_father & ~named) | (is_mother & named), family, own)
    return now.astype(np.int32), at_birth.astype(np.int32)


def _name_after_partner(
    draw: Draw, children: Children, adults: Adults, families: Families, of_child: Positions, of_adult: Positions
) -> None:  # fmt: skip
    """Half-brothers and half-sisters of another surname: those a new partner is the father of."""
    of_partner = np.full(children.families, -1, np.int32)
    is_partner = np.flatnonzero(adults.role == Role.STEP_PARENT)
    of_partner[adults.family[is_partner]] = of_adult[is_partner]
    his = born_to_partner(children.born, families, children.family) & (of_partner[children.family] >= 0)
    his &= draw.happens("named_after_partner", len(children.family)) & (children.life == NOBODY)
    of_child[his] = of_partner[children.family[his]]


def _double(
    draw: Draw, children: Children, adults: Adults, of_child: Positions, at_birth: Positions, texts: Texts
) -> None:  # fmt: skip
    """Join the mother's name at birth to the children's in a few families, for all of their children alike."""
    of_mother = np.full(children.families, -1, np.int32)
    is_mother = np.flatnonzero(adults.role == Role.MOTHER)
    of_mother[adults.family[is_mother]] = at_birth[is_mother]
    mothers = of_mother[children.family]
    is_double = draw.happens("double_barrelled", children.families)[children.family] & (children.life == NOBODY)
    chosen = np.flatnonzero(is_double & (mothers >= 0) & (mothers != of_child))
    names = texts.arrow()
    pairs = zip(
        names.take(pa.array(mothers[chosen])).to_pylist(),
        names.take(pa.array(of_child[chosen])).to_pylist(),
        strict=True,
    )
    of_child[chosen] = texts.positions(f"{one}-{two}" for one, two in pairs)


def forenames_of(
    draw: Draw, names: Names, groups: Groups, sexes: NDArray[np.int8], born: Days, children: Children, adults: Adults,
    lives: list[Life], texts: Texts,
) -> Positions:  # fmt: skip
    """The forenames of everybody, children first: no two of a family's children alike, some boys called after their father."""
    generator, minors = draw.generator, len(children.family)
    found = names.forenames(generator, groups, sexes, born)
    of_father = np.full(children.families, -1, np.int32)
    is_father = np.flatnonzero(adults.role == Role.FATHER)
    of_father[adults.family[is_father]] = found[minors + is_father]
    boys = (sexes[:minors] == 0) & (of_father[children.family] >= 0) & (children.life == NOBODY)
    juniors = np.flatnonzero(boys & draw.happens("named_after_father", minors))
    found[juniors] = of_father[children.family[juniors]]
    known = np.flatnonzero(children.life != NOBODY)
    found[known] = texts.positions(lives[at].forename for at in children.life[known])
    for _ in range(_TRIES):
        again = _repeated(children, found[:minors])
        if not len(again):
            break
        found[again] = names.forenames(generator, groups[again], sexes[again], born[again])
    return found


def _repeated(children: Children, forenames: Positions) -> NDArray[np.int64]:
    """The children outside services who bear the name of another child of the family that comes before them."""
    key = children.family.astype(np.int64) * (int(forenames.max(initial=0)) + 1) + forenames
    _, first = np.unique(key, return_index=True)
    is_later = np.ones(len(key), bool)
    is_later[first] = False
    return np.flatnonzero(is_later & (children.life == NOBODY))
