"""Job: where a row was read: the table, file and line of the landing row it names, and the stored file's own sum."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sherwood.access import Viewer, reference
from sherwood.access.landed import landed
from sherwood.definitions.home import Home
from sherwood.sources import deliveries_of, landing_name
from sherwood.store import Reader


@dataclass(frozen=True)
class StoredFile:
    """A file of landing: what it was called with its folder, the sha256 it is kept under, the day it last came and its period."""

    shown: str
    sha256: str
    feed: str
    received: str
    period: str


@dataclass(frozen=True)
class Place:
    """One landed row: its table, its file and the line there (of an XML file: which occurrence of the row's element)."""

    table: str
    file: StoredFile
    line: int


def stored_files(home: Home, authority: str) -> dict[str, StoredFile]:
    """Give the file of each load that ever arrived."""
    return {
        part.load: StoredFile(part.shown, part.sha256, each.feed, each.received.isoformat(), each.period)
        for each in deliveries_of(home, authority)
        for part in each.parts
    }


def places_of(
    reader: Reader,
    viewer: Viewer,
    files: Mapping[str, StoredFile],
    origins: Sequence[str],
    rows: Sequence[Mapping[str, Any]],
) -> list[Place]:
    """Give the place of each row whose child the viewer may open.

    A file of several tables numbers the rows of each by itself; the row meant is then that of the row's own person in the nearest of
    `origins`, the landing tables the counted table is made of.
    """
    tables = _tables_of_loads(reader)
    wanted: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        load = _load(row)
        for name in tables[load] if len(tables[load]) > 1 else ():
            wanted[name].add(row["source_row"])
    read = {
        (name, each["source_row"], each["person_key"])
        for name in origins
        if name in wanted
        for each in landed(reader, viewer, name, source_rows=wanted[name])
    }
    return [_place(row, tables[_load(row)], files[_load(row)], origins, read) for row in rows]


def _place(
    row: Mapping[str, Any],
    tables: Sequence[str],
    file: StoredFile,
    origins: Sequence[str],
    read: set[tuple[str, str, str]],
) -> Place:
    own = [name for name in origins if (name, row["source_row"], row["person_key"]) in read]
    return Place((own or list(tables))[0], file, int(row["source_row"].partition(":")[2]))


def _load(row: Mapping[str, Any]) -> str:
    return str(row["source_row"]).partition(":")[0]


def _tables_of_loads(reader: Reader) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in reference(reader, "landing_delivery", ("load", "feed", "table_name")):
        found[row["load"]].append(landing_name(row["feed"], row["table_name"]))
    return found
