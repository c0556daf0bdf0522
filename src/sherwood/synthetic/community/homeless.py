"""Synthetic: families who lost or might have lost their home, what the district decided, and where they stayed meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sherwood.synthetic.community.crowd import Crowd
from sherwood.synthetic.community.domestic import domestic_incidents
from sherwood.synthetic.community.happening import draw_of, family_strengths, happenings, levels, share
from sherwood.synthetic.courses import LifeCourses
from sherwood.synthetic.drawing import Draw
from sherwood.synthetic.everyone import NEVER, NOBODY, Days, Positions

_A_YEAR = 365
_HOUSED = ("relief", "main_duty")


@dataclass(frozen=True)
class Applications:
    """One application each: by whom, from which home, with how many children, when, why, what was decided when, how and when it ended."""

    person: Positions
    home: Positions
    children: NDArray[np.int32]
    applied: Days
    reason: NDArray[Any]
    decision: NDArray[Any]
    decided: Days
    ended: Days
    ending: NDArray[Any]


@dataclass(frozen=True)
class Stays:
    """One stay in temporary accommodation each: of which application, in what, near which postcode, from when until when."""

    application: Positions
    kind: NDArray[Any]
    postcode: Positions
    start: Days
    end: Days


def applications_of(crowd: Crowd, courses: LifeCourses) -> Applications:
    """Applications of families with children: before some moves, and of others who kept or lost a home."""
    draw = draw_of(crowd, courses, "homeless")
    family, day = _when(draw, crowd)
    person = crowd.heads[family]
    home = np.where(person == NOBODY, NOBODY, crowd.homes(person, day)).astype(np.int32)
    there = (home != NOBODY) & crowd.is_alive(person, day)
    _, first = np.unique(family.astype(np.int64) * 10_000 + day // 180, return_index=True)
    kept = np.intersect1d(np.flatnonzero(there), first)
    kept = kept[np.argsort(day[kept], kind="stable")]
    family, day, count = family[kept], day[kept], len(kept)
    decided = day + draw.days("homeless_decided_after", count)
    decision = draw.pick("homeless_decision", count)
    duty = np.isin(decision, ("prevention", *_HOUSED))
    ended = np.where(duty, decided + draw.days("homeless_duty", count), NEVER)
    return Applications(
        person[kept], home[kept], _children(crowd, family, day, home[kept]), day, _reasons(draw, crowd, courses, family, day), decision,
        decided.astype(np.int32), ended.astype(np.int32), draw.pick("homeless_end", count),
    )  # fmt: skip


def _when(draw: Draw, crowd: Crowd) -> tuple[Positions, Days]:
    strength = family_strengths(draw, crowd, "homeless")
    start, end = np.maximum(crowd.first_birth, crowd.before_first), np.minimum(crowd.last_of_age, crowd.last + 1)
    family, day = happenings(draw, crowd, "homeless", strength, start, end)
    living = crowd.everyone.living
    moves = living.is_main & (crowd.heads[crowd.people.family[living.person]] == living.person)
    moves &= (living.end > crowd.first) & (living.end <= crowd.last)
    mover, left = crowd.people.family[living.person[moves]], living.end[moves]
    level = levels(draw, "homeless_level").on(left)
    lost = share(draw, np.minimum(strength[mover] * draw.rate("homeless_at_move") * level, 0.6))
    before = left[lost] - draw.days("homeless_before_move", int(lost.sum()))
    family, day = np.concatenate([family, mover[lost]]), np.concatenate([day, before]).astype(np.int32)
    fits = (day >= start[family]) & (day < end[family]) & (day >= crowd.first)
    return family[fits], day[fits]


def _children(crowd: Crowd, family: Positions, day: Days, home: Positions) -> NDArray[np.int32]:
    """Children under 18 who lived with the applicant."""
    owner, child = crowd.children.of(family)
    on = day[owner]
    there = crowd.is_minor(child, on) & crowd.is_alive(child, on) & (crowd.homes(child, on) == home[owner])
    return np.bincount(owner[there], minlength=len(family)).astype(np.int32)


def _reasons(draw: Draw, crowd: Crowd, courses: LifeCourses, family: Positions, day: Days) -> NDArray[Any]:
    """Domestic abuse is named by many whom the police were called to in the year before, by few others."""
    found = domestic_incidents(crowd, courses)
    calls = np.sort(found.family.astype(np.int64) << 32 | found.day)
    since = np.searchsorted(calls, family.astype(np.int64) << 32 | np.maximum(day - _A_YEAR, 0))
    until = np.searchsorted(calls, family.astype(np.int64) << 32 | day, side="right")
    named = share(
        draw, np.where(until > since, draw.rate("homeless_abuse_after_call"), draw.rate("homeless_abuse_otherwise"))
    )
    return np.where(named, "domestic_abuse", draw.pick("homeless_reason", len(day))).astype(object)


def stays_of(crowd: Crowd, courses: LifeCourses, found: Applications) -> Stays:
    """Stays of those to whom relief or the main duty was owed: one, or a second right after the first."""
    draw = draw_of(crowd, courses, "temporary")
    placed = np.flatnonzero(np.isin(found.decision, _HOUSED) & draw.happens("temporary_share", len(found.person)))
    first = _stay(draw, crowd, placed, found.decided[placed], "temporary_first")
    again = draw.happens("temporary_again", len(placed))
    second = _stay(draw, crowd, placed[again], first.end[again], "temporary_next")
    whole = Stays(*(np.concatenate(each) for each in zip(vars(first).values(), vars(second).values(), strict=True)))
    kept = whole.start <= crowd.last
    return Stays(*(each[kept] for each in vars(whole).values()))


def _stay(draw: Draw, crowd: Crowd, application: NDArray[Any], start: Days, kinds: str) -> Stays:
    count = len(application)
    postcode = draw.generator.integers(0, len(crowd.everyone.postcodes), count).astype(np.int32)
    end = (start + draw.days(kinds, count)).astype(np.int32)
    return Stays(application.astype(np.int32), draw.pick(kinds, count), postcode, start.astype(np.int32), end)
