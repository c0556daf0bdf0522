"""Synthetic: incidents of domestic abuse the police were called to, of which every partner of the same family knows its part."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sherwood.synthetic.community.crowd import Crowd
from sherwood.synthetic.community.happening import draw_of, family_strengths, happenings, levels_of_pandemic
from sherwood.synthetic.courses import LifeCourses
from sherwood.synthetic.drawing import Draw
from sherwood.synthetic.everyone import NOBODY, Days, Positions

_POLICE = "6"
_OLD_ENOUGH = 12
_DAYS_BEFORE = 4


@dataclass(frozen=True)
class Domestic:
    """One incident each: the family, the day, where, who was harmed and who is suspected (NOBODY: no member of the family)."""

    family: Positions
    day: Days
    home: Positions
    victim: Positions
    suspect: Positions

    def of(self, chosen: NDArray[Any]) -> Domestic:
        """The incidents that are marked."""
        return Domestic(*(each[chosen] for each in (self.family, self.day, self.home, self.victim, self.suspect)))


@dataclass(frozen=True)
class PoliceContacts:
    """What the police wrote to children's services about, one each family and day: about whom, and whether of domestic abuse."""

    person: Positions
    day: Days
    is_domestic: NDArray[np.bool_]


def police_contacts(crowd: Crowd, courses: LifeCourses) -> PoliceContacts:
    """The contacts of the lives whose source is the police, each with the day of what they wrote about."""
    draw = draw_of(crowd, courses, "police_contacts")
    person, day, source = crowd.contacts
    person, day = person[source == _POLICE], day[source == _POLICE]
    _, first = np.unique(crowd.people.family[person].astype(np.int64) << 32 | day, return_index=True)
    person, day = person[first], day[first]
    day = np.maximum(day - draw.generator.integers(0, _DAYS_BEFORE, len(day)), crowd.people.born[person]).astype(
        np.int32
    )
    in_years = (day >= crowd.first) & (day <= crowd.last)
    person, day = person[in_years], day[in_years]
    return PoliceContacts(person, day, draw.happens("domestic_contacts", len(day)))


def domestic_incidents(crowd: Crowd, courses: LifeCourses) -> Domestic:
    """Every call-out to a family with children at home: those that led to a contact, and the many more that led to none.

    In the pandemic the police were called out as much more or less as they wrote in this county.
    """
    draw = draw_of(crowd, courses, "domestic")
    start, end = np.maximum(crowd.first_birth, crowd.before_first), np.minimum(crowd.last_of_age, crowd.last + 1)
    strength, by = family_strengths(draw, crowd, "domestic"), levels_of_pandemic(crowd.everyone.pandemic, _POLICE)
    family, day = happenings(draw, crowd, "domestic", strength, start, end, by)
    told = police_contacts(crowd, courses)
    family = np.concatenate([family, crowd.people.family[told.person[told.is_domestic]]])
    day = np.concatenate([day, told.day[told.is_domestic]])
    victim, suspect = _who(draw, crowd, family, day)
    home = np.where(victim == NOBODY, NOBODY, crowd.homes(victim, day)).astype(np.int32)
    return Domestic(family, day, home, victim, suspect).of((home != NOBODY) & crowd.is_alive(victim, day))


def _who(draw: Draw, crowd: Crowd, family: Positions, day: Days) -> tuple[Positions, Positions]:
    """Mostly the mother is harmed and her partner or former partner suspected; sometimes the other way, seldom a child of her own."""
    mother, father = crowd.mothers.one_of(family), crowd.fathers.one_of(family)
    is_turned = (draw.happens("domestic_turned", len(family)) & (father != NOBODY)) | (mother == NOBODY)
    victim, suspect = np.where(is_turned, father, mother), np.where(is_turned, mother, father)
    child = _child_of(crowd, family, day)
    suspect = np.where(draw.happens("domestic_by_child", len(family)) & (child != NOBODY), child, suspect)
    is_there = (suspect != NOBODY) & crowd.is_alive(suspect, day)
    suspect = np.where(is_there & ~draw.happens("domestic_by_other", len(family)), suspect, NOBODY)
    return victim.astype(np.int32), suspect.astype(np.int32)


def _child_of(crowd: Crowd, family: Positions, day: Days) -> Positions:
    """A child of the family old enough to be suspected; NOBODY where there is none."""
    found = np.full(len(family), NOBODY, np.int32)
    owner, child = crowd.children.of(family)
    fits = (
        (crowd.ages(child, day[owner]) >= _OLD_ENOUGH)
        & crowd.is_minor(child, day[owner])
        & crowd.is_alive(child, day[owner])
    )
    found[owner[fits]] = child[fits]
    return found
