"""Sources: reads a CSV file into one table of text, every row either complete or named as one that cannot be read."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sherwood.definitions.shapes.feed import SourceTable
from sherwood.sources.errors import Refused
from sherwood.sources.headings import match, remarks
from sherwood.sources.raw import Broken, RawTable
from sherwood.sources.readers.csv_at_once import columns_at_once
from sherwood.sources.readers.csv_rows import Row, blank_characters, rows_of
from sherwood.sources.readers.leftovers import about_rows, filled, unread_columns
from sherwood.sources.readers.text import decoded, delimiter_of, lines_of

_LONGEST_TEXT_KEPT = 2000
# A table of a return has some dozens of headings; what is longer is another sort of file, and no reader should take it apart.
_LONGEST_HEADER = 100_000


@dataclass(frozen=True)
class CsvFile:
    """An open CSV file: its lines, where its header stands, and how its cells are told apart."""

    name: str
    lines: Sequence[str]
    header_at: int
    header: Sequence[str]
    delimiter: str
    notes: tuple[str, ...]


def open_csv(name: str, content: bytes) -> CsvFile:
    """Decode the file and find its header, which is its first row that is not blank."""
    text, notes = decoded(content)
    lines = lines_of(text)
    header_at = next((index for index, line in enumerate(lines) if line.strip(' ,;\t|"')), None)
    if header_at is None:
        raise Refused("the file holds no text", "ask for it again, or leave it out if there is nothing to return")
    if len(lines[header_at]) > _LONGEST_HEADER:
        raise Refused(
            f"its first row is {len(lines[header_at]):,} characters long, far more than the headings of a return",
            "check what it is, or ask for the file again",
        )
    delimiter = delimiter_of(lines[header_at])
    header = next(csv.reader([lines[header_at]], delimiter=delimiter))
    return CsvFile(name, lines, header_at, header, delimiter, notes)


def read_csv(file: CsvFile, table_name: str, tables: Mapping[str, SourceTable], max_rows: int) -> RawTable:
    """Read the rows of one table; raises Refused if there are more than `max_rows`."""
    table = tables[table_name]
    headings = match(table_name, table, file.header)
    body = len(file.lines) - file.header_at - 1
    if body <= max_rows and (whole := columns_at_once(file.lines, file.header_at + 1, file.delimiter, headings.width)):
        notes = [*file.notes, *remarks(table, headings, file.name, tables)]
        notes.extend(unread_columns(headings, lambda index: filled(whole[index].to_pylist()), table_name))
        columns = {name: whole[position] for name, position in headings.positions.items()}
        return RawTable(table_name, columns, range(file.header_at + 2, len(file.lines) + 1), {}, notes)
    rows: list[Row] = []
    for row in rows_of(file.lines, file.header_at + 1, file.delimiter, headings.width):
        rows.append(row)
        if len(rows) > max_rows:
            raise Refused(
                f"the file has more than {max_rows:,} rows, the most this return may have",
                "split it, or check what it holds",
            )
    broken: dict[int, Broken] = {}
    cells = [_fitted(row, position, headings.width, file, broken) for position, row in enumerate(rows)]
    by_column: list[Sequence[str]] = list(zip(*cells, strict=True)) if cells else [()] * headings.width
    notes = [*file.notes, *remarks(table, headings, file.name, tables)]
    notes.extend(unread_columns(headings, lambda index: filled(by_column[index]), table_name))
    notes.extend(_about_rows(file, rows))
    columns = {name: by_column[position] for name, position in headings.positions.items()}
    return RawTable(table_name, columns, [row.line for row in rows], broken, notes)


def _fitted(row: Row, position: int, width: int, file: CsvFile, broken: dict[int, Broken]) -> list[str]:
    """Return the row's cells in the header's number, after noting in `broken` a row that has another number."""
    cells = row.cells
    if len(cells) == width and not row.is_unclosed:
        return cells
    if row.is_unclosed:
        broken[position] = Broken(
            _text(file, row), "a quotation mark is opened and never closed", "close it, or take it out"
        )
    elif len(cells) < width:
        broken[position] = Broken(
            _text(file, row),
            f"the row breaks off: {_number(cells)} where the header has {width}",
            "ask for the file again",
        )
    elif any(cell.strip() for cell in cells[width:]):
        reason = f"the row has {_number(cells)} where the header has {width}"
        broken[position] = Broken(_text(file, row), reason, "put quotation marks around a cell that holds a comma")
    return [*cells, *[""] * (width - len(cells))][:width]


def _number(cells: Sequence[str]) -> str:
    return "1 cell" if len(cells) == 1 else f"{len(cells)} cells"


def _text(file: CsvFile, row: Row) -> str:
    return file.lines[row.line - 1][:_LONGEST_TEXT_KEPT]


def _about_rows(file: CsvFile, rows: Sequence[Row]) -> list[str]:
    characters = blank_characters(file.delimiter)
    blank = sum(1 for line in file.lines[file.header_at + 1 :] if not line.strip(characters))
    return about_rows("file", len(rows), blank)
