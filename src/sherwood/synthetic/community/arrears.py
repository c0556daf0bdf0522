"""Synthetic: rent owed month by month, and the steps a landlord takes against it and against anti-social behaviour."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sherwood.synthetic.community.antisocial import antisocial_behaviour
from sherwood.synthetic.community.crowd import Crowd, Share
from sherwood.synthetic.community.happening import draw_of, levels, of_generation, share
from sherwood.synthetic.community.tenancies import Tenancies
from sherwood.synthetic.community.working import OUT, Working, working_lives
from sherwood.synthetic.courses import LifeCourses
from sherwood.synthetic.delivering import date_of, day_number
from sherwood.synthetic.drawing import Draw
from sherwood.synthetic.everyone import NOBODY, Days, Positions
from sherwood.vocabulary.periods import periods_between

Weeks = NDArray[np.float32]
_A_QUARTER = 3
# What is owed on the first day has grown before it.
_MONTHS_BEFORE, _A_MONTH = 24, 30
_MOST_MISSED = 0.7
# The weeks owed at which each step is usual, and the step.
_AT_WEEKS = ((2.0, "arrears_letter"), (4.0, "seeking_possession"), (8.0, "possession_claim"))
_THEN = (("possession_claim", "possession_order"), ("possession_order", "warrant"))
_NOTICE_DAYS = {"seeking_possession": 28, "possession_order": 42, "warrant": 14}


@dataclass(frozen=True)
class Owed:
    """Weeks of rent owed by each tenancy (rows) at each month's end (columns); not a number where there was no tenancy."""

    weeks: Weeks
    months: Days


@dataclass(frozen=True)
class Steps:
    """One step each: against which tenancy, what, why and when."""

    tenancy: Positions
    step: NDArray[Any]
    ground: NDArray[Any]
    day: Days

    def possession(self) -> Days:
        """The day possession is to be given up, NOBODY's day (never) where the step asks for none."""
        days = np.array([_NOTICE_DAYS.get(each, NOBODY) for each in self.step], np.int32)
        found: Days = np.where(days == NOBODY, 1_000_000, self.day + days).astype(np.int32)
        return found


def rent_owed(crowd: Crowd, courses: LifeCourses, held: Tenancies) -> Owed:
    """Payments are missed by chance, the more so with need and out of work, and made good little by little."""
    draw = draw_of(crowd, courses, "arrears")
    months = month_ends(crowd)
    before = crowd.first - _A_MONTH * np.arange(_MONTHS_BEFORE, 0, -1)
    pull = np.power(np.maximum(crowd.family_need, 0.05), draw.rate("arrears_need"))
    prone = of_generation(pull, crowd.first_birth)[held.family]
    prone = prone * np.exp(draw.rate("arrears_spread") * draw.generator.standard_normal(len(held)))
    walk = _Walk(draw, held, prone * draw.rate("payment_missed"), working_lives(crowd, courses))
    for month in before.tolist():
        walk.to(month)
    weeks = np.stack([walk.to(month) for month in months.tolist()], axis=1)
    return Owed(weeks.astype(np.float32), months)


class _Walk:
    """Walks all tenancies from month to month."""

    def __init__(self, draw: Draw, held: Tenancies, missed: Share, lives: Working) -> None:
        self._draw, self._held, self._missed = draw, held, missed
        self._spells, self._state = lives.spans(), lives.state
        self._weeks, self._factor = np.zeros(len(held)), np.ones(len(held))
        self._walked = 0

    def to(self, month: int) -> Share:
        """The weeks each tenancy owes at a month's end; not a number for one that does not stand."""
        day = np.full(len(self._held), month, np.int32)
        if self._walked % _A_QUARTER == 0:
            spell = self._spells.at(self._held.tenant, day)
            is_out = (spell != NOBODY) & (self._state[spell] == OUT)
            self._factor = np.where(is_out, self._draw.rate("payment_missed_out_of_work"), 1.0)
        self._walked += 1
        by = levels(self._draw, "arrears_level")
        level = by.on(day[:1]) * by.most
        missed = np.minimum(self._missed * self._factor * level, _MOST_MISSED)
        holds = (self._held.start <= month) & (month < self._held.end)
        self._weeks = np.where(holds, _month_later(self._draw, self._weeks, missed), 0.0)
        return np.where(holds, self._weeks, np.nan)


