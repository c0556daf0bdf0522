"""The worked example of a rule of records as the tables of a build: only the cells a case needs, defaults for the rest."""

from __future__ import annotations

import datetime as dt

import pyarrow as pa
from tests.rooms.measures.small_warehouse import AUTHORITY, CATALOGUE, TYPES, _arrow, text_table, typed

from sherwood.definitions.record_rules import load_record_rules
from sherwood.quality.records import faults_of
from sherwood.store import memory

BOOK = load_record_rules(CATALOGUE)
LANDING = "landing_"
PLACED = {"period_start": "date", "period_end": "date", "received": "date", "first_received_date": "date"}


def lines_at_fault(rule):
    """The rows that the example says are at fault, and those that it says are not, by where they are said to have been read."""
    rows = list(enumerate(text_table(rule.example.given[rule.table]), 1))
    marked = {f"{rule.table}:{at}" for at, row in rows if row.get("fires") == "yes"}
    return marked, {f"{rule.table}:{at}" for at, _ in rows} - marked


def build_of(given, data_date, names):
    """A build with these tables; each row is read at `<table>:<number>`."""
    build = memory(threads=1)
    rows = {name: [dict(row) for row in text_table(text)] for name, text in given.items()}
    for name, own in rows.items():
        for at, row in enumerate(own, 1):
            row.pop("fires", None)
            row["source_row"] = f"{name}:{at}"
    for name in sorted({*names, *rows, "build_facts", "landing_delivery"}):
        build.insert_arrow(name, _table(name, rows.get(name, []), data_date))
    return build


def _table(name, rows, data_date):
    if name == "landing_delivery":
        return _deliveries(rows)
    if name.startswith(LANDING):
        return _landed(name, rows)
    table = CATALOGUE.table(name)
    if name == "build_facts":
        return _arrow(table, [{"authority": AUTHORITY, "data_date": data_date}])
    known = [{each: cell for each, cell in row.items() if each in table.columns} for row in rows]
    return _arrow(table, [typed(table, row) for row in known])


def faults_found(build, name):
    """What a rule finds in a build."""
    select, values = faults_of(BOOK.rules[name], BOOK.sql[name])
    return build.select(select, values).dicts()


def _landed(name, rows):
    feed, table = _of_feed(name)
    kinds = {column: each.type for column, each in table.columns.items()} | PLACED
    plain = ["authority", "feed", "source_id", "source_row"]
    schema = pa.schema(
        [(each, pa.string()) for each in plain] + [(each, TYPES.get(kind, pa.string())) for each, kind in kinds.items()]
    )
    made = [
        {
            "authority": AUTHORITY,
            "feed": feed,
            **{each: _cell(kinds.get(each, "text"), cell) for each, cell in row.items()},
        }
        for row in rows
    ]
    return pa.Table.from_pylist(made, schema)


def _of_feed(name):
    rest = name.removeprefix(LANDING)
    feed = next(each for each in sorted(CATALOGUE.feeds, key=len, reverse=True) if rest.startswith(f"{each}_"))
    year = list(CATALOGUE.feed(feed).years.values())[-1]
    return feed, year.tables[rest.removeprefix(f"{feed}_")]


def _cell(kind, cell):
    if not cell:
        return None
    return dt.date.fromisoformat(cell) if kind == "date" else cell


def _deliveries(rows):
    schema = pa.schema([("authority", pa.string()), ("feed", pa.string()), ("received", pa.date32())])
    return pa.Table.from_pylist(
        [{"authority": AUTHORITY, "feed": row["feed"], "received": _cell("date", row["received"])} for row in rows],
        schema,
    )
