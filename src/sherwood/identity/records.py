"""Identity: every record that a landed row names, with its opaque key and when it was first and last heard of."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
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
    """Yield every record of every feed, by feed and number: what a table names today, and what only rows since replaced named."""
    tables = tables_of_people(landed)
    progress("records", 0, len(tables))
    if not tables:
        return
    heard = build.arrow(_heard_of(tables, landed))
    feeds, numbers, firsts, lasts, current = (each.to_numpy(zero_copy_only=False) for each in heard.columns)
    days = (each.astype("datetime64[D]").astype(object).tolist() for each in (firsts, lasts))
    rows = zip(feeds.tolist(), numbers.tolist(), *days, current.tolist(), strict=True)
    for feed, source_id, first, last, is_current in rows:
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
    found: dict[tuple[str, str], dt.date] = {}
    for feed, source_id, day in build.select(one_after_another(asked)):
        found[feed, source_id] = min(day, found.get((feed, source_id), day))
    return found


def one_after_another(asked: Sequence[exp.Query]) -> exp.Query:
    """Ask for the rows of several SELECTs, which become part of the answer themselves: copying a hundred of them takes a second."""
    return reduce(lambda one, other: exp.union(one, other, distinct=False, copy=False), asked)


def _heard_of(tables: Iterable[str], landed: Landed) -> exp.Select:
    """Ask for each record that any of the tables names, the first and last day anything was received of it, and whether it is current."""
    heard = one_after_another([_records_in(each, landed[each]) for each in tables])
    columns = {"first_received": "min", "last_received": "max", "is_current": "bool_or"}
    return (
        exp.select("feed", "source_id")
        .select(*(exp.alias_(exp.func(how, exp.column(name), dialect="duckdb"), name) for name, how in columns.items()))
        .from_(heard.subquery("heard", copy=False))
        .group_by("feed", "source_id")
        .order_by("feed", "source_id")
    )


def _records_in(table: str, columns: Collection[str]) -> exp.Select:
    """Ask for each record a landing table names and the first and last day it was received."""
    last = "received" if "received" in columns else "first_received_date"
    return (
        exp.select(
            "feed",
            "source_id",
            exp.alias_(exp.func("min", exp.column("first_received_date")), "first_received"),
            exp.alias_(exp.func("max", exp.column(last)), "last_received"),
            exp.alias_(exp.false() if table == FORMER else exp.true(), "is_current"),
        )
        .from_(exp.table_(table, quoted=True))
        .where(exp.column("source_id").is_(exp.null()).not_())
        .group_by("feed", "source_id")
    )


def _orders_in(table: str, day: str, only: Mapping[str, Collection[str]]) -> exp.Select:
    told = exp.select("feed", "source_id", exp.alias_(exp.column(day), "day")).from_(exp.table_(table, quoted=True))
    told = told.where(exp.column(day).is_(exp.null()).not_(), exp.column("source_id").is_(exp.null()).not_())
    return told.where(
        *(
            exp.func("upper", exp.column(name)).isin(*(value.upper() for value in values))
            for name, values in only.items()
        )
    )
