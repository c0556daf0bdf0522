"""Synthetic: children reported missing to the police, from care as the authority's own record tells it, and from home."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sherwood.synthetic.community.crowd import OF_AGE, Crowd, Spans
from sherwood.synthetic.community.happening import at_ages, draw_of, happenings, one_at_a_time, share, strengths
from sherwood.synthetic.courses import LifeCourses
from sherwood.synthetic.delivering import day_number
from sherwood.synthetic.drawing import Draw
from sherwood.synthetic.everyone import NOBODY, Days, Positions
from sherwood.synthetic.lives import Life
from sherwood.synthetic.people import Child

MINUTES_A_DAY = 24 * 60
_YOUNGEST = 8
_DAYS_A_YEAR = 365.25
_AWAY = "A"
_HOMES = ("K", "H", "R", "S")
_AT_HOME = "P1"


@dataclass(frozen=True)
class Missing:
    """One episode each, by person and time: who, from which minute of the county's time to which, from where, whether only absent."""

    person: Positions
    gone: NDArray[np.int64]
    back: NDArray[np.int64]
    place: NDArray[Any]
    is_absent: NDArray[np.bool_]

    @property
    def day(self) -> Days:
        """The day each was last seen."""
        return (self.gone // MINUTES_A_DAY).astype(np.int32)

    @property
    def back_day(self) -> Days:
        """The day each was found or came back."""
        return (self.back // MINUTES_A_DAY).astype(np.int32)

    def of(self, chosen: NDArray[Any]) -> Missing:
        """The episodes that are marked, or those at these positions."""
        return Missing(*(each[chosen] for each in (self.person, self.gone, self.back, self.place, self.is_absent)))


def missing_episodes(crowd: Crowd, courses: LifeCourses) -> Missing:
    """Every episode the police knew of; of two that overlap the first."""
    draw = draw_of(crowd, courses, "missing")
    parts = [_from_care(draw, crowd), _from_home(draw, crowd)]
    whole = Missing(*(np.concatenate(each) for each in zip(*(vars(part).values() for part in parts), strict=True)))
    whole = whole.of(np.lexsort((whole.gone, whole.person)))
    return whole.of(one_at_a_time(whole.person, whole.gone, whole.back))


def _from_care(draw: Draw, crowd: Crowd) -> Missing:
    """Most of the times a looked-after child was missing, fewer of those it was away without leave."""
    found = list(_away(crowd))
    person, start, end, place, is_away = (
        (np.array(each) for each in zip(*found, strict=True)) if found else (np.zeros(0, int),) * 5
    )
    count = len(person)
    told = share(draw, np.where(is_away.astype(bool), draw.rate("missing_away_told"), draw.rate("missing_care_told")))
    told &= (start >= crowd.first) & (start <= crowd.last)
    gone = (
        start * MINUTES_A_DAY
        + draw.pick("missing_hour", count).astype(int) * 60
        + draw.generator.integers(0, 60, count)
    )
    back = end * MINUTES_A_DAY + draw.generator.integers(0, MINUTES_A_DAY, count)
    back = np.maximum(back, gone + draw.generator.integers(60, 600, count))
    return Missing(
        person.astype(np.int32),
        gone.astype(np.int64),
        back.astype(np.int64),
        place.astype(object),
        is_away.astype(bool),
    ).of(told)


def _away(crowd: Crowd) -> Iterator[tuple[int, int, int, str, bool]]:
    for person, life in _lives(crowd):
        for each in life.child.away:
            start = day_number(each.start_date)
            yield person, start, day_number(each.end_date), _place(life.child, each.start_date), each.kind == _AWAY


def _lives(crowd: Crowd) -> Iterator[tuple[int, Life]]:
    for person in np.flatnonzero(crowd.people.life >= 0):
        life = crowd.everyone.lives[crowd.people.life[person]]
        if life.child.periods:
            yield int(person), life


def _place(child: Child, day: Any) -> str:
    period = child.period_on(day)
    kind = period.placement_on(day).placement_type if period else _AT_HOME
    if kind == _AT_HOME:
        return "home"
    return "childrens_home" if kind.startswith(_HOMES) else "foster"


def _from_home(draw: Draw, crowd: Crowd) -> Missing:
    """Children of eight and older who lived at home when they went."""
    born = crowd.people.born
    start = np.maximum(born + int(_YOUNGEST * _DAYS_A_YEAR), crowd.before_first)
    end = np.minimum(np.minimum(born + int(OF_AGE * _DAYS_A_YEAR), crowd.people.died), crowd.last + 1)
    person, day = happenings(draw, crowd, "missing", strengths(draw, crowd, "missing") * crowd.is_child, start, end)
    happens = share(draw, at_ages(draw, "missing_age", crowd.ages(person, day)))
    happens &= (crowd.homes(person, day) != NOBODY) & (_in_care(crowd).at(person, day) == NOBODY)
    person, day = person[happens], day[happens]
    count = len(day)
    hour = draw.pick("missing_hour", count).astype(int)
    gone = day.astype(np.int64) * MINUTES_A_DAY + hour * 60 + draw.generator.integers(0, 60, count)
    back = gone + draw.days("missing_hours", count).astype(np.int64) * 60 + draw.generator.integers(0, 60, count)
    place = draw.pick("missing_from_home", count)
    return Missing(person, gone, back, place, draw.happens("missing_absent", count))


def _in_care(crowd: Crowd) -> Spans:
    """The periods in care of the lives."""
    spells = [
        (person, day_number(period.start_date), day_number(period.end_date))
        for person, life in _lives(crowd)
        for period in sorted(life.child.periods, key=lambda each: each.start_date)
    ]
    person, start, end = (
        (np.array(each, np.int32) for each in zip(*spells, strict=True)) if spells else (np.zeros(0, np.int32),) * 3
    )
    return Spans(person, start, end)
