"""Synthetic: writes lists as one Excel workbook or as a folder of CSV files, the same bytes for the same rows."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import xlsxwriter

from sherwood.definitions.shapes.feed import FeedYear
from sherwood.synthetic.annex_a import ListCell, ListRow
from sherwood.synthetic.writing import Sheet, write_csv

# Every workbook says it was made at this moment, so that the same county has the same bytes.
_CREATED = dt.datetime(2020, 1, 1)
_DATE_FORMAT, _DATE_STYLE = "dd/mm/yyyy", "%d/%m/%Y"
_WIDTH = 14
Lists = dict[str, list[ListRow]]


def write_workbook(path: Path, shape: FeedYear, lists: Lists) -> int:
    """Write a sheet a list, dates as real dates; return the rows of all sheets."""
    path.parent.mkdir(parents=True, exist_ok=True)
    book = xlsxwriter.Workbook(str(path), {"default_date_format": _DATE_FORMAT, "strings_to_urls": False})
    book.set_properties({"title": "Annex A", "created": _CREATED})
    for name, rows in lists.items():
        table = shape.tables[name]
        sheet = book.add_worksheet(table.sheet_names[0])
        sheet.set_column(0, len(table.columns) - 1, _WIDTH)
        sheet.write_row(0, 0, [column.header for column in table.columns.values()])
        for line, row in enumerate(rows, start=1):
            for at, column in enumerate(table.columns):
                value = row.get(column)
                if isinstance(value, dt.date):
                    sheet.write_datetime(line, at, dt.datetime.combine(value, dt.time()))
                elif isinstance(value, int):
                    sheet.write_number(line, at, value)
                elif value:
                    sheet.write_string(line, at, value)
    book.close()
    return sum(len(rows) for rows in lists.values())


def write_lists(folder: Path, shape: FeedYear, lists: Lists) -> dict[str, int]:
    """Write a CSV file a list, as a council does that keeps its lists apart; return the rows of each by its name."""
    written = {}
    for name, rows in lists.items():
        table = shape.tables[name]
        lines = [[_text(row.get(column)) for column in table.columns] for row in rows]
        headings = [column.header for column in table.columns.values()]
        file = f"{table.file_names[-1]}.csv"
        written[file] = write_csv(folder / file, Sheet(headings, list(table.columns), lines))
    return written


def _text(value: ListCell) -> str:
    if isinstance(value, dt.date):
        return value.strftime(_DATE_STYLE)
    return "" if value is None else str(value)
