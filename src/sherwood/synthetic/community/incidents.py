"""Synthetic: police incidents of all kinds in one shape: what happened where and when, and who had which part in it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sherwood.synthetic.community.antisocial import Behaviour
from sherwood.synthetic.community.crowd import Crowd
from sherwood.synthetic.community.domestic import Domestic, PoliceContacts
from sherwood.synthetic.community.happening import at_ages, draw_of, happenings, share, strengths, times
from sherwood.synthetic.community.offending import Offences, is_in_court
from sherwood.synthetic.community.rows import blank, no_day, only
from sherwood.synthetic.courses import LifeCourses
from sherwood.synthetic.drawing import Draw
from sherwood.synthetic.everyone import NEVER, NOBODY, Days, Positions

Codes = NDArray[Any]
_DAYS_A_YEAR = 365.25
_SATURDAY, _DAYS_A_WEEK, _THURSDAY = 5, 7, 3
_RATING_OF_RISK = {"standard": "green", "medium": "amber", "high": "red"}
# The police's class of an offence where youth justice has another word for it.
_CLASS_OF = {"violence": "violence_injury", "motoring": "vehicle", "breach": "other"}
# The police's outcome of what youth justice calls its own; a court's is known to the police as the charge.
_OUTCOME_OF = {
    "nfa": "nfa", "community_resolution": "community_resolution", "outcome_22": "warning", "youth_caution": "youth_caution",
    "conditional_caution": "youth_caution",
}  # fmt: skip


@dataclass(frozen=True)
class Incidents:
    """One incident each; `home` is NOBODY where it was no known home. `parts` say who was involved."""

    day: Days
    time: Codes
    kind: Codes
    is_domestic: NDArray[np.bool_]
    risk: Codes
    antisocial: Codes
    rating: Codes
    home: Positions

    def __len__(self) -> int:
        return len(self.day)


@dataclass(frozen=True)
class Parts:
    """One person's part in one incident: the incident's position, who, in what role, what came of it and when."""

    incident: Positions
    person: Positions
    role: Codes
    outcome: Codes
    outcome_day: Days


Recorded = tuple[Incidents, Parts]


def joined(several: list[Recorded]) -> Recorded:
    """All incidents of several kinds, with their parts pointing at them."""
    before = np.cumsum([0, *(len(incidents) for incidents, _ in several)])
    moved = [(parts.incident + at).astype(np.int32) for (_, parts), at in zip(several, before, strict=False)]
    incidents = [np.concatenate([getattr(each, one.name) for each, _ in several]) for one in fields(Incidents)]
    names = [one.name for one in fields(Parts) if one.name != "incident"]
    parts = [np.concatenate([getattr(each, name) for _, each in several]) for name in names]
    return Incidents(*incidents), Parts(np.concatenate(moved), *parts)


def of_domestic_abuse(crowd: Crowd, draw: Draw, found: Domestic) -> Recorded:
    """Call-outs: who was harmed, who is suspected, and every child of the family who lived there that day."""
    count = len(found.day)
    risk = draw.pick("domestic_risk", count)
    day = _at_weekends(draw, found.day, crowd.last)
    incidents = Incidents(
        day=day, time=times(draw, "domestic_hour", count), kind=draw.pick("domestic_class", count), is_domestic=np.ones(count, bool),
        risk=risk, antisocial=blank(count), rating=np.array([_RATING_OF_RISK[each] for each in risk], object), home=found.home,
    )  # fmt: skip
    owner, child = crowd.children.of(found.family)
    on = day[owner]
    is_there = (crowd.homes(child, on) == found.home[owner]) & crowd.is_minor(child, on) & crowd.is_alive(child, on)
    is_there &= child != found.suspect[owner]
    named = np.flatnonzero(found.suspect != NOBODY)
    outcome = draw.pick("domestic_outcome", len(named))
    after = (day[named] + draw.days("adult_outcome", len(named))).astype(np.int32)
    is_child = crowd.is_minor(found.suspect[named], day[named]) & (outcome == "caution")
    return incidents, _parts(
        (np.arange(count), found.victim, "victim", None),
        (named, found.suspect[named], "suspect", (np.where(is_child, "youth_caution", outcome), after)),
        (owner[is_there], child[is_there], "child_present", None),
    )


def of_children(draw: Draw, found: Offences) -> Recorded:
    """Incidents with a suspect under 18, with the outcome as the police know it."""
    count = len(found)
    outcome = np.array([_OUTCOME_OF.get(each, "charge") for each in found.outcome], object)
    charged = found.day + np.floor((found.outcome_day - found.day) * draw.rate("youth_charged_after"))
    day = np.where(
        is_in_court(found.outcome),
        charged,
        np.where(found.outcome_day >= NEVER, found.day + draw.days("adult_outcome", count), found.outcome_day),
    )
    kind = np.array([_CLASS_OF.get(each, each) for each in found.kind], object)
    parts = _parts((np.arange(count), found.person, "suspect", (outcome, day.astype(np.int32))))
    return _elsewhere(draw, found.day, kind), parts


def of_adults(draw: Draw, found: Offences) -> Recorded:
    """Incidents with a parent as suspect."""
    parts = _parts((np.arange(len(found)), found.person, "suspect", (found.outcome, found.outcome_day)))
    return _elsewhere(draw, found.day, found.kind, rating=""), parts


def of_antisocial_behaviour(crowd: Crowd, draw: Draw, found: Behaviour) -> Recorded:
    """Anti-social behaviour with a name, near the person's home."""
    count = len(found.day)
    kind = np.full(count, "antisocial", object)
    incidents = _elsewhere(draw, found.day, kind, antisocial=found.kind, home=crowd.homes(found.person, found.day))
    outcome = np.full(count, "warning", object)
    return incidents, _parts((np.arange(count), found.person, "suspect", (outcome, found.day)))


