"""Returns: the lists of an inspection as one workbook: a sheet a list, the official headings, days as days, codes in their words."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter
from xlsxwriter.workbook import Workbook

from sherwood.definitions.shapes.feed import Column, SourceTable

Row = Mapping[str, Any]
SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
DAY_FORMAT = "dd/mm/yyyy"
WIDTH = 18


@dataclass(frozen=True)
class Sheet:
    """A sheet of plain cells under headings."""

    name: str
    headings: Sequence[str]
    rows: Iterable[Sequence[Any]]


def lists_workbook(
    tables: Mapping[str, SourceTable],
    rows: Mapping[str, Sequence[Row]],
    spelled: Callable[[Column, Any], Any],
) -> bytes:
    """Return the workbook: every list is there, one without rows with its headings alone; `spelled` puts a value into words."""
    sheets = [
        Sheet(
            table.sheet_names[0],
            [column.header for column in table.columns.values()],
            [[spelled(column, row.get(key)) for key, column in table.columns.items()] for row in rows.get(name, ())],
        )
        for name, table in tables.items()
    ]
    return plain_workbook(sheets)


def plain_workbook(sheets: Iterable[Sheet]) -> bytes:
    """Return a workbook of these sheets; no cell of it is ever a formula."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, SAFE) as workbook:
        for sheet in sheets:
            _write(workbook, sheet)
    return stream.getvalue()


def _write(workbook: Workbook, sheet: Sheet) -> None:
    written = workbook.add_worksheet(sheet.name)
    bold = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    day = workbook.add_format({"num_format": DAY_FORMAT})
    written.freeze_panes(1, 0)
    written.set_column(0, len(sheet.headings) - 1, WIDTH)
    written.write_row(0, 0, sheet.headings, bold)
    for at, cells in enumerate(sheet.rows, start=1):
        for place, cell in enumerate(cells):
            if isinstance(cell, dt.date):
                written.write_datetime(at, place, dt.datetime.combine(cell, dt.time()), day)
            elif cell is not None:
                written.write(at, place, cell)
