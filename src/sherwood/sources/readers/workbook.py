"""Sources: reads the sheets of an Excel workbook as tables of text: values only, no formula is worked out and no macro run."""

from __future__ import annotations

import io
import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import python_calamine as calamine

from sherwood.definitions.shapes.feed import SourceTable
from sherwood.sources.errors import Refused
from sherwood.sources.headings import match, remarks
from sherwood.sources.raw import RawTable
from sherwood.sources.readers.leftovers import about_rows, filled, unread_columns
from sherwood.sources.readers.workbook_cells import text_of
from sherwood.sources.readers.workbook_marks import Marks, column_letters, marks_of, refuse_far_cells
from sherwood.sources.readers.workbook_package import open_package

_MOST_ROWS_ABOVE = 50
# Above the headings stand titles of a cell or two; headings fill most of the width.
_LEAST_FILLED = 0.5
_MACROS = "the workbook holds macros: none was run, the values were read as they were saved"


@dataclass(frozen=True)
class Sheet:
    """A sheet and its headings; `header_line` is the row as people see it, from 1, and 0 for an empty sheet."""

    name: str
    header_line: int
    header: tuple[str, ...]
    is_hidden: bool = False
    notes: tuple[str, ...] = ()
    cells: Any = field(default=None, repr=False, compare=False)
    marks: Marks = field(default_factory=Marks, repr=False, compare=False)


@dataclass(frozen=True)
class Workbook:
    """A workbook's sheets of cells in their order, and what is said of it as a whole."""

    name: str
    sheets: tuple[Sheet, ...]
    notes: tuple[str, ...] = ()


def open_workbook(name: str, content: bytes) -> Workbook:
    """Open every sheet and find its headings; raises Refused, in words, for a workbook that can't be read or holds nothing."""
    sheets, notes = _opened(content)
    if not any(sheet.header_line for sheet in sheets):
        raise Refused(
            "no sheet of this workbook holds anything",
            "ask for it again, or leave it out if there is nothing to return",
        )
    return Workbook(name, sheets, notes)


@lru_cache(maxsize=1)
def _opened(content: bytes) -> tuple[tuple[Sheet, ...], tuple[str, ...]]:
    """Return the sheets and what is said of all; the last workbook stays open, for one is recognised and then read."""
    package = open_package(content)
    marks: dict[str, Marks] = {}
    for sheet in package.sheets:
        xml = package.sheet_xml(sheet)
        refuse_far_cells(sheet, xml)
        marks[sheet] = marks_of(xml)
    return _sheets(content, marks), (_MACROS,) if package.has_macros else ()


def read_sheet(sheet: Sheet, table_name: str, table: SourceTable, max_rows: int) -> RawTable:
    """Read the rows of one table; a row's line is its number in the sheet. Raises Refused if there are more than `max_rows`."""
    headings = match(table_name, table, sheet.header)
    lines, by_column, blank = _rows(sheet, max_rows)
    positions = {line - 1: at for at, line in enumerate(lines)}
    columns = {
        name: _texts(by_column[index], index, sheet.marks, positions) for name, index in headings.positions.items()
    }
    notes = [*sheet.notes, *remarks(table, headings, sheet.name, {})]
    notes.extend(
        unread_columns(
            headings, lambda index: filled([text_of(cell) for cell in by_column[index]]), table_name, column_letters
        )
    )
    notes.extend(about_rows("sheet", len(lines), blank))
    return RawTable(table_name, columns, lines, notes=notes, sheet=sheet.name)


def sample_of(sheet: Sheet, most: int) -> list[tuple[str, ...]]:
    """The first rows below the headings as texts, for a proposal of what the sheet holds; an empty sheet has none."""
    if not sheet.header_line:
        return []
    rows = itertools.islice(sheet.cells.iter_rows(), sheet.header_line, sheet.header_line + most)
    return [tuple(text_of(cell) for cell in row) for row in rows]


def _sheets(content: bytes, marks: dict[str, Marks]) -> tuple[Sheet, ...]:
    try:
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)) as opened:
            return tuple(
                _sheet(opened.get_sheet_by_index(at), each, marks.get(each.name, Marks()))
                for at, each in enumerate(opened.sheets_metadata)
                if each.typ == calamine.SheetTypeEnum.WorkSheet
            )
    except calamine.PasswordError as error:
        raise Refused(
            "this workbook is protected by a password", "take the password off, save it and load that"
        ) from error
    except (calamine.CalamineError, ValueError, OSError) as error:
        raise Refused(
            f"this workbook can't be read ({error})", "open it, save it anew and load that, or ask for it again"
        ) from error


