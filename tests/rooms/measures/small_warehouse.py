"""Small warehouses in memory for tests and worked examples: only the columns a case needs, defaults for the rest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import pyarrow as pa
from sqlglot import exp

from sherwood.access import Viewer
from sherwood.access.permissions import Permission
from sherwood.access.trail import Entry
from sherwood.definitions.catalogue import load_catalogue
from sherwood.definitions.shapes.table import Table
from sherwood.store import Build, MemoryReader, memory
from sherwood.vocabulary.calendar import WorkingCalendar
from sherwood.warehouse.declared import engine_columns

CATALOGUE = load_catalogue()
HIGH_DATE = dt.date(9999, 12, 31)
AUTHORITY, FEED = "local", "ssda903"
OTHERS = "matching_store"
NEEDED = sorted({name for each in CATALOGUE.measures.values() for need in each.needs for name in need.any_of})
OPEN_ENDED = (
    "until_date",
    "end_date",
    "held_date",
    "through_date",
    "carer_until_date",
    "next_start_date",
    "uasc_ceased_date",
    "close_date",
    "authorised_date",
    "next_referral_date",
    "next_safeguarding_date",
    "next_plan_start_date",
    "first_assessment_start_date",
    "conference_date",
    "done_date",
    "pathway_plan_done_date",
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


def warehouse(
    rows: Rows,
    data_date: dt.date,
    authorities: Sequence[str] = (AUTHORITY,),
    *,
    delivered: Sequence[str] | Mapping[str, Sequence[str]] | None = None,
    is_listed: bool = True,
) -> MemoryReader:
    """A warehouse with every table of the catalogue, holding these rows; people named anywhere are persons too.

    Teams and workers of allocations are on the council's lists unless `is_listed` is false. `delivered` names the files loaded, as
    `feed.table`, for each authority where they differ; without it everything that a measure needs.
    """
    whole = {name: list(rows.get(name, ())) for name in (*CATALOGUE.tables, OTHERS)}
    whole["build_facts"] = [{"authority": each, "data_date": data_date} for each in authorities]
    whole["person"] += _people(whole)
    if is_listed:
        for name, key in (("organisation", "team_id"), ("worker", "worker_id")):
            whole[name] += _unlisted(whole["allocation"], whole[name], key)
    build = memory()
    came = _deliveries(NEEDED if delivered is None else delivered, authorities)
    days = pa.array([data_date] * came.num_rows, pa.date32())
    build.insert_arrow("landing_delivery", came.append_column("cover_to", days))
    return SmallWarehouse(build, whole, data_date)


class SmallWarehouse(MemoryReader):
    """A warehouse in memory that makes each of its tables when a question first names it: most name a dozen of a hundred."""

    def __init__(self, build: Build, rows: Rows, data_date: dt.date) -> None:
        super().__init__(build, {"data_date": data_date.isoformat()})
        self._rows, self._data_date, self._made = rows, data_date, set[str]()

    def select(
        self, expression: exp.Expr, parameters: Mapping[str, object] | None = None, *, once: bool = False
    ) -> Any:
        """Answer as every reader does, over tables that are there by now."""
        for name in {found.name for found in expression.find_all(exp.Table)} & (self._rows.keys() - self._made):
            self._make(name)
        return super().select(expression, parameters, once=once)

    def _make(self, name: str) -> None:
        # The records of people nobody works with are declared nowhere: no page may ask for them.
        table, given = CATALOGUE.table("person_record" if name == OTHERS else name), self._rows[name]
        self._made.add(name)
        self._build.create_table(name, engine_columns(table))
        for rows in (*_known_beforehand(name, self._data_date), *([_arrow(table, given)] if given else [])):
            self._build.insert_arrow(name, rows)


def _known_beforehand(name: str, data_date: dt.date) -> list[pa.Table]:
    """Rows that every warehouse holds whatever was loaded."""
    return {"calendar_day": lambda: [_calendar(data_date.year)], "code": lambda: [_codes()]}.get(name, list)()


def county_viewer(**changes: Any) -> Viewer:
    """Somebody who may see everything of one authority and one feed."""
    fields: dict[str, Any] = {
        "account_id": "u1",
        "display_name": "Pat",
        "authority": AUTHORITY,
        "county": True,
        "purposes": frozenset({"direct_care"}),
        "permissions": frozenset(Permission),
        "feeds": frozenset({FEED, *(name.partition(".")[0] for name in NEEDED)}),
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
    return {"integer": int, "number": float}.get(kind, str)(cell)


def _deliveries(names: Sequence[str] | Mapping[str, Sequence[str]], authorities: Sequence[str]) -> pa.Table:
    of_each = names if isinstance(names, Mapping) else dict.fromkeys(authorities, names)
    rows = [(authority, *name.split(".")) for authority, held in of_each.items() for name in held]
    schema = pa.schema([(name, pa.string()) for name in ("authority", "feed", "table_name")])
    return pa.Table.from_pylist([dict(zip(schema.names, row, strict=True)) for row in rows], schema=schema)


def _unlisted(
    allocations: Sequence[Mapping[str, Any]], listed: Sequence[Mapping[str, Any]], key: str
) -> list[dict[str, Any]]:
    known = {row[key] for row in listed}
    found = {row[key]: row.get("service_id") for row in allocations if row.get(key) and row[key] not in known}
    name = key.replace("_id", "_name")
    return [{key: each, name: each, "service_id": service} for each, service in sorted(found.items())]


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
def _codes() -> pa.Table:
    rows = [
        {"codelist": name, "code": code, "label": entry.label, "grouping": entry.group or None}
        for name, found in CATALOGUE.codelists.items()
        for code, entry in found.codes.items()
    ]
    return _arrow(CATALOGUE.table("code"), rows)
