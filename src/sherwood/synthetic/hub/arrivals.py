"""Synthetic: the contacts of a family as the hub receives them, to the minute, rated and with the work they will take."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from sherwood.synthetic.delivering import day_number
from sherwood.synthetic.drawing import Draw
from sherwood.synthetic.everyone import Everyone
from sherwood.synthetic.lives import ContactRecord

MINUTES_A_DAY = 1440
_POLICE, _SCHOOLS = "6", ("2A", "2B")
_OPENS, _CLOSES = 9 * 60, 17 * 60
_DECISIONS = {
    "referral": "referral",
    "section_47": "strategy",
    "existing_case": "open_case",
    "early_help": "early_help",
    "advice": "advice",
}
_REFERRED = frozenset({"referral", "strategy"})


@dataclass(frozen=True)
class Arrival:
    """A contact about one or more children of a family. `minute` counts from 1 January 1970, as the clock on the wall tells it."""

    day: int
    minute: int
    persons: tuple[int, ...]
    source: str
    decision: str
    rating: str
    need: str
    partners: tuple[str, ...]
    work: int

    @property
    def is_out_of_hours(self) -> bool:
        """Whether it came outside the hub's hours of a day; the caller knows the days on which it is closed."""
        return not _OPENS <= self.minute % MINUTES_A_DAY < _CLOSES


@dataclass
class _Family:
    """The children of one contact, gathered before it is drawn."""

    record: ContactRecord
    persons: list[int] = field(default_factory=list)


def arrivals(everyone: Everyone, draw: Draw) -> list[Arrival]:
    """Every contact of the lives in the county's years, in the order in which they came."""
    families = [each for each in _families(everyone) if _in_years(everyone, each.record.contact_date)]
    return sorted(_drawn(draw, families), key=lambda each: (each.minute, each.persons))


def _in_years(everyone: Everyone, day: dt.date) -> bool:
    return everyone.first_day <= day_number(day) <= everyone.last_day


def _families(everyone: Everyone) -> Iterator[_Family]:
    """One contact for the children of a family about whom the same sender wrote on the same day."""
    people = everyone.people
    found: dict[tuple[int, ContactRecord], _Family] = {}
    for person in np.flatnonzero(people.life >= 0):
        for record in everyone.lives[people.life[person]].true_contacts:
            found.setdefault((int(people.family[person]), record), _Family(record)).persons.append(int(person))
    yield from found.values()


def _drawn(draw: Draw, families: list[_Family]) -> Iterator[Arrival]:
    """Draw minutes, ratings, needs and work for all at once."""
    count = len(families)
    sources = np.array([each.record.source for each in families], dtype=object)
    decisions = np.array([_DECISIONS.get(each.record.outcome, "nfa") for each in families], dtype=object)
    is_referred = np.isin(decisions, list(_REFERRED))
    minutes = _minutes(draw, sources)
    ratings = np.where(is_referred, draw.pick("hub_rating_referral", count), draw.pick("hub_rating_other", count))
    work = np.where(is_referred, draw.days("hub_minutes_referral", count), draw.days("hub_minutes_other", count))
    needs, partners = draw.pick("hub_need", count), draw.pick("hub_partners", count)
    for at, each in enumerate(families):
        day = day_number(each.record.contact_date)
        asked = tuple(partners[at].split(",")) if partners[at] and ratings[at] != "blue" else ()
        yield Arrival(
            day, day * MINUTES_A_DAY + int(minutes[at]), tuple(each.persons), sources[at], decisions[at], ratings[at],
            needs[at], asked, int(work[at]),
        )  # fmt: skip


def _minutes(draw: Draw, sources: np.ndarray) -> np.ndarray:
    """The minute of the day at which each contact came, by the hours its sender keeps."""
    count = len(sources)
    hours = draw.pick("hub_hour_other", count).astype(int)
    for choice, of_source in (
        ("hub_hour_police", sources == _POLICE),
        ("hub_hour_school", np.isin(sources, _SCHOOLS)),
    ):
        hours = np.where(of_source, draw.pick(choice, count).astype(int), hours)
    found: np.ndarray = hours * 60 + draw.generator.integers(0, 60, count)
    return found
