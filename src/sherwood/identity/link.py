"""Identity: every record that a landed row names gets its opaque key, and the key of the person it belongs to."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator

import pyarrow as pa
from sqlglot import exp

from sherwood.definitions.catalogue import load_catalogue
from sherwood.definitions.home import Home
from sherwood.identity.persons import Record, numbers_with_leading_zeros, persons
from sherwood.store import Build
from sherwood.vocabulary.identifiers import record_key

Progress = Callable[[str, str, int, int], None]

KEYED_BY = "record-keys"
FINGERPRINT_LENGTH = 16
TABLE = "person_record"
FORMER = "landing_former"
_LANDING = "landing_"
_NAMES_A_RECORD = {"feed", "source_id", "first_received_date"}
_SCHEMA = pa.schema(
    [
        pa.field("authority", pa.string()),
        pa.field("feed", pa.string()),
        pa.field("source_id", pa.string()),
        pa.field("record_key", pa.string()),
        pa.field("person_key", pa.string()),
        pa.field("first_received", pa.date32()),
    ]
)


def _say_nothing(stage: str, item: str, done: int, total: int) -> None:
    """Report no progress."""


def link(build: Build, home: Home, authority: str, progress: Progress = _say_nothing) -> list[str]:
    """Write `person_record`: one row for each source record of each feed, with its record key and person key.

    Any landed row makes its child a record, whatever its table; `persons` says which records are one person. A feed with numbers of its
    own names nobody by itself: its rows are landed and wait for a match by name, birth date and address. Returns what a person should
    know about the numbers, without naming any.
    """
    catalogue = load_catalogue(home.council)
    numberings = {feed.id: feed.numbering for feed in catalogue.feeds.values() if feed.numbering}
    apart = frozenset(catalogue.feeds) - numberings.keys()
    records = list(_records(build, home.secret(KEYED_BY), authority, progress, apart))
    found = list(persons(records, numberings))
    build.insert_arrow(TABLE, _as_arrow(authority, found))
    unlike = numbers_with_leading_zeros((record for record, _ in found), numberings)
    if not unlike:
        return []
    times = "1 child's number is" if unlike == 1 else f"{unlike:,} children's numbers are"
    return [f"{times} written both with and without leading zeros: they were kept apart, as different children"]


def secret_fingerprint(home: Home) -> str:
    """Tell one home's secret from another's without giving it away: another secret makes other keys."""
    return hashlib.sha256(b"fingerprint of " + home.secret(KEYED_BY)).hexdigest()[:FINGERPRINT_LENGTH]


def _records(
    build: Build, secret: bytes, authority: str, progress: Progress, apart: Collection[str]
) -> Iterator[Record]:
    """Yield every record but those of the feeds set apart: what a table names today, then what only rows since replaced named."""
    left_out = tuple(f"{_LANDING}{feed}_" for feed in apart)
    tables = [table for table in _tables_of_people(build) if not table.startswith(left_out)]
    first_received: dict[tuple[str, str], dt.date] = {}
    current: set[tuple[str, str]] = set()
    for done, table in enumerate(tables):
        progress("link", table, done, len(tables))
        for feed, source_id, received in build.select(_records_of(table)):
            known = first_received.get((feed, source_id), received)
            first_received[feed, source_id] = min(known, received)
            if table != FORMER:
                current.add((feed, source_id))
    progress("link", TABLE, len(tables), len(tables))
    for (feed, source_id), received in first_received.items():
        key = record_key(secret, authority, feed, source_id)
        yield Record(feed, source_id, received, key, (feed, source_id) in current)


def _tables_of_people(build: Build) -> Iterator[str]:
    """Yield the landing tables whose rows each belong to a child, which one look at all columns tells."""
    held: dict[str, set[str]] = defaultdict(set)
    columns = exp.select("table_name", "column_name").from_("information_schema.columns").order_by("table_name")
    for table, column in build.select(columns):
        held[table].add(column)
    yield from (name for name, found in held.items() if name.startswith(_LANDING) and found >= _NAMES_A_RECORD)


def _records_of(table: str) -> exp.Select:
    """Ask for each record a landing table names and the first day it was received."""
    first = exp.func("min", exp.column("first_received_date"))
    return (
        exp.select("feed", "source_id", exp.alias_(first, "first_received"))
        .from_(exp.table_(table, quoted=True))
        .where(exp.column("source_id").is_(exp.null()).not_())
        .group_by("feed", "source_id")
    )


def _as_arrow(authority: str, found: Iterable[tuple[Record, str]]) -> pa.Table:
    """Give the records in a fixed order, so that the same landing always makes the same table."""
    rows = list(found)
    columns = {
        "authority": [authority] * len(rows),
        "feed": [record.feed for record, _ in rows],
        "source_id": [record.source_id for record, _ in rows],
        "record_key": [record.record_key for record, _ in rows],
        "person_key": [person_key for _, person_key in rows],
        "first_received": [record.first_received for record, _ in rows],
    }
    return pa.table(columns, schema=_SCHEMA)
