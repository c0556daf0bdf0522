"""Cohorts: a family as it was attached and the day a result is claimed of it, handed to the rules of progress and of work."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from sherwood.cohorts.asking import ADULT_AT, Person, PersonFact
from sherwood.vocabulary.ages import age_on

CONDITIONS = ("whole-family assessment", "family plan", "lead worker")

Facts = Mapping[str, Sequence[PersonFact]]


class Found(NamedTuple):
    """A problem that an assessment found at entry or since: its heading, the indicator that is true, and of whom."""

    heading: str
    indicator: str
    person: str


@dataclass(frozen=True)
class Claim:
    """A family on the day it was attached, its members frozen then, and the day a result is claimed.

    `headings` are the problems found at entry and since, `at_entry` those of entry, `found` of whom each was; `outcomes` the days since
    which people say that the outcome of a problem was reached; `conditions` the days on which each way of working
    was in place; `claimed` the keys of people of whom a result was claimed before, and `first_phase` those of the first phase. `silent`
    are feeds that do not speak up to the claim, as `silent_feeds` finds them; `lost` the keys of members, and of others of whom a problem
    was found, whom no feed tells of any more. `address` is the key of the home where the family lived when it was attached, and
    `is_address_claimed` tells that a result of another family was claimed there, and nobody has noted why this is another.
    """

    members: tuple[Person, ...]
    attached: dt.date
    claimed_on: dt.date
    headings: frozenset[str]
    conditions: Mapping[str, dt.date]
    found: frozenset[Found] = frozenset()
    at_entry: frozenset[str] = frozenset()
    outcomes: Mapping[str, dt.date] = field(default_factory=dict)
    claimed: Collection[str] = ()
    first_phase: Collection[str] = ()
    silent: Collection[str] = ()
    lost: Collection[str] = ()
    address: str = ""
    is_address_claimed: bool = False

    def of(self, who: str) -> tuple[Person, ...]:
        """Members who were children, or adults, on the day the family was attached; everybody for anyone."""
        is_child = {each: age_on(each.birth_date, self.attached) < ADULT_AT for each in self.members}
        return tuple(each for each in self.members if who == "anyone" or is_child[each] == (who == "child"))
