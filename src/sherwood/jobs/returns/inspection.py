"""Returns: the inspection lists of Annex A of any day, each row with where it was read, read again and held against what was written."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlglot import exp

from sherwood import sources
from sherwood.access import NotAllowed, Permission, Viewer, data_date, require
from sherwood.access.events import ROWS_EXPORTED, audited
from sherwood.definitions.catalogue import Catalogue, load_catalogue
from sherwood.definitions.errors import Problem
from sherwood.definitions.home import Home
from sherwood.definitions.shapes.feed import Column, SourceTable
from sherwood.jobs.figures import viewer_at_keyboard
from sherwood.jobs.load import load_files
from sherwood.jobs.progress import Progress, quiet
from sherwood.jobs.returns.export import PURPOSE
from sherwood.outputs.returns import Sheet, lists_workbook, plain_workbook
from sherwood.store import Reader, memory
from sherwood.vocabulary.ages import age_on
from sherwood.vocabulary.periods import collection_year
from sherwood.warehouse.returns_of import list_rows

FEED = "annex_a"
NOBODY = "Unallocated"
Row = dict[str, Any]
# What a row knows of itself and the list does not hold.
OWN = frozenset({"person_key", "source_row"})


@dataclass(frozen=True)
class Lists:
    """What was written: files, each list with its rows and how many came back alike when read again, and what is to be put right."""

    as_at: dt.date
    files: tuple[Path, ...]
    lists: tuple[tuple[str, str, int, int], ...]
    problems: tuple[tuple[str, str, str, str], ...]

    def to_json(self) -> dict[str, Any]:
        """The answer as `sherwood export annex-a --json` prints it."""
        return {
            "return": FEED,
            "as_at": self.as_at.isoformat(),
            "files": [str(path) for path in self.files],
            "lists": [
                {"list": name, "title": title, "rows": rows, "read_again_alike": same}
                for name, title, rows, same in self.lists
            ],
            "problems": [
                {"list": name, "child": child, "rule": rule, "told": told} for name, child, rule, told in self.problems
            ],
        }


def export_lists(
    home: Home,
    authority: str,
    *,
    as_at: dt.date,
    folder: Path,
    as_user: str | None = None,
    progress: Progress = quiet,
) -> Lists:
    """Write the eleven lists as they stood on a day, and beside them where every row was read and what is to be put right.

    Everybody is in them, restricted records too, as an inspection asks: it takes the purpose of statutory returns and the right to
    take rows, and that they were taken is written first. Raises NotAllowed, Problem, AuditNotWritten.
    """
    viewer = viewer_at_keyboard(home, authority, as_user)
    require(viewer, Permission.EXPORT_ROWS)
    if PURPOSE not in viewer.purposes:
        raise NotAllowed("The lists hold every child: they are for those who look after statutory returns.")
    catalogue, reader = load_catalogue(home.council), Reader.current(home, authority)
    _refuse_days_to_come(reader, viewer, as_at)
    tables = catalogue.feed(FEED).year_for(collection_year(as_at).label).tables
    progress("lists", FEED, 0, 1)
    held = {name: table.to_pylist() for name, table in list_rows(reader, "listed", as_at)}
    rows = dict(_listed(reader, tables, held["children"], as_at))
    audited(viewer, ROWS_EXPORTED, (), {"of": f"{FEED}/{as_at}", "rows": sum(map(len, rows.values()))})
    folder.mkdir(parents=True, exist_ok=True)
    book, checks = folder / f"annex_a_{as_at}.xlsx", folder / f"annex_a_{as_at}_checks.xlsx"
    book.write_bytes(lists_workbook(tables, rows, lambda column, value: spelled(catalogue, column, value)))
    progress("check", FEED, 0, 1)
    alike, problems = _read_again(home, authority, tables, rows, book, as_at)
    found = [*problems, *_lacking(tables, rows), *_faults(rows, held["faults"])]
    told = tuple((tables[name].sheet_names[0], child, rule, words) for name, child, rule, words in found)
    checks.write_bytes(plain_workbook(_checks(tables, rows, held["files"], told)))
    lists = tuple((table.sheet_names[0], table.title, len(rows[name]), alike[name]) for name, table in tables.items())
    return Lists(as_at, (book, checks), lists, told)


def _refuse_days_to_come(reader: Reader, viewer: Viewer, as_at: dt.date) -> None:
    last = data_date(reader, viewer.authority)
    if as_at > last:
        raise Problem(f"the data end on {last}: choose that day or an earlier one for --as-at")


def spelled(catalogue: Catalogue, column: Column, value: Any) -> Any:
    """A value as the list shows it: a code in words, yes or no; the code itself where two codes have the same words."""
    if value is None:
        return None
    if column.type == "flag":
        return "Yes" if value else "No"
    if column.codelist:
        codes = catalogue.codelist(column.codelist).codes
        label = codes[value].label if value in codes else value
        return value if sum(each.label == label for each in codes.values()) > 1 else label
    return value


def _listed(
    reader: Reader, tables: Mapping[str, SourceTable], children: Sequence[Row], as_at: dt.date
) -> Iterator[tuple[str, list[Row]]]:
    """Yield each list with its rows, the child's particulars in each, in the order of the children's numbers."""
    by_key = {child["person_key"]: child for child in children}
    for name, found in list_rows(reader, FEED, as_at):
        made = [_row(tables[name], row, by_key.get(row.get("person_key")), as_at) for row in found.to_pylist()]
        yield name, sorted(made, key=lambda row: [str(row[key]) for key in tables[name].key])


def _row(table: SourceTable, row: Row, child: Row | None, as_at: dt.date) -> Row:
    """One row with what it knows of itself and of the child; nobody is responsible for an open case that nobody holds."""
    if child is None:
        return row
    age = None if child["is_unborn"] or child["birth_date"] is None else age_on(child["birth_date"], as_at)
    of_child = {name: value for name, value in child.items() if name in table.columns}
    is_open = bool(table.covers.ends) and row.get(table.covers.ends) is None
    is_held = child["held_until"] is not None and child["held_until"] > as_at
    if "worker" in table.columns and (child["worker"] is None or (is_open and not is_held)):
        of_child |= {"team": child["team"] or NOBODY, "worker": NOBODY}
    return of_child | {"age": age} | row


def _read_again(
    home: Home,
    authority: str,
    tables: Mapping[str, SourceTable],
    rows: Mapping[str, list[Row]],
    book: Path,
    as_at: dt.date,
) -> tuple[dict[str, int], list[tuple[str, str, str, str]]]:
    """Load what was written into a home of its own: how many rows of each list came back alike, and each that did not."""
    alike, problems = {}, []
    with tempfile.TemporaryDirectory(dir=home.cache.parent) as folder, memory() as build:
        scratch = Home.at(folder)
        report = load_files(scratch, authority, [book], received=as_at, period=as_at.isoformat(), progress=quiet)
        if report.exit_code:
            raise Problem(f"what was written cannot be read again: {'; '.join(report.lines())}")
        sources.stage(build, scratch, authority)
        for name, table in tables.items():
            again = build.select(exp.select("*").from_(sources.landing_name(FEED, name))).dicts()
            read = {_key(table, row): row for row in again}
            same = [_is_same(table, row, read.get(_key(table, row))) for row in rows[name]]
            alike[name] = sum(same)
            problems += [
                (name, _child(row), "read_again", "the row did not come back as it was written")
                for row, is_same in zip(rows[name], same, strict=True)
                if not is_same
            ]
    return alike, problems


def _key(table: SourceTable, row: Row) -> tuple[Any, ...]:
    return tuple(row[name] for name in table.key)


def _is_same(table: SourceTable, written: Row, read: Row | None) -> bool:
    return read is not None and all(_plain(written.get(name)) == _plain(read[name]) for name in table.columns)


def _plain(value: Any) -> Any:
    """A value without what reading tidies away: spaces around and within."""
    return "".join(value.split()) if isinstance(value, str) else value


def _child(row: Row) -> str:
    return str(row.get("child") or row.get("adopter") or "")


def _lacking(tables: Mapping[str, SourceTable], rows: Mapping[str, list[Row]]) -> Iterator[tuple[str, str, str, str]]:
    """Yield each cell that the list must hold and that no feed fills, and each open case that nobody is responsible for."""
    for name, table in tables.items():
        for row in rows[name]:
            for key, column in table.columns.items():
                if column.required and row.get(key) in (None, ""):
                    yield name, _child(row), "required_cell_empty", f"nothing is recorded for '{column.header}'"
            if row.get("worker") == NOBODY:
                yield name, _child(row), "nobody_responsible", "nobody is recorded as responsible on the day"


def _faults(rows: Mapping[str, list[Row]], faults: Sequence[Row]) -> Iterator[tuple[str, str, str, str]]:
    """Yield what the rules of records find of the children in the lists, each under the first list that names the child."""
    named: dict[str, tuple[str, str]] = {}
    for name, found in rows.items():
        for row in found:
            if "person_key" in row:
                named.setdefault(row["person_key"], (name, _child(row)))
    for fault in faults:
        if fault["person_key"] in named:
            yield *named[fault["person_key"]], fault["rule"], fault["told"]


def _checks(
    tables: Mapping[str, SourceTable],
    rows: Mapping[str, list[Row]],
    files: Sequence[Row],
    problems: Sequence[tuple[str, str, str, str]],
) -> Iterator[Sheet]:
    """Yield the sheets beside the lists: where every row was read, and what is to be put right."""
    by_load = {each["load"]: each for each in files}
    sheet_of = {name: table.sheet_names[0] for name, table in tables.items()}
    traced = []
    for name, found in rows.items():
        for at, row in enumerate(found, start=2):
            load, _, line = str(row["source_row"]).partition(":")
            file = by_load.get(load, {})
            traced.append(
                [sheet_of[name], at, _child(row), file.get("feed"), file.get("file"), line, file.get("received"), load]
            )
    yield Sheet("Rows", ("List", "Row", "Child", "Feed", "File", "Line", "Received", "Load"), traced)
    yield Sheet("To put right", ("List", "Child", "Rule", "What is recorded"), problems)
