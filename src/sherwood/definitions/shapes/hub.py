"""The hub's desk: hours, limits by rating, shifts, skills, and what a worker's day gives."""

from __future__ import annotations

import datetime as dt
from typing import Literal, Self

from pydantic import Field, model_validator

from sherwood.definitions.shapes.base import Entry, Shape, Source

Weekday = Literal["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


class HubRating(Shape):
    """How long a contact of this rating may wait for its decision, in minutes of the hub's hours.

    `day_and_night`: outside the hub's hours the emergency duty team decides. `demo_minutes` stand in for minutes of work where the
    log holds too few.
    """

    code: str
    limit_minutes: int = Field(gt=0)
    day_and_night: bool = False
    demo_minutes: float = Field(gt=0)


class Skill(Shape):
    """Workers who may decide contacts of these ratings; the first skill's number is advised, others are there as `on_shift` says."""

    name: str
    title: str
    takes: tuple[str, ...]
    on_shift: int = Field(default=0, ge=0)


class HubShift(Shape):
    """Hours that are worked on these days."""

    name: str
    days: tuple[Weekday, ...]
    starts: dt.time
    ends: dt.time


class KnockOn(Shape):
    """What follows a referral: the law's limits, and how many open cases a worker is taken to hold."""

    assessed_working_days: int = Field(gt=0)
    conference_working_days: int = Field(gt=0)
    caseload: float = Field(gt=0)
    source: tuple[Source, ...]


class HubDesk(Entry):
    """One hub: when it is open, what it promises, and what staffing is worked out from.

    `target` is the share of decisions to be made in their limits, `productive` the share of a shift that is work on contacts,
    `absence` and `leave` the shares of workers who are away without and with notice.
    """

    about: str
    opens: dt.time
    closes: dt.time
    target: float = Field(gt=0, lt=1)
    productive: float = Field(gt=0, le=1)
    absence: float = Field(ge=0, lt=1)
    leave: float = Field(ge=0, lt=1)
    owner: str
    source: tuple[Source, ...]
    rating: tuple[HubRating, ...]
    skill: tuple[Skill, ...]
    shift: tuple[HubShift, ...]
    knock_on: KnockOn

    @model_validator(mode="after")
    def _everything_is_taken(self) -> Self:
        codes = {each.code for each in self.rating}
        taken = {code for each in self.skill for code in each.takes}
        if codes != taken:
            raise ValueError(f"skills take {sorted(taken)}, ratings are {sorted(codes)}: each must be taken, none more")
        if any(each.starts < self.opens or each.ends > self.closes or each.starts >= each.ends for each in self.shift):
            raise ValueError("a shift begins before it ends, within the hub's hours")
        return self

    @property
    def minutes_a_day(self) -> int:
        """Minutes from opening to closing."""
        return (self.closes.hour - self.opens.hour) * 60 + self.closes.minute - self.opens.minute

    def rank(self, code: str) -> int:
        """Tell which ratings are taken first: they stand in that order."""
        return next((place for place, each in enumerate(self.rating) if each.code == code), len(self.rating) - 1)
