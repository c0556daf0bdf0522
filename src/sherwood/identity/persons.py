"""Identity: which records hold one number, and which record names the person they belong to."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

# Of records first received on one day the one of the feed nearest the live record is believed.
BELIEVED_FIRST = ("ssd", "ssda903", "cin_census", "annex_a", "quality")


class Record(NamedTuple):
    """One person of one feed: the number there, the days first and last received, the opaque key, and whether a row still names it."""

    feed: str
    source_id: str
    first_received: dt.date
    record_key: str
    is_current: bool = True
    last_received: dt.date | None = None


def numbered_alike(records: Iterable[Record], numberings: Mapping[str, str]) -> list[list[Record]]:
    """Gather the records of one number of one numbering, in the order of feeds and numbers.

    Feeds of one numbering that hold the same number hold one person; a feed of its own holds one for each of its numbers.
    """
    together: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for record in sorted(records, key=lambda each: each[:2]):
        together[numbering_of(record.feed, numberings), record.source_id].append(record)
    return list(together.values())


def key_of(records: Sequence[Record]) -> str:
    """The key of the person that records belong to: that of the one received first."""
    return first_of(records).record_key


def first_of(records: Sequence[Record]) -> Record:
    """The record of one person that was received first; most people have one alone."""
    return records[0] if len(records) == 1 else min(records, key=precedence)


def is_known(records: Iterable[Record]) -> bool:
    """Whether a row still names a record of the person: then all stay, whose keys may stand in an address or a grant."""
    return any(each.is_current for each in records)


def numbering_of(feed: str, numberings: Mapping[str, str]) -> str:
    """The numbering a feed belongs to; one that shares its numbers with no other is known by its own name."""
    return numberings.get(feed) or f"feed {feed}"


def numbers_with_leading_zeros(records: Iterable[Record], numberings: Mapping[str, str]) -> int:
    """How many children's numbers of one numbering are written both with and without leading zeros.

    They are kept apart, for `012` and `12` may be two children; a person has to say whether they are.
    """
    spellings: dict[tuple[str, str], set[str]] = defaultdict(set)
    for record in records:
        if record.feed in numberings:
            bare = record.source_id.lstrip("0")
            spellings[numbering_of(record.feed, numberings), bare].add(record.source_id)
    return sum(1 for spelt in spellings.values() if len(spelt) > 1)


def precedence(record: Record) -> tuple[dt.date, int, str]:
    """Rank the records of one person: the earliest received, then by feed, then by key."""
    return record.first_received, _rank(record.feed, BELIEVED_FIRST), record.record_key


def _rank(feed: str, order: Sequence[str]) -> int:
    return order.index(feed) if feed in order else len(order)
