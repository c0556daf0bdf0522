"""Calendars: the one-off days by which a working-day calendar differs from its rules."""

from __future__ import annotations

import datetime as dt

from sherwood.definitions.shapes.base import Entry, Shape, Source


class OneOff(Shape):
    """A day added to or taken from the rule-based bank holidays."""

    date: dt.date
    name: str


class Calendar(Entry):
    """Bank holidays of one nation: the rules are code, the exceptions are here."""

    source: tuple[Source, ...]
    first_year: int
    last_year: int
    added: tuple[OneOff, ...]
    removed: tuple[OneOff, ...]
