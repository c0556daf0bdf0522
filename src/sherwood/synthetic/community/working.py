"""Synthetic: adults in work, out of work on a benefit, and at home without either, as spells with dates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sherwood.synthetic.community.crowd import OF_AGE, Crowd, Spans
from sherwood.synthetic.community.happening import draw_of, levels, share
from sherwood.synthetic.courses import LifeCourses
from sherwood.synthetic.drawing import Draw
from sherwood.synthetic.everyone import NEVER, Days, Positions, Role

WORK, OUT, HOME = 0, 1, 2
STATES = np.array(["work", "out_of_work", "at_home"], object)
_LENGTHS = ("in_work", "out_of_work", "at_home")
_PENSION_AGE = 66
_DAYS_A_YEAR = 365.25
_BEFORE = 5 * 365
_LEAST_NEED = 0.05


@dataclass(frozen=True)
class Working:
    """One spell each, sorted by person and start: who, in which state, on which benefit, from when until when (NEVER: still)."""

    person: Positions
    state: NDArray[np.int8]
    benefit: NDArray[Any]
    start: Days
    end: Days

    def spans(self) -> Spans:
        """Answers which spell somebody was in on a day."""
        return Spans(self.person, self.start, self.end)


def working_lives(crowd: Crowd, courses: LifeCourses) -> Working:
    """The working lives of parents and step-parents, from some years before the county's first day to its last."""
    draw = draw_of(crowd, courses, "working")
    people = crowd.people
    adult = np.flatnonzero((people.role > Role.CHILD) & (people.role < Role.GRANDPARENT)).astype(np.int32)
    start = np.maximum(people.born[adult] + int(OF_AGE * _DAYS_A_YEAR) + 1, crowd.first - _BEFORE)
    end = np.minimum(
        np.minimum(people.died[adult], people.born[adult] + int(_PENSION_AGE * _DAYS_A_YEAR)), crowd.last + 1
    )
    lives = start < end
    person, state, since, until = _spells(
        draw, crowd, adult[lives], start[lives].astype(np.int32), end[lives].astype(np.int32)
    )
    order = np.lexsort((since, person))
    person, state, since, until = person[order], state[order], since[order], until[order]
    benefit = _benefits(draw, crowd, person, state, since)
    goes_on = (until > crowd.last) & (until < people.died[person])
    return Working(person, state, benefit, since, np.where(goes_on, NEVER, until).astype(np.int32))


def _spells(
    draw: Draw, crowd: Crowd, adult: Positions, start: Days, end: Days
) -> tuple[Positions, NDArray[np.int8], Days, Days]:  # fmt: skip
    """Spell after spell of everybody at once, until each has reached their last day."""
    hold = _attachment(draw, crowd, adult)
    is_mother = crowd.people.role[adult] == Role.MOTHER
    state = _first_state(draw, hold, is_mother)
    at, day = np.arange(len(adult)), start
    found: list[tuple[NDArray[Any], ...]] = []
    while len(at):
        lasts = np.empty(len(at))
        for each, name in enumerate(_LENGTHS):
            chosen = state == each
            power = draw.rate(f"{name}_attachment")
            lasts[chosen] = draw.days(name, int(chosen.sum())) * np.power(hold[at[chosen]], power)
        until = np.minimum(day + np.maximum(lasts, 1).astype(np.int64), end[at]).astype(np.int32)
        found.append((adult[at], state, day, until))
        goes_on = until < end[at]
        state = _next_state(draw, state[goes_on], is_mother[at[goes_on]])
        at, day = at[goes_on], until[goes_on]
    person, states, since, last = (np.concatenate(each) for each in zip(*found, strict=True))
    return person.astype(np.int32), states.astype(np.int8), since.astype(np.int32), last.astype(np.int32)


def _attachment(draw: Draw, crowd: Crowd, adult: Positions) -> NDArray[np.float64]:
    """How firmly each adult holds to work: weaker with need, shared by the adults of a family, different from one to the next."""
    need = np.maximum(crowd.people.need[adult].astype(np.float64), _LEAST_NEED)
    shared = draw.generator.standard_normal(crowd.families)[crowd.people.family[adult]] * draw.rate("work_family")
    own = draw.generator.standard_normal(len(adult)) * draw.rate("work_own")
    hold = np.power(need, -draw.rate("work_need")) * np.exp(shared + own)
    return hold / max(float(np.median(hold)) if len(hold) else 1.0, _LEAST_NEED)


def _first_state(draw: Draw, hold: NDArray[np.float64], is_mother: NDArray[np.bool_]) -> NDArray[np.int8]:
    out = np.minimum(draw.rate("first_out_of_work") / hold, 0.9)
    home = np.where(is_mother, draw.rate("first_at_home_mothers"), draw.rate("first_at_home_others"))
    drawn = draw.generator.random(len(hold))
    return np.where(drawn < out, OUT, np.where(drawn < out + (1 - out) * home, HOME, WORK)).astype(np.int8)


def _next_state(draw: Draw, state: NDArray[np.int8], is_mother: NDArray[np.bool_]) -> NDArray[np.int8]:
    """From work mostly to a benefit, else home; from a benefit or from home mostly to work."""
    home = np.where(is_mother, draw.rate("next_at_home_mothers"), draw.rate("next_at_home_others"))
    aside = share(draw, np.where(state == HOME, draw.rate("home_to_benefit"), home))
    found = np.where(
        state == WORK, np.where(aside, HOME, OUT), np.where(aside, np.where(state == HOME, OUT, HOME), WORK)
    )
    return found.astype(np.int8)


def _benefits(draw: Draw, crowd: Crowd, person: Positions, state: NDArray[np.int8], start: Days) -> NDArray[Any]:
    """The benefit of each spell: older ones gave way to Universal Credit over the years; the low-paid in work have it too."""
    count = len(person)
    is_older = share(draw, levels(draw, "older_benefits_level").on(np.maximum(start, crowd.first - _BEFORE)))
    out = np.where(is_older, draw.pick("older_benefit", count), draw.pick("universal_credit_out_of_work", count))
    low = np.minimum(crowd.people.need[person] * draw.rate("universal_credit_in_work"), 0.6)
    in_work = np.where(share(draw, low) & ~is_older, "uc_working", "none")
    found: NDArray[Any] = np.where(state == OUT, out, np.where(state == WORK, in_work, "none")).astype(object)
    return found
