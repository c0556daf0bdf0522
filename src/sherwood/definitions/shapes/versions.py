"""Versions: an entry as it stood before a change, from what its log keeps, so that earlier figures follow the rule of their time."""

from __future__ import annotations

import datetime as dt
from typing import TypeVar

from sherwood.definitions.shapes.base import Entry

E = TypeVar("E", bound=Entry)
# What may have been otherwise before a change: what a row must meet and by which dates it counts, never what it is.
VERSIONED = frozenset(
    (
        "where",
        "also",
        "meets",
        "related",
        "date",
        "starts",
        "stops",
        "begins",
        "ends",
        "due",
        "done",
        "value",
        "next",
        "keep",
    )
) | frozenset(
    ("timescale", "step", "numerator", "denominator", "caveats", "lasts_days", "window_days", "window_working_days")
)
ONE_DAY = dt.timedelta(days=1)


def as_on(entry: E, day: dt.date) -> E:
    """Return the entry that figures of a period that ends on this day follow: the one before each change that came later."""
    later = [each for each in entry.changed if each.before and each.from_date and day < each.from_date]
    if not later:
        return entry
    found = entry.model_dump(by_alias=True)
    for change in sorted(later, key=lambda each: each.from_date or dt.date.max, reverse=True):
        found |= change.before
    kept = [change.model_copy(update={"before": {}}) for change in entry.changed]
    return type(entry).model_validate(found | {"changed": kept})


def check_versions(entry: Entry) -> None:
    """Go on only if each earlier version can be made and is of the same thing; raises ValueError."""
    for change in entry.changed:
        if change.before and change.from_date is None:
            raise ValueError("a change that says what stood before says from which day it holds: add from")
        if others := sorted(set(change.before) - VERSIONED):
            raise ValueError(f"a change of '{others[0]}' makes another measure: give it a name of its own")
    versions(entry)


def versions(entry: E) -> list[E]:
    """Return every earlier version, in the order of the log."""
    days = [each.from_date for each in entry.changed if each.before and each.from_date]
    return [as_on(entry, day - ONE_DAY) for day in days]