def of_harm(crowd: Crowd, courses: LifeCourses, draw: Draw) -> Recorded:
    """Incidents outside domestic abuse with a child as victim, of some of which the mother is a witness."""
    own = draw_of(crowd, courses, "harmed")
    born = crowd.people.born
    start, end = (
        np.maximum(born, crowd.before_first),
        np.minimum(np.minimum(born + int(18 * _DAYS_A_YEAR), crowd.people.died), crowd.last + 1),
    )
    person, day = happenings(own, crowd, "harmed", strengths(own, crowd, "harmed") * crowd.is_child, start, end)
    happens = share(own, at_ages(own, "harmed_age", crowd.ages(person, day))) & (crowd.homes(person, day) != NOBODY)
    person, day = person[happens], day[happens]
    count = len(day)
    home = np.where(draw.happens("harmed_at_home", count), crowd.homes(person, day), NOBODY).astype(np.int32)
    incidents = _elsewhere(draw, day, draw.pick("harmed_class", count), home=home)
    mother = crowd.mothers.one_of(crowd.people.family[person])
    saw = np.flatnonzero(draw.happens("witness_share", count) & (mother != NOBODY))
    saw = saw[crowd.is_alive(mother[saw], day[saw])]
    return incidents, _parts((np.arange(count), person, "victim", None), (saw, mother[saw], "witness", None))


def of_concern(crowd: Crowd, draw: Draw, found: PoliceContacts) -> Recorded:
    """Concern for a child of whom the police then wrote to children's services."""
    chosen = ~found.is_domestic & (crowd.homes(found.person, found.day) != NOBODY)
    person, day = found.person[chosen], found.day[chosen]
    count = len(day)
    kind, home = np.full(count, "concern", object), crowd.homes(person, day)
    incidents = _elsewhere(draw, day, kind, home=home, rating="concern_rating")
    return incidents, _parts((np.arange(count), person, "child_present", None))


def _elsewhere(
    draw: Draw, day: Days, kind: Codes, *, antisocial: Codes | None = None, home: Positions | None = None, rating: str = "police_rating"
) -> Incidents:  # fmt: skip
    """Incidents that are no domestic abuse, rated by the choice named (none: no notification is sent)."""
    count = len(day)
    rated = draw.pick(rating, count) if rating else blank(count)
    return Incidents(
        day=day.astype(np.int32), time=times(draw, "police_hour", count), kind=kind, is_domestic=np.zeros(count, bool), risk=blank(count),
        antisocial=blank(count) if antisocial is None else antisocial,
        rating=only(rated != "", rated),
        home=np.full(count, NOBODY, np.int32) if home is None else home,
    )  # fmt: skip


def _parts(*several: tuple[NDArray[Any], Positions, str, tuple[Codes, Days] | None]) -> Parts:
    """Parts of one role after another; only a suspect's has an outcome."""
    count = [len(person) for _, person, _, _ in several]
    return Parts(
        incident=np.concatenate([incident for incident, *_ in several]).astype(np.int32),
        person=np.concatenate([person for _, person, *_ in several]).astype(np.int32),
        role=np.repeat(np.array([role for _, _, role, _ in several], object), count),
        outcome=np.concatenate(
            [blank(n) if told is None else told[0] for n, (*_, told) in zip(count, several, strict=True)]
        ),
        outcome_day=np.concatenate(
            [no_day(n) if told is None else told[1] for n, (*_, told) in zip(count, several, strict=True)]
        ),
    )


def _at_weekends(draw: Draw, day: Days, last: int) -> Days:
    """Some incidents of Monday to Thursday moved to the weekend after: 1 January 1970 was a Thursday."""
    weekday = (day + _THURSDAY) % _DAYS_A_WEEK
    moves = draw.happens("domestic_weekend", len(day)) & (weekday <= _THURSDAY)
    later = day + _SATURDAY - weekday + draw.generator.integers(0, 2, len(day))
    found: Days = np.where(moves & (later <= last), later, day).astype(np.int32)
    return found