def _month_later(draw: Draw, weeks: NDArray[np.float64], missed: NDArray[np.float64]) -> NDArray[np.float64]:
    """The weeks owed a month later: some payments are missed, others bring down what is owed."""
    count = len(weeks)
    more = np.minimum(draw.generator.gamma(1.3, 1.4, count), 4.4)
    paid = (
        draw.rate("arrears_paid_weeks") * draw.generator.exponential(1.0, count)
        + draw.rate("arrears_paid_share") * weeks
    )
    return np.where(share(draw, missed), weeks + more, np.maximum(weeks - paid, 0.0))


def month_ends(crowd: Crowd) -> Days:
    """The last day of every month of the county's years that is over."""
    months = periods_between(date_of(crowd.first), date_of(crowd.last), "month")
    ends = [day_number(month.last_day) for month in months]
    return np.array([day for day in ends if day <= crowd.last], np.int32)


def landlord_steps(crowd: Crowd, courses: LifeCourses, held: Tenancies, owed: Owed) -> Steps:
    """Letters, notices, claims, orders and warrants for arrears, and warnings and notices for anti-social behaviour."""
    draw = draw_of(crowd, courses, "landlord_steps")
    parts = [_reached(draw, owed, limit, step) for limit, step in _AT_WEEKS]
    for before, step in _THEN:
        parts.append(
            _followed(draw, next(part for part in parts if len(part.step) == 0 or part.step[0] == before), step)
        )
    parts += _against_behaviour(draw, crowd, courses, held)
    whole = Steps(*(np.concatenate(each) for each in zip(*(vars(part).values() for part in parts), strict=True)))
    chosen = (whole.day <= crowd.last) & (whole.day < held.end[whole.tenancy])
    chosen &= ~np.isin(whole.step, ("possession_claim", "possession_order", "warrant")) | share(
        draw, levels(draw, "possession_level").on(whole.day)
    )
    key = whole.tenancy.astype(np.int64) << 32 | whole.day
    _, first = np.unique(np.char.add(key.astype(str), whole.step.astype(str)), return_index=True)
    kept = np.intersect1d(np.flatnonzero(chosen), first)
    kept = kept[np.lexsort((whole.day[kept], whole.tenancy[kept]))]
    return Steps(whole.tenancy[kept], whole.step[kept], whole.ground[kept], whole.day[kept])


def _reached(draw: Draw, owed: Owed, limit: float, step: str) -> Steps:
    """A step some days after the arrears first reached so many weeks, each time they did."""
    before = np.nan_to_num(owed.weeks[:, :-1])
    tenancy, month = np.nonzero((before < limit) & (owed.weeks[:, 1:] >= limit))
    taken = draw.happens(f"{step}_taken", len(tenancy))
    tenancy, day = tenancy[taken], owed.months[month[taken] + 1]
    return _steps(tenancy, step, "arrears", day + draw.days("landlord_step_after", len(day)))


def _followed(draw: Draw, before: Steps, step: str) -> Steps:
    follows = draw.happens(f"{step}_taken", len(before.day))
    return _steps(
        before.tenancy[follows],
        step,
        "arrears",
        before.day[follows] + draw.days("court_step_after", int(follows.sum())),
    )


def _against_behaviour(draw: Draw, crowd: Crowd, courses: LifeCourses, held: Tenancies) -> list[Steps]:
    """Some incidents of a member bring a warning, a few a notice."""
    behaviour = antisocial_behaviour(crowd, courses)
    tenancy = held.spans().at(crowd.people.family[behaviour.person], behaviour.day)
    parts = []
    for step in ("antisocial_warning", "seeking_possession"):
        taken = draw.happens(f"{step}_for_behaviour", len(tenancy)) & (tenancy != NOBODY)
        day = behaviour.day[taken] + draw.days("landlord_step_after", int(taken.sum()))
        parts.append(_steps(tenancy[taken], step, "antisocial", day))
    return parts


def _steps(tenancy: NDArray[Any], step: str, ground: str, day: NDArray[Any]) -> Steps:
    count = len(tenancy)
    return Steps(
        tenancy.astype(np.int32), np.full(count, step, object), np.full(count, ground, object), day.astype(np.int32)
    )
