"""Cohorts: who belongs to one family on a day, by who lives in one home, handed on with the child the family is known by."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from sherwood.cohorts.asking import ADULT_AT, Person
from sherwood.vocabulary.ages import age_on

# The fact that tells which children are away from home, in the authority's care.
LOOKED_AFTER = "looked_after"


class Spell(NamedTuple):
    """A person's stretch of time in one home."""

    person_key: str
    place: str
    start_date: dt.date
    until_date: dt.date


class Family(NamedTuple):
    """Children and adults of one home on a day; the eldest child, by birth date then key, is the one it is known by."""

    children: tuple[Person, ...]
    adults: tuple[Person, ...]
    place: str = ""

    @property
    def anchor(self) -> str:
        """The key of the child the family is known by."""
        return self.children[0].person_key

    @property
    def members(self) -> tuple[Person, ...]:
        """Everybody, children first."""
        return self.children + self.adults


def families_on(
    day: dt.date, spells: Iterable[Spell], birth_dates: Mapping[str, dt.date], away: Iterable[str] = ()
) -> Iterator[Family]:
    """Yield the families with a child under 18 on the day; a child born on it is one.

    A child in two homes belongs to both families. `away` are children looked after by the authority, who are no members of the family they
    are placed with; nor is anybody whose birth date no feed tells.
    """
    homes: dict[str, set[str]] = defaultdict(set)
    not_at_home = set(away)
    for spell in spells:
        if spell.start_date <= day < spell.until_date and spell.person_key not in not_at_home:
            homes[spell.place].add(spell.person_key)
    for place, keys in sorted(homes.items()):
        people = sorted(
            (Person(key, born) for key in keys if (born := birth_dates.get(key)) is not None and born <= day),
            key=lambda each: (each.birth_date, each.person_key),
        )
        children = tuple(each for each in people if age_on(each.birth_date, day) < ADULT_AT)
        if children:
            yield Family(children, tuple(each for each in people if each not in children), place)
