"""Outlooks: dated restrictions as they were, and scenarios that a manager may ask about."""

from __future__ import annotations

import datetime as dt

from pydantic import Field

from sherwood.definitions.shapes.base import Entry, Shape, Source


class RegimeRow(Shape):
    """What held from a day until the next row: strength of restrictions on mixing, and share of presence in school lost."""

    starts: dt.date = Field(alias="from")
    announced: dt.date
    what: str
    level: float = Field(ge=0, le=1)
    school: float = Field(ge=0, le=1)


class RegimeTable(Entry):
    """The restrictions of one area; a council's own file of the same name stands in its place."""

    source: tuple[Source, ...]
    row: tuple[RegimeRow, ...]


class Assumed(Shape):
    """Restrictions that a scenario assumes, from so many weeks after the forecast is made."""

    after_weeks: float = Field(ge=0, le=104)
    level: float = Field(ge=0, le=1)
    school: float = Field(ge=0, le=1)


class Returning(Shape):
    """Contacts that did not come while schools were shut and now do: which share of them, and over how many weeks half of these come."""

    share: float = Field(ge=0, le=1)
    half_in_weeks: float = Field(gt=0, le=52)
    after_weeks: float = Field(default=0, ge=0, le=104)


class Change(Shape):
    """A change of one source's practice, in per cent of what it would send, from so many weeks ahead."""

    source: str
    per_cent: float = Field(ge=-100, le=500)
    after_weeks: float = Field(default=0, ge=0, le=104)


class Scenario(Entry):
    """An assumption with stated sizes, kept apart from the statistical forecast: what is assumed is added to it, never learnt."""

    about: str
    assumes: tuple[Assumed, ...] = ()
    returning: Returning | None = None
    practice: tuple[Change, ...] = ()
    growth_per_cent_a_year: float = Field(default=0.0, ge=-50, le=100)
