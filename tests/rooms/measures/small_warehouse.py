"""Small warehouses in memory for tests and worked examples: only the columns a case needs, defaults for the rest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import pyarrow as pa

from sherwood.access import Viewer
from sherwood.access.permissions import Permission
from sherwood.access.trail import Entry
from sherwood.definitions.catalogue import load_catalogue
from sherwood.definitions.shapes.table import Table
from sherwood.store import MemoryReader, memory
from sherwood.vocabulary.calendar import WorkingCalendar

CATALOGUE = load_catalogue()
HIGH_DATE = dt.date(9999, 12, 31)
AUTHORITY, FEED = "local", "ssda903"
OPEN_ENDED = (
    "until_date",
    "end_date",
    "held_date",
    "through_date",
    "carer_until_date",
    "next_start_date",
    "uasc_ceased_date",
)
TYPES = {"date": pa.date32(), "integer": pa.int32(), "number": pa.float64(), "flag": pa.bool_()}
BORN = dt.date(2010, 1, 1)
Rows = Mapping[str, Sequence[Mapping[str, Any]]]


class KeptTrail:
    """An audit trail that a test can read."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []

    def append(self, entry: Entry) -> None:
        self.entries.append(entry)


def warehouse(rows: Rows, data_date: dt.date, authorities: Sequence[str] = (AUTHORITY,)) -> MemoryReader:
    """A warehouse with every table of the catalogue, holding these rows; people named anywhere are persons too."""
    build = memory()
    whole = {name: list(rows.get(name, ())) for name in CATALOGUE.tables}
    whole["build_facts"] = [{"authority": each, "data_date": data_date} for each in authorities]
    whole["person"] += _people(whole)
    for name, table in CATALOGUE.tables.items():
        fixed = {"calendar_day": _calendar, "code": _codes}.get(name)
        build.insert_arrow(name, fixed(data_date.year) if fixed else _arrow(table, whole[name]))
    return MemoryReader(build, {"data_date": data_date.isoformat()})


def county_viewer(**changes: Any) -> Viewer:
    """Somebody who may see everything of one authority and one feed."""
    fields: dict[str, Any] = {
        "account_id": "u1",
        "display_name": "Pat",
        "authority": AUTHORITY,
        "county": True,
        "purposes": frozenset({"direct_care"}),
        "permissions": frozenset(Permission),
        "feeds": frozenset({FEED}),
        "restricted_all": True,
        "catalogue": CATALOGUE,
        "trail": KeptTrail(),
    }
    return Viewer(**(fields | changes))


def text_table(text: str) -> list[dict[str, str]]:
    """The rows of a table drawn with bars, every cell as text."""
    lines = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]


def typed(table: Table, row: Mapping[str, str]) -> dict[str, Any]:
    """Cells as the column's type; an empty cell is null."""
    return {name: _typed(table.columns[name].type, cell) for name, cell in row.items()}


def _typed(kind: str, cell: str) -> Any:
    if not cell:
        return None
    if kind == "date":
        return dt.date.fromisoformat(cell)
    if kind == "flag":
        return {"true": True, "false": False}[cell]
    return int(cell) if kind == "integer" else cell


def _people(whole: Mapping[str, Sequence[Mapping[str, Any]]]) -> list[dict[str, Any]]:
    known = {(row.get("authority", AUTHORITY), row["person_key"]) for row in whole["person"]}
    named = {
        (row.get("authority", AUTHORITY), row["person_key"])
        for rows in whole.values()
        for row in rows
        if "person_key" in row
    }
    return [{"authority": authority, "person_key": key} for authority, key in sorted(named - known)]


def _arrow(table: Table, rows: Sequence[Mapping[str, Any]]) -> pa.Table:
    fields = [(name, TYPES.get(column.type, pa.string())) for name, column in table.columns.items()]
    whole = [
        {name: row.get(name, _default(table, name, row, place)) for name in table.columns}
        for place, row in enumerate(rows)
    ]
    return pa.Table.from_pylist(whole, schema=pa.schema(fields))


def _default(table: Table, name: str, row: Mapping[str, Any], place: int) -> Any:
    fixed = {"authority": AUTHORITY, "feed": FEED, "source_row": f"load:{place:06}", "birth_date": BORN}
    if name in fixed:
        return fixed[name]
    if name in ("period_of_care_key", "record_key") and table.id != "person_record":
        return row.get("person_key")
    if table.columns[name].type == "flag":
        return False
    return HIGH_DATE if name in OPEN_ENDED else None


@lru_cache
def _calendar(year: int) -> pa.Table:
    days = WorkingCalendar().days(dt.date(year - 3, 1, 1), dt.date(year + 2, 12, 31))
    return _arrow(CATALOGUE.table("calendar_day"), [day._asdict() for day in days])


@lru_cache
def _codes(_: int) -> pa.Table:
    rows = [
        {"codelist": name, "code": code, "label": entry.label, "grouping": entry.group or None}
        for name, found in CATALOGUE.codelists.items()
        for code, entry in found.codes.items()
    ]
    return _arrow(CATALOGUE.table("code"), rows)
