"""Outputs: a document as an Excel workbook: a contents sheet, one real table a sheet, provenance on the first."""

from __future__ import annotations

import datetime as dt
import io
import re

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from sherwood.outputs.contents import heading_lines, notes, plain, rows_held, tables
from sherwood.reports.document import Cell, Document, Table

SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
SHEET_NAME_LIMIT = 31
CELL_LIMIT = 32_767
FIRST_DAY = dt.date(1900, 3, 1)  # Excel believes in a 29 February 1900, so that earlier days are a day out


def render(document: Document) -> bytes:
    """Return the workbook; no cell of it is ever a formula, so a note that begins with `=` stays text."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, SAFE) as workbook:
        workbook.set_properties({"title": _clean(document.title), "subject": _clean(document.question)})
        heading = workbook.add_format({"bold": True, "font_size": 16})
        contents = workbook.add_worksheet("Contents")
        names = _names(document)
        _write_contents(contents, document, names, heading)
        for name, table in zip(names, tables(document), strict=True):
            _write_table(workbook, name, table)
    return stream.getvalue()


def _names(document: Document) -> list[str]:
    """Return a sheet name for each table: its caption, shortened and made unique; Excel counts an emoji as two letters."""
    found: list[str] = []
    for place, table in enumerate(tables(document), start=1):
        plain = re.sub(r"[\[\]:*?/\\'\s\U00010000-\U0010ffff]+", " ", _clean(table.caption)).strip()
        found.append(f"{place} {plain}"[:SHEET_NAME_LIMIT].strip())
    return found


def _write_contents(sheet: Worksheet, document: Document, names: list[str], heading: Format) -> None:
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 90)
    sheet.write_string(0, 0, _clean(document.title), heading)
    row = 2
    for label, value in heading_lines(document):
        sheet.write_string(row, 0, label)
        sheet.write_string(row, 1, _clean(value))
        row += 1
    for name, table in zip(names, tables(document), strict=True):
        row += 1
        sheet.write_url(row, 0, f"internal:'{name}'!A1", string=name)
        sheet.write_string(row, 1, f"{_clean(table.caption)} ({rows_held(table)})")
    row += 2
    for label, text in notes(document):
        sheet.write_string(row, 0, label)
        sheet.write_string(row, 1, _clean(text))
        row += 1


def _write_table(workbook: Workbook, name: str, table: Table) -> None:
    """Write one table as a real Excel table, one header row, no merged cells, so that filters and pivots work."""
    sheet = workbook.add_worksheet(name)
    dates = workbook.add_format({"num_format": "d mmm yyyy"})
    headings = _unique([_clean(column.label) for column in table.columns])
    last_row = max(1, len(table.rows))
    options = {
        "columns": [{"header": label} for label in headings],
        "style": "Table Style Light 1",
        "name": f"table_{len(workbook.worksheets())}",
    }
    sheet.add_table(0, 0, last_row, len(headings) - 1, options)
    for row, cells in enumerate(table.rows, start=1):
        for place, cell in enumerate(cells):
            _write_cell(sheet, row, place, cell, dates)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_column(0, len(headings) - 1, 22)


def _write_cell(sheet: Worksheet, row: int, place: int, cell: Cell, dates: Format) -> None:
    if cell.number is not None:
        sheet.write_number(row, place, cell.number)
    elif cell.date is not None and cell.date >= FIRST_DAY:
        sheet.write_datetime(row, place, cell.date, dates)
    else:
        sheet.write_string(row, place, _clean(cell.text))


def _clean(text: str) -> str:
    """Return text that a workbook can hold; a longer one is cut and says so, where it would be left out without a word."""
    kept = plain(text)
    return kept if len(kept) <= CELL_LIMIT else f"{kept[: CELL_LIMIT - 1]}…"


def _unique(labels: list[str]) -> list[str]:
    """Return headings an Excel table accepts: not empty, none twice whatever their case."""
    found: list[str] = []
    for label in labels:
        name, number = label or "Column", 2
        while name.lower() in {each.lower() for each in found}:
            name, number = f"{label} {number}", number + 1
        found.append(name)
    return found
