"""Identity: every record that a landed row names gets its opaque key, and the key of the person it belongs to."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator

import pyarrow as pa
from sqlglot import exp

from sherwood.definitions.home import Home
from sherwood.store import Build
from sherwood.vocabulary.identifiers import record_key

Progress = Callable[[str, str, int, int], None]

KEYED_BY = "record-keys"
FINGERPRINT_LENGTH = 16
TABLE = "person_record"
_LANDING = "landing_"
_NAMES_A_RECORD = {"feed", "source_id", "received"}
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


def link(build: Build, home: Home, authority: str, progress: Progress = _say_nothing) -> None:
    """Write `person_record`: one row for each source record of each feed, with its record key and person key.

    Any landed row makes its child a record, whatever its table. No rule joins records of several feeds yet, so each
    record is a person and both keys are equal.
    """
    tables = list(_tables_of_people(build))
    first_received: dict[tuple[str, str], dt.date] = {}
    for done, table in enumerate(tables):
        progress("link", table, done, len(tables))
        for feed, source_id, received in build.select(_records_of(table)):
            known = first_received.get((feed, source_id))
            first_received[feed, source_id] = received if known is None else min(known, received)
    build.insert_arrow(TABLE, _as_arrow(home.secret(KEYED_BY), authority, first_received))
    progress("link", TABLE, len(tables), len(tables))


def secret_fingerprint(home: Home) -> str:
    """Tell one home's secret from another's without giving it away: another secret makes other keys."""
    return hashlib.sha256(b"fingerprint of " + home.secret(KEYED_BY)).hexdigest()[:FINGERPRINT_LENGTH]


def _tables_of_people(build: Build) -> Iterator[str]:
    """Yield the landing tables whose rows each belong to a child."""
    for name in build.tables():
        if name.startswith(_LANDING) and set(build.columns(name)) >= _NAMES_A_RECORD:
            yield name


def _records_of(table: str) -> exp.Select:
    """Ask for each record a landing table names and the first day it was received."""
    return (
        exp.select("feed", "source_id", exp.alias_(exp.func("min", exp.column("received")), "first_received"))
        .from_(exp.table_(table, quoted=True))
        .where(exp.column("source_id").is_(exp.null()).not_())
        .group_by("feed", "source_id")
    )


def _as_arrow(secret: bytes, authority: str, first_received: dict[tuple[str, str], dt.date]) -> pa.Table:
    """Give the records in a fixed order, so that the same landing always makes the same table."""
    records = sorted(first_received)
    keys = [record_key(secret, authority, feed, source_id) for feed, source_id in records]
    columns = {
        "authority": [authority] * len(records),
        "feed": [feed for feed, _ in records],
        "source_id": [source_id for _, source_id in records],
        "record_key": keys,
        "person_key": keys,
        "first_received": [first_received[record] for record in records],
    }
    return pa.table(columns, schema=_SCHEMA)
