"""Identity: every record that a landed row names, with its opaque key and when it was first and last heard of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import reduce

import pyarrow as pa
from sqlglot import exp

from sherwood.definitions.shapes.feed import Feed
from sherwood.identity.packaged import sql
from sherwood.store import Build, Reader, Scratch, packaged
from sherwood.vocabulary.identifiers import record_key

Landed = Mapping[str, Collection[str]]

FORMER = "landing_former"
LANDING = "landing_"
# The last word on people whom a feed no longer speaks of: it tells who they are, and makes nobody current.
LAPSED = "landing_lapsed_"
_NAMES_A_RECORD = {"feed", "source_id", "first_received_date"}
_HEARD = {
    "feed": "VARCHAR",
    "source_id": "VARCHAR",
    "first_received": "DATE",
    "last_received": "DATE",
    "is_current": "BOOLEAN",
}
_KEYED = ("feed", "source_id", "record_key")
# Where a build keeps the keys of its records.
_NAMED_IN = ("person_record", "matching_store")


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


def hear(scratch: Scratch, landed: Landed, progress: Callable[[str, int, int], None]) -> None:
    """Write `heard`: every record of every feed that a table names today, and those that only rows since replaced named."""
    tables = tables_of_people(landed)
    progress("records", 0, len(tables))
    if tables:
        scratch.create_table_as("heard", _heard_of(tables, landed))
    else:
        scratch.create_table("heard", _HEARD)


def key_records(
    scratch: Scratch, secret: bytes, authority: str, *, hidden: Collection[str] = (), before: Reader | None = None
) -> None:
    """Write `keyed`: the opaque key of every record heard, and whether its address is to be hidden.

    Those that the build `before` names, which was made under the same secret, are taken from there: working out a million takes a while.
    """
    known = {} if before is None else {table: before for table in _NAMED_IN if table in before.tables()}
    for table, earlier in known.items():
        scratch.insert_arrow("named", earlier.arrow(exp.select(*_KEYED).from_(table)))
    if not known:
        scratch.create_table("named", dict.fromkeys(_KEYED, "VARCHAR"))
    fresh = scratch.arrow(packaged(sql("nameless")))
    feeds, numbers = (column.to_pylist() for column in fresh.columns)
    keys = [record_key(secret, authority, feed, number) for feed, number in zip(feeds, numbers, strict=True)]
    scratch.insert_arrow("named", fresh.append_column("record_key", pa.array(keys, pa.string())))
    scratch.create_table_as("keyed", sql("keyed"), {"hidden": sorted(hidden)})


def adoption_orders(feeds: Mapping[str, Feed], landed: Landed) -> exp.Select | None:
    """Ask for the day of the adoption order of every record whose rows tell of one; none if no table can tell."""
    asked = [
        _orders_in(f"{LANDING}{feed.id}_{name}", table.adoption_order.date, table.adoption_order.only)
        for feed in feeds.values()
        for name, table in feed.latest_tables().items()
        if table.adoption_order
        and {"feed", table.adoption_order.date} <= set(landed.get(f"{LANDING}{feed.id}_{name}", ()))
    ]
    if not asked:
        return None
    orders = one_after_another(asked).subquery("orders", copy=False)
    first = exp.alias_(exp.func("min", exp.column("day")), "day")
    return exp.select("feed", "source_id", first).from_(orders).group_by("feed", "source_id")


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
