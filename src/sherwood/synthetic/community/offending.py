"""Synthetic: offences of children and of their parents, and what came of them: known to the police, some to youth justice as well."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sherwood.synthetic.community.crowd import OF_AGE, Crowd, Share
from sherwood.synthetic.community.happening import at_ages, draw_of, happenings, share, strengths
from sherwood.synthetic.courses import LifeCourses
from sherwood.synthetic.drawing import Draw
from sherwood.synthetic.everyone import NEVER, NOBODY, Days, Positions, Role

# Section 50 of the Children and Young Persons Act 1933: no child under ten can be guilty of an offence.
_RESPONSIBLE, _OLDEST = 10, 67
_DAYS_A_YEAR = 365.25
NO_ACTION = "nfa"
_LENGTH_OF = {
    "community_resolution": "youth_informal", "outcome_22": "youth_informal", "youth_caution": "youth_out_of_court",
    "conditional_caution": "youth_out_of_court",
}  # fmt: skip


@dataclass(frozen=True)
class Offences:
    """One offence each: who, when, of what kind, what came of it and when (NEVER: nothing will)."""

    person: Positions
    day: Days
    kind: NDArray[Any]
    outcome: NDArray[Any]
    outcome_day: Days

    def __len__(self) -> int:
        return len(self.person)

    def of(self, chosen: NDArray[Any]) -> Offences:
        """The offences that are marked."""
        return Offences(*(each[chosen] for each in (self.person, self.day, self.kind, self.outcome, self.outcome_day)))


def is_in_court(outcome: NDArray[Any]) -> NDArray[np.bool_]:
    """Which outcomes of youth justice are a court's."""
    return ~np.isin(outcome, [NO_ACTION, *_LENGTH_OF])


def child_offences(crowd: Crowd, courses: LifeCourses) -> Offences:
    """Offences of children of 10 to 17, by the codes of youth justice; `outcome` is `nfa` where nothing came of it."""
    draw = draw_of(crowd, courses, "offending")
    strength = _strength(draw, crowd) * crowd.is_child
    person, day = _when(draw, crowd, "youth_offending", strength, _RESPONSIBLE, OF_AGE - 1)
    count = len(person)
    kind, outcome = draw.pick("youth_offence", count), draw.pick("youth_outcome", count)
    after = draw.days("youth_court", count)
    for name in ("youth_informal", "youth_out_of_court"):
        after = np.where(
            np.isin(outcome, [each for each, of in _LENGTH_OF.items() if of == name]), draw.days(name, count), after
        )
    return Offences(person, day, kind, outcome, np.where(outcome == NO_ACTION, NEVER, day + after).astype(np.int32))


def adult_offences(crowd: Crowd, courses: LifeCourses) -> Offences:
    """Offences of parents and step-parents, by the codes of the police; `outcome` too."""
    draw = draw_of(crowd, courses, "offending")
    strength = _strength(draw, crowd) * ~crowd.is_child * (crowd.people.role < Role.GRANDPARENT)
    person, day = _when(draw, crowd, "adult_offending", strength, OF_AGE, _OLDEST)
    count = len(person)
    outcome = draw.pick("adult_outcome", count)
    after = draw.days("adult_outcome", count)
    return Offences(person, day, draw.pick("adult_offence", count), outcome, (day + after).astype(np.int32))


def _strength(draw: Draw, crowd: Crowd) -> Share:
    """Drawn first and alike for children and adults, so that a family's part in it is one."""
    return strengths(draw, crowd, "offending") * np.where(crowd.is_male, draw.rate("offending_males"), 1.0)


def _when(draw: Draw, crowd: Crowd, name: str, strength: Share, youngest: int, oldest: int) -> tuple[Positions, Days]:
    born = crowd.people.born
    start = np.maximum(born + int(youngest * _DAYS_A_YEAR), crowd.before_first)
    end = np.minimum(np.minimum(born + int((oldest + 1) * _DAYS_A_YEAR), crowd.people.died), crowd.last + 1)
    person, day = happenings(draw, crowd, name, strength, start, end)
    age = crowd.ages(person, day)
    happens = (age >= youngest) & (age <= oldest) & share(draw, at_ages(draw, f"{name}_age", age))
    happens &= crowd.homes(person, day) != NOBODY
    return person[happens], day[happens]
