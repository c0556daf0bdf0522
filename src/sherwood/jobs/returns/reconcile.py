"""Returns: what was written held against what was loaded, row by row and cell by cell, each difference with its cause."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlglot import exp

from sherwood import sources
from sherwood.definitions.catalogue import Catalogue, load_catalogue
from sherwood.definitions.home import Home
from sherwood.definitions.shapes.feed import Column, SourceTable
from sherwood.store import Build, memory

LOADED, WRITTEN = "_loaded", "_written"
TEXT_SUFFIX = "_text"
Key = tuple[Any, ...]
Cells = Mapping[str, Any]

REPEATED = "the loaded file repeats the row's key: the last of its rows counts"
NO_KEY = "the loaded row has no readable key, so that it was rejected"
GONE = "a later file no longer holds the row, or tells it of another day"
MORE = "another file tells the row, which the loaded return did not hold"
UNREADABLE = "the loaded cell cannot be read"
FILLED = "the loaded cell is empty, and another file or year fills it"
EMPTIED = "a later file no longer holds it, or the end came after the last day"
OTHERWISE = "another file, or a later return, tells it otherwise"


@dataclass(frozen=True)
class Reconciled:
    """One table: rows and children on both sides, rows that are equal, cells that differ, and the causes with their numbers."""

    table: str
    loaded_rows: int
    written_rows: int
    equal_rows: int
    loaded_children: int
    written_children: int
    cells_compared: int
    cells_differ: int
    why: Mapping[str, int]

    def to_json(self) -> dict[str, Any]:
        """The table as `sherwood export --json` prints it; `state` is equal or differs."""
        is_equal = not self.why and self.equal_rows == self.loaded_rows == self.written_rows
        return {
            "table": self.table,
            "state": "equal" if is_equal else "differs",
            "loaded": {"rows": self.loaded_rows, "children": self.loaded_children},
            "written": {"rows": self.written_rows, "children": self.written_children},
            "equal_rows": self.equal_rows,
            "cells": {"compared": self.cells_compared, "differ": self.cells_differ},
            "why": dict(self.why),
        }


def reconcile(loaded: Home, written: Home, authority: str, feed: str, period: str) -> Iterator[Reconciled]:
    """Yield every table of the return, as loaded in one home and as written and landed in another."""
    catalogue = load_catalogue(loaded.council)
    tables = catalogue.feed(feed).year_for(period).tables
    with memory() as build:
        sources.submitted(build, loaded, authority, feed, period, suffix=LOADED)
        sources.submitted(build, written, authority, feed, period, suffix=WRITTEN)
        for name, table in tables.items():
            yield _compared(build, catalogue, name, table)


def _compared(build: Build, catalogue: Catalogue, name: str, table: SourceTable) -> Reconciled:
    before, after = _rows(build, f"{name}{LOADED}"), _rows(build, f"{name}{WRITTEN}")
    why: Counter[str] = Counter()
    held = _by_key(before, table, catalogue, why)
    made = _by_key(after, table, catalogue, Counter())
    shared = held.keys() & made.keys()
    why[GONE] += len(held.keys() - made.keys())
    why[MORE] += len(made.keys() - held.keys())
    columns = {key: column for key, column in table.columns.items() if key not in table.key}
    equal = differ = 0
    for key in shared:
        causes = [cause for each in columns.items() if (cause := _cause(each, held[key], made[key], catalogue))]
        why.update(causes)
        differ += len(causes)
        equal += not causes
    return Reconciled(
        name,
        len(before),
        len(after),
        equal,
        len({row["source_id"] for row in before}),
        len({row["source_id"] for row in after}),
        len(shared) * len(columns),
        differ,
        {cause: number for cause, number in sorted(why.items()) if number},
    )


def _rows(build: Build, name: str) -> list[dict[str, Any]]:
    return build.select(exp.select("*").from_(name)).dicts()


def _by_key(
    rows: list[dict[str, Any]], table: SourceTable, catalogue: Catalogue, why: Counter[str]
) -> dict[Key, dict[str, Any]]:
    found: dict[Key, dict[str, Any]] = {}
    for row in rows:
        key = tuple(_value(row, name, table.columns[name], catalogue) for name in table.key)
        if any(part in (None, "") for part in key):
            why[NO_KEY] += 1
            continue
        why[REPEATED] += key in found
        found[key] = row
    return found


def _value(row: Cells, name: str, column: Column, catalogue: Catalogue) -> Any:
    """Return a cell's meaning: a day, a number, or the code that its text spells."""
    value = row[name]
    if value is None or not isinstance(value, str):
        return value
    text = value.strip().removesuffix(".0")
    if column.type == "postcode":
        return text.upper().replace(" ", "")
    if column.codelist:
        return catalogue.codelist(column.codelist).code_for(text) or text
    if column.type == "flag":
        return text.lower() in ("1", "true", "y", "yes")
    return text


def _cause(each: tuple[str, Column], held: Cells, made: Cells, catalogue: Catalogue) -> str:
    """Return why two cells differ; empty where they mean the same."""
    name, column = each
    before, after = (_value(row, name, column, catalogue) for row in (held, made))
    if before is None and held.get(f"{name}{TEXT_SUFFIX}"):
        return UNREADABLE
    if before == after:
        return ""
    if before in (None, ""):
        return FILLED
    return EMPTIED if after in (None, "") else OTHERWISE
