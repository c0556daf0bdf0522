"""The worked example of a rule as a return in memory: only the cells a case needs, every other one empty."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from types import SimpleNamespace

import pyarrow as pa

from sherwood.definitions.catalogue import load_catalogue
from sherwood.definitions.rules import load_rules
from sherwood.quality import Submission, run
from sherwood.quality.compiling import tables_of
from sherwood.quality.days import days_of
from sherwood.quality.prepared import needed_by
from sherwood.store import memory
from sherwood.vocabulary.calendar import WorkingCalendar

CATALOGUE = load_catalogue()
READ_TYPES = {"date": pa.date32(), "integer": pa.int32(), "number": pa.float64()}


@lru_cache
def book(name):
    return load_rules(name, CATALOGUE)


def text_table(text):
    """The rows of a table drawn in text, as dictionaries of its filled cells, with `fires` apart."""
    heading, *lines = [line for line in text.strip().splitlines() if line.strip()]
    names = [name.strip() for name in heading.split("|")]
    rows = []
    for line in lines:
        cells = [cell.strip() for cell in line.split("|")]
        assert len(cells) == len(names), f"{len(cells)} cells under {len(names)} headings: {line}"
        rows.append({name: cell for name, cell in zip(names, cells, strict=True) if cell})
    return rows


def last_year_of(year):
    return f"{int(year[:4]) - 1}-{year[2:4]}"


# What Ofsted publishes of the places it registers: no feed holds it yet, so that its rules are skipped outside their examples.
PROVIDERS = ("urn", "kind", "sector", "postcode", "authority_code", "opened_date", "closed_date")


def return_of(feed, year, given, only=None):
    """A build with the tables of the return and of the year before (or `only` some), filled with what is given."""
    build = memory()
    declared = dict(CATALOGUE.feed(feed).year_for(year).tables)
    before = CATALOGUE.feed(feed).year_for(last_year_of(year)).tables
    declared |= {f"{name}_last": table for name, table in before.items()}
    declared |= CATALOGUE.feed("postcode_directory").year_for(year).tables
    declared["ofsted_providers"] = providers()
    if feed == "cin_census":
        declared["header"] = apart("reference_date")
    unknown = set(given) - set(declared)
    assert not unknown, f"no such table: {unknown}"
    for name in declared if only is None else sorted(only & set(declared)):
        rows = given.get(name, ())
        table = filled(name, declared[name], rows)
        build.insert_arrow(name, placed(table, rows) if feed == "cin_census" else table)
    return build, frozenset(declared)


def providers():
    return apart(*PROVIDERS)


# The header of a census is no table of the feed either.
def apart(*names):
    kinds = {name: "date" if name.endswith("_date") else "text" for name in names}
    columns = {name: SimpleNamespace(type=kind) for name, kind in kinds.items()}
    return SimpleNamespace(columns=columns, child="")


def filled(name, table, rows):
    fields = [pa.field("source_row", pa.string()), pa.field("source_id", pa.string())]
    for column, declared in table.columns.items():
        fields.append(pa.field(column, READ_TYPES.get(declared.type, pa.string())))
        if declared.type in READ_TYPES:
            fields.append(pa.field(f"{column}_text", pa.string()))
    schema = pa.schema(fields)
    made = []
    for at, row in enumerate(rows, 1):
        unknown = set(row) - set(table.columns) - {"fires"}
        assert not unknown, f"{name} has no column {unknown}"
        cells = {"source_row": f"{name}:{at}", "source_id": row.get(table.child) if table.child else None}
        for column, declared in table.columns.items():
            text = row.get(column)
            cells[column] = value_of(text, declared.type) if declared.type in READ_TYPES else text
            cells[f"{column}_text"] = text
        made.append(cells)
    return pa.Table.from_pylist(made, schema)


def placed(table, rows):
    """In a file a row stands in a case and a block; in an example the days that name these say which."""
    for name, keys in (
        ("case_row", ("child", "referral_date")),
        ("block_row", ("child", "referral_date", "start_date", "plan_start_date")),
    ):
        named = ["/".join(row[key] for key in keys if row.get(key)) for row in rows]
        table = table.append_column(name, pa.array(named, pa.string()))
    return table


def value_of(text, kind):
    if text is None:
        return None
    if kind == "date":
        return dt.date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else None
    return (int if kind == "integer" else float)(text) if re.fullmatch(r"-?\d+(\.\d+)?", text) else None


def ask(feed, year, given, *codes, received=None, rules=None):
    """The results of a set's rules (those of the codes, if any) on a return drawn in text tables, by code."""
    tables = {name: text_table(text) for name, text in given.items()}
    asked = rules or book(feed)
    spoken_of = frozenset().union(*(tables_of(rule, asked) for rule in asked.rules.values()))
    build, declared = return_of(feed, year, tables, needed_by(asked.of.id, spoken_of) | set(tables))
    with build:
        submission = Submission(build, year, declared if received is None else frozenset(received))
        results = run(asked, CATALOGUE, submission)
    return {result.code: result for result in results if not codes or result.code in codes}


def expected_of(rule):
    """The rows that the example says break the rule, and those that it says do not."""
    rows = list(enumerate(text_table(rule.example.given[rule.table]), 1))
    return (
        {f"{rule.table}:{at}" for at, row in rows if row.get("fires") == "yes"},
        {f"{rule.table}:{at}" for at, row in rows if row.get("fires") != "yes"},
    )


def days_in(year):
    """The days that rules of a year name, by England's working days."""
    calendar = CATALOGUE.calendar("england_and_wales")
    added = {day.date: day.name for day in calendar.added}
    return days_of(year, WorkingCalendar(added, [day.date for day in calendar.removed]))
