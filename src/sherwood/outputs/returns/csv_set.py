"""Returns: one table of the SSDA903 as its CSV file: the declared headings in their order, days as 31/03/2021."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Mapping
from typing import Any

from sherwood.definitions.shapes.feed import SourceTable


def csv_file(table: SourceTable, rows: Iterable[Mapping[str, Any]]) -> bytes:
    """Return the file; a column the rows do not have is there, empty."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([column.header for column in table.columns.values()])
    for row in rows:
        writer.writerow([_cell(row.get(name)) for name in table.columns])
    return text.getvalue().encode("utf-8")


def _cell(value: object) -> str:
    if value is None:
        return ""
    return f"{value:%d/%m/%Y}" if isinstance(value, dt.date) else str(value)
