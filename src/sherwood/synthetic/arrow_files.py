"""Synthetic: writes whole columns as a CSV, Parquet or Excel file under the headings a feed declares."""

from __future__ import annotations

import csv
import datetime as dt
import io
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
import xlsxwriter

from sherwood.definitions.shapes.feed import SourceTable

# The same bytes from the same rows: a workbook otherwise carries the moment it was made.
_MADE = dt.datetime(2026, 1, 1)


def write_table_file(path: Path, table: SourceTable, rows: pa.Table, date_style: str) -> None:
    """Write a table in the form its file's ending names, one column for each the feed declares, in its order.

    Raises KeyError where a declared column is missing, for a header that a writer forgot would read as an empty column ever after.
    """
    columns = [rows[name] for name in table.columns]
    headings = [column.header for column in table.columns.values()]
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".parquet":
        pq.write_table(pa.table(columns, names=headings), path, compression="zstd")
        return
    told = pa.table([_told(column, date_style) for column in columns], names=headings)
    if path.suffix == ".xlsx":
        _write_workbook(path, table, told)
    else:
        _write_csv(path, told)


def _told(column: pa.ChunkedArray, date_style: str) -> pa.ChunkedArray:
    """A column as text sees it: dates in the sender's style, flags as Y and N, numbers and text as they are."""
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    if pa.types.is_date(column.type):
        return _dates(column, date_style)
    if pa.types.is_boolean(column.type):
        return pc.if_else(column, "Y", "N")
    return column


def _dates(column: pa.ChunkedArray, date_style: str) -> pa.ChunkedArray:
    """Each distinct day is written once: a column of millions has a few thousand of them."""
    encoded = column.combine_chunks().dictionary_encode()
    texts = pc.strftime(encoded.dictionary.cast(pa.timestamp("s")), date_style)
    return pa.chunked_array([texts.take(encoded.indices)])


def _write_csv(path: Path, rows: pa.Table) -> None:
    """Quote only where a column needs it, as senders' own exports do; Arrow's other way quotes every text."""
    headings = io.StringIO()
    csv.writer(headings, lineterminator="\n").writerow(rows.column_names)
    with path.open("wb") as file:
        file.write(headings.getvalue().encode("utf-8"))
        begun = file.tell()
        try:
            pa_csv.write_csv(rows, file, pa_csv.WriteOptions(include_header=False, quoting_style="none"))
        except pa.ArrowInvalid:
            file.seek(begun)
            file.truncate()
            pa_csv.write_csv(rows, file, pa_csv.WriteOptions(include_header=False, quoting_style="needed"))


def _write_workbook(path: Path, table: SourceTable, rows: pa.Table) -> None:
    with xlsxwriter.Workbook(path, {"in_memory": True, "strings_to_numbers": False}) as book:
        book.set_properties({"created": _MADE})
        sheet = book.add_worksheet(table.sheet_names[0] if table.sheet_names else None)
        sheet.write_row(0, 0, rows.column_names)
        for line, cells in enumerate(zip(*(column.to_pylist() for column in rows.columns), strict=True), start=1):
            for place, cell in enumerate(cells):
                if isinstance(cell, str):
                    sheet.write_string(line, place, cell)
                elif cell is not None:
                    sheet.write_number(line, place, cell)
