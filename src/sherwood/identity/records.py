"""Identity: every record that a landed row names, with its opaque key and when it was first and last heard of."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import reduce

from sqlglot import exp

from sherwood.definitions.shapes.feed import Feed
from sherwood.identity.persons import Record
from sherwood.store import Build
from sherwood.vocabulary.identifiers import record_key

Landed = Mapping[str, Collection[str]]

FORMER = "landing_former"
LANDING = "landing_"
# The last word on people whom a feed no longer speaks of: it tells who they are, and makes nobody current.
LAPSED = "landing_lapsed_"
_NAMES_A_RECORD = {"feed", "source_id", "first_received_date"}


def landed_tables(build: Build) -> dict[str, frozenset[str]]:
    """Return the columns of every landing table, by one look at all columns."""
    held: dict[str, set[str]] = defaultdict(set)
    columns = exp.select("table_name", "column_name").from_("information_schema.columns").order_by("table_name")
    for table, column in build.select(columns):
        if table.startswith(LANDING):
            held[table].add(column)
    return {name: frozenset(found) for name, found in held.items()}


def tables_of_people(landed: Landed) -> list[str]:
    """Return the landing tables whose rows each belong to a person."""
    return [name for name, found in landed.items() if set(found) >= _NAMES_A_RECORD and not name.startswith(LAPSED)]


def records_of(
    build: Build, secret: bytes, authority: str, landed: Landed, progress: Callable[[str, int, int], None]
) -> Iterator[Record]:
    """Yield every record of every feed: what a table names today, then what only rows since replaced named."""
    tables = tables_of_people(landed)
    heard: dict[tuple[str, str], tuple[dt.date, dt.date, bool]] = {}
    for done, table in enumerate(tables):
        progress(table, done, len(tables))
        is_current = table != FORMER
        for feed, source_id, first, last in build.select(_records_in(table, landed[table])):
            earliest, latest, was_current = heard.get((feed, source_id), (first, last, False))
            heard[feed, source_id] = (min(first, earliest), max(last, latest), is_current or was_current)
    for (feed, source_id), (first, last, is_current) in heard.items():
        yield Record(feed, source_id, first, record_key(secret, authority, feed, source_id), is_current, last)


def adoption_orders(build: Build, feeds: Mapping[str, Feed], landed: Landed) -> dict[tuple[str, str], dt.date]:
    """Return the day of the adoption order of every record whose rows tell of one."""
    asked = [
        _orders_in(f"{LANDING}{feed.id}_{name}", table.adoption_order.date, table.adoption_order.only)
        for feed in feeds.values()
        for name, table in feed.latest_tables().items()
        if table.adoption_order
        and {"feed", table.adoption_order.date} <= set(landed.get(f"{LANDING}{feed.id}_{name}", ()))
    ]
    if not asked:
        return {}
    orders = reduce(lambda one, other: exp.union(one, other, distinct=False), asked)
    found: dict[tuple[str, str], dt.date] = {}
    for feed, source_id, day in build.select(orders):
        found[feed, source_id] = min(day, found.get((feed, source_id), day))
    return found


def _records_in(table: str, columns: Collection[str]) -> exp.Select:
    """Ask for each record a landing table names and the first and last day it was received."""
    last = "received" if "received" in columns else "first_received_date"
    return (
        exp.select(
            "feed",
            "source_id",
            exp.alias_(exp.func("min", exp.column("first_received_date")), "first_received"),
            exp.alias_(exp.func("max", exp.column(last)), "last_received"),
        )
        .from_(exp.table_(table, quoted=True))
        .where(exp.column("source_id").is_(exp.null()).not_())
        .group_by("feed", "source_id")
    )


def _orders_in(table: str, day: str, only: Mapping[str, Collection[str]]) -> exp.Expr:
    told = exp.select("feed", "source_id", exp.alias_(exp.column(day), "day")).from_(exp.table_(table, quoted=True))
    told = told.where(exp.column(day).is_(exp.null()).not_(), exp.column("source_id").is_(exp.null()).not_())
    return told.where(
        *(
            exp.func("upper", exp.column(name)).isin(*(value.upper() for value in values))
            for name, values in only.items()
        )
    )