def _sheet(cells: calamine.CalamineSheet, about: calamine.SheetMetadata, marks: Marks) -> Sheet:
    is_hidden = about.visible != calamine.SheetVisibleEnum.Visible
    at, header, first = _header(cells)
    if at is None:
        return Sheet(about.name, 0, (), is_hidden)
    notes = ["the sheet is hidden in the workbook and was read all the same"] if is_hidden else []
    if at > first:
        notes.append(f"its headings stand in row {at + 1}; what stands above them was not read")
    notes.extend(_about_cells(cells, at, header, marks))
    return Sheet(about.name, at + 1, header, is_hidden, tuple(notes), cells, marks)


def _header(cells: calamine.CalamineSheet) -> tuple[int | None, tuple[str, ...], int]:
    """Return the index of the row of headings, its texts, and the index of the first row that is filled at all.

    Headings are the first row of texts, and of nothing else, that fills at least half of the width; else the first filled row.
    """
    top = [
        (at, [text_of(cell) for cell in row], all(isinstance(cell, str) for cell in row))
        for at, row in enumerate(itertools.islice(cells.iter_rows(), _MOST_ROWS_ABOVE))
    ]
    counted = [(at, texts, filled(texts), is_text) for at, texts, is_text in top]
    rows = [each for each in counted if each[2]]
    if not rows:
        return None, (), 0
    widest = max(count for _, _, count, _ in rows)
    best = next((each for each in rows if each[3] and each[2] >= widest * _LEAST_FILLED), rows[0])
    return best[0], tuple(best[1]), rows[0][0]


def _about_cells(cells: calamine.CalamineSheet, header_at: int, header: Sequence[str], marks: Marks) -> list[str]:
    """Say what of the sheet's making a person should know: formulas and merged cells."""
    notes = []
    if marks.formulas:
        where = _places(marks.formulas, header)
        notes.append(f"formulas in {where}: their results were read as they were last worked out")
    if marks.without_result:
        where = _places(marks.without_result, header)
        notes.append(
            f"formulas without a stored result in {where} were read as empty: open the workbook, save it and load it again"
        )
    merged = sum(1 for (_, _), (last_row, _) in cells.merged_cell_ranges or () if last_row > header_at)
    if merged:
        several = "1 merged cell" if merged == 1 else f"{merged} merged cells"
        notes.append(f"{several} below the headings: the value counts for the first row and column alone")
    return notes


def _places(counts: Counter[int], header: Sequence[str]) -> str:
    """Name the columns with their numbers of cells."""
    said = []
    for column, number in sorted(counts.items()):
        heading = header[column].strip() if column < len(header) else ""
        said.append(f"'{heading or column_letters(column + 1)}' ({number:,} {'cell' if number == 1 else 'cells'})")
    return ", ".join(said)


def _rows(sheet: Sheet, max_rows: int) -> tuple[list[int], list[tuple[Any, ...]], int]:
    """Return the line of every filled row below the headings, the cells column by column, and how many rows were blank."""
    with_error = {row for row, _ in sheet.marks.errors}
    lines: list[int] = []
    rows: list[list[Any]] = []
    blank = 0
    for at, row in enumerate(itertools.islice(sheet.cells.iter_rows(), sheet.header_line, None), sheet.header_line):
        if at not in with_error and not any(
            cell != "" and not (isinstance(cell, str) and not cell.strip()) for cell in row
        ):
            blank += 1
            continue
        lines.append(at + 1)
        rows.append(row)
        if len(rows) > max_rows:
            raise Refused(
                f"sheet '{sheet.name}' has more than {max_rows:,} rows, the most this return may have",
                "split it, or check what it holds",
            )
    return lines, list(zip(*rows, strict=True)) if rows else [()] * len(sheet.header), blank


def _texts(cells: Sequence[Any], column: int, marks: Marks, positions: dict[int, int]) -> list[str]:
    """Return a column as text, with the error marks, which are no values, put back in their places."""
    texts = [text_of(cell) for cell in cells]
    for (row, at), mark in marks.errors.items():
        if at == column and row in positions:
            texts[positions[row]] = mark
    return texts
