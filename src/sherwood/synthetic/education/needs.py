"""Synthetic: special educational needs, from when a pupil has support or a plan, for what, and where the plan places them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sherwood.synthetic.drawing import Draw
from sherwood.synthetic.education.pupils import Pupils, quantile_shares
from sherwood.synthetic.education.standing import Standing
from sherwood.synthetic.everyone import NEVER, Days

_DAYS_A_YEAR = 365.25
# Plans became more common from this day on (year 2018).
_RISES_FROM = 17532
_YEARS_OF_RISE = 7
_YOUNGEST, _OLDEST = 2.5, 17.0


@dataclass(frozen=True)
class Needs:
    """One row a pupil: support and plan from a day to the day after the last (NEVER for none), the need, and a special school from when."""

    support_from: Days
    support_to: Days
    plan_from: Days
    need: NDArray[np.object_]
    second_need: NDArray[np.object_]
    special_from: Days

    def provision_on(self, day: int) -> NDArray[np.object_]:
        """The census code of each pupil's provision on a day: E, K or N."""
        has_support = (self.support_from <= day) & (day < self.support_to)
        found: NDArray[np.object_] = np.where(self.plan_from <= day, "E", np.where(has_support, "K", "N")).astype(
            object
        )
        return found


def needs_of(draw: Draw, pupils: Pupils, standing: Standing) -> Needs:
    """Needs of all pupils: those of families with more need, of boys, of disabled and looked-after children more often."""
    count = len(pupils)
    noticed = _noticed(draw, pupils)
    noticed_share = draw.rate("needs_noticed_by_school_age")
    shares = [quantile_shares(each, pupils.reception) * noticed_share for each in _scores(draw, pupils, standing)]
    plan_from = _reached(draw, shares[0], "plan", noticed)
    either = _reached(draw, shares[1], "support_or_plan", noticed - 300)
    ends = draw.happens("support_ends", count)
    lasting = either + draw.days("support_lasts", count)
    support_to = np.where(ends, np.minimum(lasting, plan_from), plan_from)
    has_plan = plan_from < NEVER
    special = has_plan & draw.happens("plan_in_special_school", count)
    need = np.where(has_plan, draw.pick("need_with_plan", count), draw.pick("need_with_support", count))
    second = np.where(draw.happens("second_need", count), draw.pick("need_with_plan", count), "")
    return Needs(
        support_from=either, support_to=support_to.astype(np.int32), plan_from=plan_from, need=need,
        second_need=np.where(second == need, "", second), special_from=np.where(special, plan_from, NEVER).astype(np.int32),
    )  # fmt: skip


def _scores(draw: Draw, pupils: Pupils, standing: Standing) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """How likely each pupil is to have a plan, and to have support: what services know of tells less of support."""
    person = pupils.person
    own = (
        draw.rate("needs_by_need") * pupils.log_need
        + draw.rate("needs_of_boys") * pupils.is_boy
        + draw.generator.standard_normal(len(pupils))
    )
    known = (
        draw.rate("needs_of_disabled") * standing.is_disabled[person]
        + draw.rate("needs_of_in_need") * standing.ever_in_need[person]
        + draw.rate("needs_of_looked_after") * standing.ever_looked_after[person]
    )
    return own + known, own + draw.rate("support_by_what_is_known") * known


def _noticed(draw: Draw, pupils: Pupils) -> Days:
    """The day from which a need can be seen, at an age around the middle of primary school."""
    ages = draw.days("need_noticed", len(pupils)) / _DAYS_A_YEAR
    found: Days = (pupils.born + np.clip(ages, _YOUNGEST, _OLDEST) * _DAYS_A_YEAR).astype(np.int32)
    return found


def _reached(draw: Draw, share: NDArray[np.float64], name: str, noticed: Days) -> Days:
    """The day from which a pupil of this rank has it: once noticed, and once so large a share of pupils do; NEVER for the rest."""
    low, high = draw.rate(f"{name}_share"), draw.rate(f"{name}_share_later")
    rises = (share - low) / (high - low) * _YEARS_OF_RISE * _DAYS_A_YEAR
    day = np.where(share <= low, noticed, np.maximum(noticed, _RISES_FROM + rises))
    return np.where(share <= high, day, NEVER).astype(np.int32)
