"""Sources: turns a table of text into typed rows, the problems found on the way, and the counts that prove nothing was lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from sherwood.definitions.shapes.codelist import Codelist
from sherwood.definitions.shapes.feed import Column, SourceTable
from sherwood.sources.cells.columns import TypedColumn, type_column
from sherwood.sources.cells.dates import DAY_FIRST, YEAR_FIRST
from sherwood.sources.cells.parsers import parser_for
from sherwood.sources.kinds import FileKind
from sherwood.sources.raw import RawTable
from sherwood.sources.report import CellCounts, TableCounts

PROBLEM_SCHEMA = pa.schema(
    [
        *((name, pa.string()) for name in ("feed", "table_name", "load", "file", "sheet")),
        ("line", pa.int32()),
        *((name, pa.string()) for name in ("column_name", "value", "reason", "remedy", "severity")),
    ]
)


@dataclass(frozen=True)
class Origin:
    """What every problem of a file says about where it was found."""

    feed: str
    load: str
    file: str
    kind: FileKind = "csv"

    @property
    def date_form(self) -> str:
        """How a file of this kind writes dates, for the remedies."""
        return YEAR_FIRST if self.kind == "xml" else DAY_FIRST


@dataclass(frozen=True)
class TypedTable:
    """Accepted rows (`line` and every declared column), problems, and counts."""

    name: str
    rows: pa.Table
    problems: pa.Table
    counts: TableCounts


def type_table(raw: RawTable, table: SourceTable, codelists: Mapping[str, Codelist], origin: Origin) -> TypedTable:
    """Type every cell. A row is rejected only if it could not be read or a column of its key is empty or a problem."""
    lines = pa.array(raw.lines, pa.int32())
    columns = {
        name: type_column(texts_of(raw, name, column), column, parser_for(column, codelists, origin.date_form))
        for name, column in table.columns.items()
    }
    is_broken = _flags(raw.broken, len(raw.lines))
    is_rejected = is_broken
    for name in table.key:
        is_rejected = pc.or_(is_rejected, pc.is_null(columns[name].values))
    is_accepted = pc.invert(is_rejected)
    cell_problems = _cell_problems(columns, table, lines, is_accepted)
    found = [*_broken_rows(raw), *_keyless_rows(columns, table, lines, is_broken), *cell_problems]
    rows = pa.table({"line": lines} | {name: column.values for name, column in columns.items()}).filter(is_accepted)
    counts = TableCounts(
        rows_read=len(raw.lines),
        rows_accepted=rows.num_rows,
        cell_problems=sum(batch.num_rows for batch in cell_problems),
        columns={name: _counts(column, is_rejected) for name, column in columns.items() if name in raw.columns},
        notes=tuple(raw.notes),
        refused=tuple(raw.refused),
    )
    return TypedTable(raw.name, rows, _problem_table(found, raw, origin), counts)


def texts_of(raw: RawTable, name: str, column: Column) -> Any:
    """The texts of a column; of one that the file does not have, what stands for it in every row."""
    return raw.columns[name] if name in raw.columns else pa.repeat(pa.scalar(column.default), len(raw.lines))


def _flags(positions: Mapping[int, object], length: int) -> Any:
    if not positions:
        return pa.repeat(pa.scalar(False), length)
    return pa.array([position in positions for position in range(length)], pa.bool_())


def _counts(column: TypedColumn, is_rejected: Any) -> CellCounts:
    """Count a column's filled cells so that read = typed + problems + in_rejected_rows."""
    read = _sum(column.is_filled)
    lost = _sum(pc.and_(column.is_filled, is_rejected))
    problems = _sum(pc.and_(column.is_problem, pc.invert(is_rejected)))
    return CellCounts(read, read - lost - problems, problems, lost)


def _sum(flags: Any) -> int:
    return pc.sum(flags).as_py() or 0


def _cell_problems(
    columns: Mapping[str, TypedColumn], table: SourceTable, lines: Any, is_accepted: Any
) -> list[pa.Table]:
    """Return a batch for each column with a problem in a row that is kept."""
    batches = []
    for name, column in columns.items():
        at = pc.indices_nonzero(pc.and_(column.is_problem, is_accepted))
        if len(at):
            batches.append(_batch(column, table.columns[name].header, lines, at, "cell"))
    return batches


def _keyless_rows(columns: Mapping[str, TypedColumn], table: SourceTable, lines: Any, is_broken: Any) -> list[pa.Table]:
    """Return one problem for each row rejected for its key: the first column of the key that is empty or a problem."""
    batches = []
    is_told = is_broken
    for name in table.key:
        column, header = columns[name], table.columns[name].header
        is_missing = pc.and_(pc.is_null(column.values), pc.invert(is_told))
        unreadable = pc.indices_nonzero(pc.and_(is_missing, column.is_problem))
        if len(unreadable):
            batches.append(_batch(column, header, lines, unreadable, "row"))
        empty = pc.indices_nonzero(pc.and_(is_missing, pc.invert(column.is_problem)))
        if len(empty):
            reason, remedy = (
                f"{header} is empty, and rows are told apart by it",
                f"fill in {header} and load the file again",
            )
            batches.append(_worded(lines, empty, header, reason, remedy))
        is_told = pc.or_(is_told, is_missing)
    return batches


def _batch(column: TypedColumn, header: str, lines: Any, at: Any, severity: str) -> pa.Table:
    found = {"line": lines, "value": column.texts, "reason": column.reasons, "remedy": column.remedies}
    return pa.table(
        {name: pc.take(values, at) for name, values in found.items()}
        | _same(len(at), column_name=header, severity=severity)
    )


def _worded(lines: Any, at: Any, header: str, reason: str, remedy: str) -> pa.Table:
    words = _same(len(at), column_name=header, value="", reason=reason, remedy=remedy, severity="row")
    return pa.table({"line": pc.take(lines, at)} | words)


def _broken_rows(raw: RawTable) -> list[pa.Table]:
    if not raw.broken:
        return []
    found = raw.broken.values()
    told = {
        "value": [each.text for each in found],
        "reason": [each.reason for each in found],
        "remedy": [each.remedy for each in found],
    }
    lines = pa.array([raw.lines[position] for position in raw.broken], pa.int32())
    return [pa.table({"line": lines} | told | _same(len(found), column_name="", severity="row"))]


def _same(length: int, **words: str) -> dict[str, Any]:
    return {name: pa.repeat(pa.scalar(word), length) for name, word in words.items()}


def _problem_table(batches: list[pa.Table], raw: RawTable, origin: Origin) -> pa.Table:
    """Join the batches, in the order of the file, with where they were found."""
    whole = []
    for batch in batches:
        found_in = {"feed": origin.feed, "table_name": raw.name, "load": origin.load, "file": origin.file}
        place = _same(batch.num_rows, **found_in, sheet=raw.sheet)
        columns = {**{field: batch[field] for field in batch.column_names}, **place}
        whole.append(pa.table({field: columns[field] for field in PROBLEM_SCHEMA.names}).cast(PROBLEM_SCHEMA))
    if not whole:
        return PROBLEM_SCHEMA.empty_table()
    return pa.concat_tables(whole).sort_by([("line", "ascending"), ("column_name", "ascending")])
