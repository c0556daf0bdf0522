"""Identity: what linking hands on, as tables of a build."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
from sqlglot import exp

from sherwood.identity.clusters import Clusters
from sherwood.identity.packaged import sql, weights
from sherwood.identity.scoring import NODES, PAIRS
from sherwood.store import Build, Reader, Scratch, packaged
from sherwood.store import scratch as scratch_of

PERSON_RECORD, MATCHING_STORE = "person_record", "matching_store"
EXPLAINED, REVIEW, EVENT = "link_explained", "link_review", "link_event"
SPLIT, MERGED = "split", "merged"
SAME_NUMBER = "same number"

_TEXT, _NUMBER = pa.string(), pa.float64()
_PLACES = 6
_BEFORE, _NOW = "record_before", "record_now"
_RECORD = dict.fromkeys(("authority", "feed", "source_id", "record_key", "person_key"), _TEXT) | {
    "first_received": pa.date32()
}


class Moved(NamedTuple):
    """One record with the keys of its person in the build before and of its person now."""

    record_key: str
    former_key: str
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


def place(scratch: Scratch, authority: str, clusters: Clusters) -> None:
    """Write `placed`: every record of a person whom some row names, with the key of that person."""
    roots = clusters.roots()
    every = np.arange(len(roots), dtype=np.int32)
    scratch.insert_arrow("group_root", pa.table({"group_no": every, "root": roots}))
    scratch.create_table_as("placed", sql("placed"), {"authority": authority})


def placed(scratch: Scratch, *, is_involved: bool) -> pa.Table:
    """Return the records of people whom the council works with or of the others, in the order of feeds and numbers."""
    wanted = exp.column("is_involved").is_(exp.true() if is_involved else exp.false())
    return scratch.arrow(exp.select(*_RECORD).from_("placed").where(wanted).order_by("feed", "source_id"))


def explained(scratch: Scratch, clusters: Clusters) -> pa.Table:
    """Return why each record stands with another one: every person's records hang together by these."""
    kinds = {"one": pa.int32(), "other": pa.int32(), "why": _TEXT, "match_weight": _NUMBER}
    ends = zip(*clusters.joined, strict=True) if clusters.joined else [()] * len(kinds)
    columns = {name: pa.array(_told(held, kind), kind) for (name, kind), held in zip(kinds.items(), ends, strict=True)}
    scratch.insert_arrow("joined", pa.table(columns))
    return scratch.arrow(packaged(sql("explained")), {"same_number": SAME_NUMBER})


def events(moved: Iterable[Moved]) -> list[tuple[str, str, str, str]]:
    """Tell every record whose person is another than in the build before: its person was merged into that one, or split from it.

    `moved` holds all records of the persons that any record has left. One is split off where others of its former person stayed
    together without it; else its former person is now part of another.
    """
    held = list(moved)
    parts: dict[str, set[str]] = {}
    for each in held:
        parts.setdefault(each.former_key, set()).add(each.person_key)
    return sorted(
        (each.record_key, SPLIT if len(parts[each.former_key]) > 1 else MERGED, each.former_key, each.person_key)
        for each in held
        if each.former_key != each.person_key
    )


def moved_since(build: Build, before: Reader | None) -> list[Moved]:
    """Find every record of the build before whose person there is left by some record; none where there was no build.

    A million records stay where they were and a handful move: which do is asked of the engine.
    """
    if before is None:
        return []
    told = exp.select("record_key", "person_key")
    with scratch_of(build) as beside:
        for table in (PERSON_RECORD, MATCHING_STORE):
            if table in before.tables():
                beside.insert_arrow(_BEFORE, before.arrow(told.from_(table)))
            beside.insert_arrow(_NOW, build.arrow(told.from_(table)))
        if _BEFORE not in beside.tables():
            return []
        return [Moved(*row) for row in beside.select(sql("moved"))]
