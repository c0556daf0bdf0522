"""Synthetic: the ethnic group and first language of everybody, alike within families but for couples of two origins."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from sherwood.synthetic.drawing import Draw
from sherwood.synthetic.everyone import Role
from sherwood.synthetic.lives import Life
from sherwood.synthetic.peopling.children import Children
from sherwood.synthetic.peopling.parents import Adults
from sherwood.synthetic.peopling.texts import Texts

Codes = NDArray[np.int16]


def ethnicities_of(draw: Draw, children: Children, adults: Adults, lives: list[Life], texts: Texts) -> Codes:
    """Of every child and then every adult: one origin a family, as the lives tell it for the known.

    The parents of children of a mixed group are mostly of its two groups; of other children's a few fathers and partners are of another.
    """
    drawn = _codes(texts, draw.pick("background_ethnicity", children.families))
    of_child = drawn[children.family]
    known = np.flatnonzero(children.life >= 0)
    of_child[known] = _codes(texts, [lives[at].child.ethnicity for at in children.life[known]])
    drawn[children.family[known][::-1]] = of_child[known][::-1]
    other = _codes(texts, draw.pick("background_ethnicity", len(adults.family)))
    may_differ = np.isin(adults.role, [Role.FATHER, Role.STEP_PARENT])
    differs = draw.happens("mixed_couples", len(other)) & may_differ
    of_adult = np.where(differs, other, drawn[adults.family])
    return np.concatenate([of_child, _of_mixed(draw, adults, drawn[adults.family], of_adult, texts)])


def _of_mixed(draw: Draw, adults: Adults, of_family: Codes, of_adult: Codes, texts: Texts) -> Codes:
    count = len(of_family)
    found = of_adult.copy()
    by_family = draw.generator.random(int(adults.family.max(initial=0)) + 1) < draw.rate("mixed_by_the_mother")
    is_parent = np.isin(adults.role, [Role.MOTHER, Role.FATHER]) & draw.happens("mixed_of_both", count)
    for group, (one, two) in draw.courses.origins.parents.items():
        here = np.flatnonzero((of_family == texts.position(group)) & is_parent)
        turned = by_family[adults.family[here]] != (adults.role[here] == Role.MOTHER)
        found[here] = np.where(turned, texts.position(one), texts.position(two))
    return found


def languages_of(families: NDArray[np.int32], own: Codes, groups: Codes, children: int, english: int) -> Codes:
    """The first language of each: the children of a family speak one, and adults of their origin speak it unless it is English.

    `own` is what each alone would speak, `children` how many of the people are children, who come first.
    """
    count = int(families.max(initial=-1)) + 1
    of_family, group_of = np.full(count, english, np.int16), np.full(count, -1, np.int16)
    of_family[families[:children][::-1]] = own[:children][::-1]
    group_of[families[:children][::-1]] = groups[:children][::-1]
    told = of_family[families]
    is_child = np.arange(len(families)) < children
    alike = (group_of[families] == groups) & (told != english)
    found: Codes = np.where(is_child | alike, told, own)
    return found


def _codes(texts: Texts, codes: Iterable[str]) -> Codes:
    return texts.positions(codes).astype(np.int16)
