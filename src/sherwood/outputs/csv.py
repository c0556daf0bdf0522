"""Outputs: a document as comma-separated values: its provenance and notes, then each table with its caption."""

from __future__ import annotations

import csv
import io

from sherwood.outputs.contents import heading_lines, notes, rows_held, tables
from sherwood.reports.document import Cell, Document

BYTE_ORDER_MARK = "\ufeff"
# What spreadsheets take for the start of a formula, full-width forms included, or skip before one.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def render(document: Document) -> bytes:
    """Return the document in UTF-8 with a byte-order mark, which Excel needs; no cell can start a formula."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(["Report", safe(document.title)])
    for label, value in (*heading_lines(document), *notes(document)):
        writer.writerow([safe(label), safe(value)])
    for table in tables(document):
        writer.writerow([])
        writer.writerow([safe(table.caption), rows_held(table)])
        writer.writerow([safe(column.label) for column in table.columns])
        writer.writerows([_value(cell) for cell in row] for row in table.rows)
    return (BYTE_ORDER_MARK + stream.getvalue()).encode("utf-8")


def _value(cell: Cell) -> str | float:
    if cell.number is not None:
        return int(cell.number) if float(cell.number).is_integer() else cell.number
    return cell.date.isoformat() if cell.date is not None else safe(cell.text)


def safe(text: str) -> str:
    """Return text that a spreadsheet shows as text: one that could start a formula gets an apostrophe in front."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
