"""Identity: what linking hands on, as tables of a build."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import pyarrow as pa
from sqlglot import exp

from sherwood.identity.packaged import weights
from sherwood.identity.persons import Record
from sherwood.identity.scoring import NODES, PAIRS
from sherwood.store import Build, Reader

PERSON_RECORD, MATCHING_STORE = "person_record", "matching_store"
EXPLAINED, REVIEW, EVENT = "link_explained", "link_review", "link_event"
SPLIT, MERGED = "split", "merged"

_TEXT, _NUMBER = pa.string(), pa.float64()
_PLACES = 6
_RECORD = dict.fromkeys(("authority", "feed", "source_id", "record_key", "person_key"), _TEXT) | {
    "first_received": pa.date32()
}


class Placed(NamedTuple):
    """One record and the key of the person it belongs to."""

    record: Record
    person_key: str


def shapes() -> dict[str, dict[str, pa.DataType]]:
    """Return the columns of every table that linking writes, so that each is there even where it holds nothing."""
    pair = {"authority": _TEXT, "record_key": _TEXT, "other_record_key": _TEXT}
    by_comparison = dict.fromkeys(weights(), _NUMBER)
    return {
        PERSON_RECORD: _RECORD,
        MATCHING_STORE: _RECORD,
        EXPLAINED: pair | {"person_key": _TEXT, "why": _TEXT, "match_weight": _NUMBER},
        REVIEW: pair
        | {"match_probability": _NUMBER, "match_weight": _NUMBER, "stopped_by": _TEXT, "rarity": _NUMBER}
        | by_comparison,
        EVENT: {
            "authority": _TEXT,
            "record_key": _TEXT,
            "kind": _TEXT,
            "former_person_key": _TEXT,
            "person_key": _TEXT,
        },
        NODES: {"node_key": _TEXT, "fingerprint": _TEXT, "model": _TEXT},
        PAIRS: {"one_key": _TEXT, "other_key": _TEXT, "match_weight": _NUMBER, "match_probability": _NUMBER}
        | by_comparison,
    }


def write(build: Build, table: str, rows: Iterable[Sequence[object]]) -> None:
    """Write one of the tables, its rows in the order of its columns."""
    columns = shapes()[table]
    held = list(zip(*rows, strict=True)) or [()] * len(columns)
    build.insert_arrow(
        table,
        pa.table({name: pa.array(_told(held[at], kind), kind) for at, (name, kind) in enumerate(columns.items())}),
    )


def _told(cells: Iterable[Any], kind: pa.DataType) -> list[Any]:
    """Numbers to six places: sums of weights taken in another order differ beyond, and two builds of the same rows are to be equal."""
    if kind != _NUMBER:
        return list(cells)
    return [None if cell is None else round(cell, _PLACES) for cell in cells]


def write_records(build: Build, table: str, authority: str, placed: Iterable[Placed]) -> None:
    """Write records with their persons, in the order of feeds and numbers, so that one landing always makes one table."""
    ordered = sorted(placed, key=lambda each: each.record[:2])
    write(
        build,
        table,
        ((authority, each.feed, each.source_id, each.record_key, key, each.first_received) for each, key in ordered),
    )


def events(placed: Iterable[Placed], before: Mapping[str, str]) -> list[tuple[str, str, str, str]]:
    """Tell every record whose person is another than in the build before: its person was merged into that one, or split from it.

    A record is split off where others of its former person stayed together without it; else its former person is now part of another.
    """
    today = {each.record.record_key: each.person_key for each in placed}
    moved = [(key, before[key], person) for key, person in today.items() if key in before and before[key] != person]
    together = {(before[key], person) for key, person in today.items() if key in before}
    parts: dict[str, int] = {}
    for former, _ in together:
        parts[former] = parts.get(former, 0) + 1
    return sorted((key, SPLIT if parts[former] > 1 else MERGED, former, person) for key, former, person in moved)


def persons_before(before: Reader | None) -> dict[str, str]:
    """Return the person of every record in the build before; none where there was no build."""
    if before is None:
        return {}
    found: dict[str, str] = {}
    for table in (PERSON_RECORD, MATCHING_STORE):
        if table in before.tables():
            found.update(before.select(exp.select("record_key", "person_key").from_(table)).rows)
    return found


def day_of(record: Record) -> dt.date:
    """The last day anything was received of a record."""
    return record.last_received or record.first_received
