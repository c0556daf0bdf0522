"""Synthetic: the standing need of every family, which drives what all partners see of it."""

from __future__ import annotations

import numpy as np

from sherwood.synthetic.drawing import Draw
from sherwood.synthetic.everyone import NOBODY, Strengths
from sherwood.synthetic.lives import Life
from sherwood.synthetic.peopling.children import Children

_DISABLED = "N2"


def needs_of(draw: Draw, children: Children, lives: list[Life]) -> Strengths:
    """Need of each family, 1 in the middle of families outside services; the two kinds overlap.

    Of known families it grows with how often they were referred; families known for a disability alone are as all others.
    """
    drawn = np.exp(draw.rate("need_spread") * draw.generator.standard_normal(children.families))
    referrals = np.zeros(children.families)
    is_troubled = np.zeros(children.families, bool)
    for at in np.flatnonzero(children.life != NOBODY):
        life, family = lives[children.life[at]], children.family[at]
        referrals[family] = max(referrals[family], len(life.referrals))
        is_troubled[family] |= life.child.need != _DISABLED
    raised = draw.rate("need_known") * (1 + referrals) ** draw.rate("need_by_referrals")
    found: Strengths = np.where(is_troubled, drawn * raised, drawn).astype(np.float32)
    return found
