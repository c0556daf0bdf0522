"""Synthetic: on which days each child was in need, on a protection plan or looked after, which shapes how school goes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sherwood.synthetic.delivering import day_number
from sherwood.synthetic.everyone import NEVER, NOBODY, Days, Everyone, Positions


@dataclass(frozen=True)
class Spells:
    """Spells of people, from the first day to the day after the last."""

    person: Positions
    start: Days
    end: Days

    def holds_on(self, day: int, people: int) -> NDArray[np.bool_]:
        """For each of so many people whether one of their spells holds on the day."""
        found = np.zeros(people, bool)
        found[self.person[(self.start <= day) & (day < self.end)]] = True
        return found

    def ever(self, people: int) -> NDArray[np.bool_]:
        """For each of so many people whether they have any spell."""
        found = np.zeros(people, bool)
        found[self.person] = True
        return found


@dataclass(frozen=True)
class Standing:
    """Children's standing with children's services; who is looked after is not also in need here."""

    in_need: Spells
    on_plan: Spells
    looked_after: Spells
    is_disabled: NDArray[np.bool_]
    ever_in_need: NDArray[np.bool_]
    ever_looked_after: NDArray[np.bool_]


def standing_of(everyone: Everyone) -> Standing:
    """What the lives of the known children tell."""
    person = np.flatnonzero(everyone.people.life != NOBODY)
    told = [(int(each), everyone.lives[everyone.people.life[each]]) for each in person]
    care = [
        (each, period.start_date, period.end_date)
        for each, life in told
        for period in life.child.periods
        if not period.is_short_break
    ]
    need = [
        (each, referral.referral_date, referral.close_date)
        for each, life in told
        for referral in life.referrals
        if not referral.is_no_further_action
    ]
    plans = [
        (each, plan.start_date, plan.end_date)
        for each, life in told
        for referral in life.referrals
        for plan in referral.protection_plans
    ]
    disabled = np.zeros(len(everyone.people), bool)
    disabled[[each for each, life in told if life.disabilities or life.child.need == "N2"]] = True
    people = len(everyone.people)
    in_need, looked_after = _spells(need), _spells(care)
    return Standing(in_need, _spells(plans), looked_after, disabled, in_need.ever(people), looked_after.ever(people))


def _spells(rows: Iterable[tuple[int, Any, Any]]) -> Spells:
    told = [(each, day_number(start), NEVER if end is None else day_number(end)) for each, start, end in rows]
    columns = np.array(told, np.int32).reshape(-1, 3).T
    return Spells(columns[0], columns[1], columns[2])
