"""Identity: which records are one person, and whose key the person bears; handed to the linking of a build."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

# Of records first received on one day the one of the feed nearest the live record is believed.
BELIEVED_FIRST = ("ssd", "ssda903", "cin_census", "annex_a", "quality")


class Record(NamedTuple):
    """One child of one feed: the number there, the day it was first received, its opaque key, and whether a row still names it."""

    feed: str
    source_id: str
    first_received: dt.date
    record_key: str
    is_current: bool = True


def persons(records: Iterable[Record], numberings: Mapping[str, str]) -> Iterator[tuple[Record, str]]:
    """Yield each record with the key of its person, in the order of feeds and numbers.

    Feeds of one numbering that hold the same number hold one person, who bears the key of the record received first. A record
    that no row names any more stays while another record of its person is named: its key may stand in an address or a grant.
    """
    together: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for record in records:
        together[numbering_of(record.feed, numberings), record.source_id].append(record)
    found = [
        (record, min(same, key=_precedence).record_key)
        for same in together.values()
        if any(each.is_current for each in same)
        for record in same
    ]
    yield from sorted(found, key=lambda each: (each[0].feed, each[0].source_id))


def numbering_of(feed: str, numberings: Mapping[str, str]) -> str:
    """The numbering a feed belongs to; one that shares its numbers with no other is known by its own name."""
    return numberings.get(feed) or f"feed {feed}"


def numbers_with_leading_zeros(records: Iterable[Record], numberings: Mapping[str, str]) -> int:
    """How many children's numbers of one numbering are written both with and without leading zeros.

    They are kept apart, for `012` and `12` may be two children; a person has to say whether they are.
    """
    spellings: dict[tuple[str, str], set[str]] = defaultdict(set)
    for record in records:
        bare = record.source_id.lstrip("0")
        spellings[numbering_of(record.feed, numberings), bare].add(record.source_id)
    return sum(1 for spelt in spellings.values() if len(spelt) > 1)


def _precedence(record: Record) -> tuple[dt.date, int, str]:
    """Rank the records of one person: the earliest received, then by feed, then by key."""
    return record.first_received, _rank(record.feed, BELIEVED_FIRST), record.record_key


def _rank(feed: str, order: Sequence[str]) -> int:
    return order.index(feed) if feed in order else len(order)
