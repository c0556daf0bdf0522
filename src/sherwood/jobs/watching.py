"""Job: tells those who look after the data of a feed that is late, a refresh that failed and checks that warn, within one cycle."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from sherwood.definitions.catalogue import load_catalogue
from sherwood.definitions.council import load_council
from sherwood.definitions.home import Home
from sherwood.definitions.shapes.feed import Feed
from sherwood.office.presence import has_accounts
from sherwood.sources import deliveries_of

OWNERS = ("analyst", "data_quality_officer")
LATE, FAILED, WARNED = "late_feed", "refresh_failed", "checks_warned"


class Late(NamedTuple):
    """A feed of which something came once, but nothing for longer than was expected."""

    feed: Feed
    last: dt.date
    days: int

    def in_words(self) -> str:
        """What is late, since when, and what to do."""
        due = self.last + dt.timedelta(days=self.days)
        return (
            f"{self.feed.title}: no file has come since {_day(self.last)}; the next was due by {_day(due)}. "
            "Ask for it, and put it into the inbox."
        )


def late_feeds(home: Home, authority: str, today: dt.date) -> list[Late]:
    """The feeds that are late on a day, by title: the council's own expectation counts, else the catalogue's."""
    catalogue, council = load_catalogue(home.council), load_council(home)
    newest: dict[str, dt.date] = {}
    for each in deliveries_of(home, authority):
        newest[each.feed] = max(each.received, newest.get(each.feed, each.received))
    found = []
    for name, last in newest.items():
        feed = catalogue.feeds.get(name)
        days = council.late_after_days.get(name, feed.late_after_days if feed else None)
        if feed and days is not None and (today - last).days > days:
            found.append(Late(feed, last, days))
    return sorted(found, key=lambda each: each.feed.title)


def tell_of_late_feeds(home: Home, authority: str, today: dt.date) -> int:
    """Tell each owner once of each late feed; returns how many notices were made."""
    return sum(_tell(home, today, LATE, late.in_words()) for late in late_feeds(home, authority, today))


def tell_of_failure(home: Home, kind: str, now: dt.datetime) -> int:
    """Tell the owners that the refresh begun now failed, by the kind of failure alone; returns how many notices were made."""
    words = f"The refresh of {now:%-d %B %Y, %H:%M} failed ({kind}). The last good warehouse goes on serving. Run `sherwood status`."
    return _tell(home, now.date(), FAILED, words)


def tell_of_warnings(home: Home, warnings: Sequence[str], now: dt.datetime) -> int:
    """Tell the owners how many checks of a new warehouse warn; returns how many notices were made."""
    if not warnings:
        return 0
    count = "1 check warns" if len(warnings) == 1 else f"{len(warnings)} checks warn"
    words = f"{count} of the warehouse built on {now:%-d %B %Y, %H:%M}. `sherwood build` names each with its remedy."
    return _tell(home, now.date(), WARNED, words)


def _tell(home: Home, today: dt.date, kind: str, words: str) -> int:
    """Put a notice before every owner; nobody is there to tell in a home without accounts."""
    if not has_accounts(home):
        return 0
    from sherwood.office import setup

    setup.prepare(home)
    from sherwood.office import directory, notices

    return notices.tell(_once(directory.holders(role, today) for role in OWNERS), kind, words, once=True)


def _once(groups: Iterable[Iterable[str]]) -> Iterator[str]:
    yield from dict.fromkeys(account for group in groups for account in group)


def _day(day: dt.date) -> str:
    return f"{day:%-d %B %Y}"
