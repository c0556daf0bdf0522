"""Job: what came of some children between two builds: rows that are new, gone or say something else, each with its file."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sherwood.access import Viewer, reference
from sherwood.access.landed import landed, replaced_by
from sherwood.definitions.catalogue import Catalogue
from sherwood.sources import belongs_to_period, every_table, landing_name
from sherwood.store import Reader

Kind = Literal["late", "corrected", "deleted"]
ROW_FACTS = ("load", "line", "period")


@dataclass(frozen=True)
class Arrival:
    """One landed row that one build holds otherwise than the other, or only one of them holds.

    `columns` gives each changed column with its text before and after; `file` and `received` are of what made the change.
    """

    kind: Kind
    table: str
    persons: frozenset[str]
    places: frozenset[str]
    source_row: str
    file: str
    received: str
    columns: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True)
class Between:
    """All that came of some people between two builds, the nearest tables first.

    `moved` holds the places of rows that say the same in both, of a child who is another person in one than in the other. `sent_again`
    gives, for the place of a row in the earlier build, where the row of the same key was read in the later one.
    """

    arrivals: tuple[Arrival, ...]
    moved: frozenset[str]
    sent_again: Mapping[str, str]


@dataclass(frozen=True)
class _File:
    name: str
    received: str


def between(
    before: Reader, after: Reader, catalogue: Catalogue, viewer: Viewer, tables: Sequence[str], persons: Collection[str]
) -> Between:
    """Compare the landed rows of these people, of these tables, in two builds."""
    keys = {
        landing_name(feed.id, name): table
        for feed in catalogue.feeds.values()
        for name, table in every_table(feed).items()
    }
    arrivals: list[Arrival] = []
    moved: set[str] = set()
    sent_again: dict[str, str] = {}
    gone: list[tuple[str, dict[str, Any]]] = []
    files = {**_files(before), **_files(after)}
    for name in tables:
        declared = keys.get(name)
        if declared is None or not declared.child:
            continue
        columns = tuple(declared.columns)
        parts = (*declared.key, *(("period",) if belongs_to_period(declared) else ()))
        old, new = (
            _by_key(landed(each, viewer, name, (*ROW_FACTS, *columns), persons=persons), parts)
            for each in (before, after)
        )
        for key, row in new.items():
            other = old.get(key)
            changed = () if other is None else _changed(other, row, columns)
            if other is None or changed:
                arrivals.append(_arrival("corrected" if other else "late", name, other, row, files, changed))
            if other is not None:
                sent_again.setdefault(other["source_row"], row["source_row"])
            if other is not None and not changed and other["person_key"] != row["person_key"]:
                moved |= {other["source_row"], row["source_row"]}
        gone += [(name, row) for key, row in old.items() if key not in new]
    arrivals += _deletions(after, viewer, gone, files)
    places = {name: place for place, name in enumerate(tables)}
    nearest = sorted(arrivals, key=lambda each: (places[each.table], each.source_row))
    return Between(tuple(nearest), frozenset(moved), sent_again)


def _by_key(rows: Sequence[dict[str, Any]], parts: Sequence[str]) -> dict[tuple[Any, ...], dict[str, Any]]:
    return {tuple(row.get(part) for part in parts): row for row in rows}


def _changed(
    old: Mapping[str, Any], new: Mapping[str, Any], columns: Sequence[str]
) -> tuple[tuple[str, str, str], ...]:
    """The columns that say something else, each before and after."""
    return tuple(
        (name, _text(old.get(name)), _text(new.get(name))) for name in columns if old.get(name) != new.get(name)
    )


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _arrival(
    kind: Kind,
    table: str,
    old: Mapping[str, Any] | None,
    new: Mapping[str, Any],
    files: Mapping[str, _File],
    changed: tuple[tuple[str, str, str], ...],
) -> Arrival:
    both = [row for row in (old, new) if row is not None]
    return Arrival(
        kind,
        table,
        frozenset(row["person_key"] for row in both),
        frozenset(row["source_row"] for row in both),
        new["source_row"],
        files[new["load"]].name,
        _text(new["first_received_date"] if kind == "late" else new["received"]),
        changed,
    )


def _deletions(
    after: Reader, viewer: Viewer, gone: Sequence[tuple[str, dict[str, Any]]], files: Mapping[str, _File]
) -> Iterator[Arrival]:
    """Each row that the later build no longer holds, with the file that left it out."""
    why = replaced_by(after, viewer, {row["load"] for _, row in gone})
    for name, row in gone:
        place = row["source_row"]
        by = next((load for key, (_, load) in why.items() if key.endswith(f" {place}") and _is_of(name, key)), "")
        file = files.get(by, _File("", ""))
        yield Arrival(
            "deleted", name, frozenset({row["person_key"]}), frozenset({place}), place, file.name, file.received
        )


def _is_of(landing: str, key: str) -> bool:
    """Whether a replaced row is one of this landing table: a workbook's tables share their lines' numbers."""
    return landing.endswith(f"_{key.partition(' ')[0]}")


def _files(reader: Reader) -> dict[str, _File]:
    """The file of each load, as it was called, and the last day it came."""
    rows = reference(reader, "landing_delivery", ("load", "file", "received"))
    return {
        row["load"]: _File(row["file"], _text(row["received"])) for row in sorted(rows, key=lambda row: row["received"])
    }
