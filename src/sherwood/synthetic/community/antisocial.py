"""Synthetic: anti-social behaviour the police recorded with a name, and the measures taken against it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sherwood.synthetic.community.crowd import Crowd
from sherwood.synthetic.community.happening import at_ages, draw_of, happenings, share, strengths
from sherwood.synthetic.courses import LifeCourses
from sherwood.synthetic.drawing import Draw
from sherwood.synthetic.everyone import NEVER, NOBODY, Days, Positions, Role

_RESPONSIBLE, _OF_AGE, _OLDEST = 10, 18, 67
_DAYS_A_YEAR = 365.25
_WITHOUT_TERM = ("warning_letter", "protection_warning", "protection_notice")
_FOR_ADULTS = ("parenting_contract",)


@dataclass(frozen=True)
class Behaviour:
    """One incident each: who, when, of what class."""

    person: Positions
    day: Days
    kind: NDArray[Any]


@dataclass(frozen=True)
class Measures:
    """One measure each: against whom, of what kind, given when, until when and first breached when (NEVER: without term, never)."""

    person: Positions
    kind: NDArray[Any]
    given: Days
    end: Days
    breached: Days


def antisocial_behaviour(crowd: Crowd, courses: LifeCourses) -> Behaviour:
    """Incidents of children from 10 on and of parents."""
    draw = draw_of(crowd, courses, "antisocial")
    strength = strengths(draw, crowd, "antisocial") * (crowd.people.role < Role.GRANDPARENT)
    born = crowd.people.born
    start = np.maximum(born + int(_RESPONSIBLE * _DAYS_A_YEAR), crowd.before_first)
    end = np.minimum(np.minimum(born + _OLDEST * 365, crowd.people.died), crowd.last + 1)
    person, day = happenings(draw, crowd, "antisocial", strength, start, end)
    age = crowd.ages(person, day)
    happens = (
        (age >= _RESPONSIBLE) & share(draw, at_ages(draw, "antisocial_age", age)) & (crowd.homes(person, day) != NOBODY)
    )
    return Behaviour(person[happens], day[happens], draw.pick("antisocial_class", int(happens.sum())))


def antisocial_measures(crowd: Crowd, courses: LifeCourses, behaviour: Behaviour) -> Measures:
    """What followed some incidents some weeks later: mostly letters and contracts, seldom a court's order."""
    draw = draw_of(crowd, courses, "antisocial_measures")
    chosen = draw.happens("antisocial_followed", len(behaviour.person))
    person = behaviour.person[chosen]
    given = (behaviour.day[chosen] + draw.days("antisocial_measure_after", len(person))).astype(np.int32)
    alive = crowd.is_alive(person, given) & (given <= crowd.last)
    return _measures(draw, crowd, person[alive], given[alive])


def _measures(draw: Draw, crowd: Crowd, person: Positions, given: Days) -> Measures:
    count = len(person)
    kind = draw.pick("antisocial_measure", count)
    is_for_adults = np.isin(kind, _FOR_ADULTS) & (crowd.ages(person, given) < _OF_AGE)
    kind = np.where(is_for_adults, "acceptable_behaviour", kind)
    lasts = draw.days("antisocial_measure", count)
    end = np.where(np.isin(kind, _WITHOUT_TERM), NEVER, given + lasts)
    is_breached = draw.happens("antisocial_breached", count) & (end < NEVER)
    breached = np.where(is_breached, given + np.floor(lasts * draw.generator.random(count)), NEVER)
    return Measures(person, kind, given, end.astype(np.int32), breached.astype(np.int32))
