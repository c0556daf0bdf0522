"""Cohorts: what the cohort would be under another threshold, or without an indicator or a feed; handed on as counts before and after."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from sherwood.cohorts.assessing import Assessment, Known, assess
from sherwood.cohorts.families import LOOKED_AFTER
from sherwood.definitions.errors import Problem
from sherwood.definitions.programmes import ProgrammeBook
from sherwood.definitions.reading import suggestion
from sherwood.definitions.shapes.programme import Indicator

# What may be tried at another value; whom an indicator asks about stays as the guidance has it.
NUMBERS = ("at_least", "months", "terms", "min_age", "below_age", "fresh_days")


@dataclass(frozen=True)
class Compared:
    """One change: what it is, how many came out each way before and after, and how many families moved from which result to which."""

    what: str
    before: Mapping[str, int]
    after: Mapping[str, int]
    moved: Mapping[tuple[str, str], int]

    def to_json(self) -> dict[str, Any]:
        """Return the shape of one change in `families what-if --json`."""
        moved = [{"from": was, "to": now, "families": count} for (was, now), count in sorted(self.moved.items())]
        return {"what": self.what, "before": dict(self.before), "after": dict(self.after), "moved": moved}


def with_numbers(book: ProgrammeBook, changes: Mapping[str, float]) -> ProgrammeBook:
    """The version with other numbers, such as `{"P2.1.at_least": 15}`. Raises Problem for an indicator or a number there is not."""
    indicators = dict(book.indicators)
    for name, value in changes.items():
        identifier, _, number = name.rpartition(".")
        if identifier not in indicators:
            raise Problem(f"there is no indicator '{identifier}'{suggestion(identifier, indicators)}")
        if number not in NUMBERS or getattr(indicators[identifier], number) is None:
            raise Problem(f"the indicator '{identifier}' has no number '{number}'{suggestion(number, NUMBERS)}")
        whole = value if number == "at_least" else int(value)
        indicators[identifier] = indicators[identifier].model_copy(update={number: whole})
    return replace(book, indicators=MappingProxyType(indicators))


def without_feeds(known: Known, feeds: Collection[str]) -> Known:
    """What would be known if these feeds had never come: their facts are not there, and it is known that they are not.

    Who lives with whom stays as it is known, which children are in care with it: the same families are asked before and after.
    """
    facts = {
        key: [each for each in own if each.feed not in feeds or each.fact == LOOKED_AFTER]
        for key, own in known.facts.items()
    }
    newest = {feed: day for feed, day in known.newest.items() if feed not in feeds}
    return replace(known, facts=facts, newest=newest)


def compared(what: str, before: Assessment, after: Assessment) -> Compared:
    """Hold two assessments of the same families against each other."""
    was = {each.family.place: each.result for each in before.families}
    moved = Counter(
        (was[each.family.place], each.result) for each in after.families if was[each.family.place] != each.result
    )
    return Compared(what, before.counted(), after.counted(), moved)


def sensitivity(book: ProgrammeBook, as_at: dt.date, known: Known) -> Iterator[Compared]:
    """What each feed and each indicator is worth: the cohort without the one and without the other, one at a time."""
    before = assess(book, as_at, known)
    for feed in sorted({each for indicator in book.indicators.values() for each in indicator.feeds}):
        yield compared(f"without the feed {feed}", before, assess(book, as_at, without_feeds(known, {feed})))
    for name in (name for name, each in book.indicators.items() if each.pattern != "not_told"):
        left = {other: each for other, each in book.indicators.items() if other != name}
        smaller = replace(book, indicators=MappingProxyType[str, Indicator](left))
        yield compared(f"without the indicator {name}", before, assess(smaller, as_at, known))
