"""Sources: reads a Parquet file, as data platforms export them, into one table of text."""

from __future__ import annotations

import datetime as dt
import io
import json
import math
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from sherwood.definitions.shapes.feed import SourceTable
from sherwood.sources.errors import Refused
from sherwood.sources.headings import match, remarks
from sherwood.sources.raw import RawTable
from sherwood.sources.readers.leftovers import about_rows, unread_columns
from sherwood.sources.readers.workbook_cells import day_and_time, number_text, text_of

MEGABYTE = 1_000_000
MOST_MEGABYTES = 2_000
_LONDON = ZoneInfo("Europe/London")
_ASK_AGAIN = "ask for it again, or for the same rows as CSV"
_DAMAGED = (pa.ArrowException, OSError, ValueError, UnicodeDecodeError)


@dataclass(frozen=True)
class ParquetFile:
    """An open Parquet file and the names of its columns."""

    name: str
    header: tuple[str, ...]
    opened: Any = field(repr=False, compare=False)


def open_parquet(name: str, content: bytes) -> ParquetFile:
    """Open the file and read its column names; raises Refused if it is damaged or would fill the memory."""
    try:
        opened = pq.ParquetFile(io.BytesIO(content))
        about = opened.metadata
        unpacked = sum(about.row_group(at).total_byte_size for at in range(about.num_row_groups))
        header = tuple(opened.schema_arrow.names)
    except _DAMAGED as error:
        raise _damaged() from error
    if unpacked > MOST_MEGABYTES * MEGABYTE:
        raise Refused(
            f"this file would unpack to {unpacked / MEGABYTE:,.0f} megabytes, far more than a return holds",
            "split it, or check where it came from",
        )
    return ParquetFile(name, header, opened)


def read_parquet(file: ParquetFile, table_name: str, table: SourceTable, max_rows: int) -> RawTable:
    """Read the rows of one table; a row's line is its number in the file, from 1. Raises Refused for more than `max_rows`."""
    if file.opened.metadata.num_rows > max_rows:
        raise Refused(
            f"the file has more than {max_rows:,} rows, the most this return may have",
            "split it, or check what it holds",
        )
    try:
        arrow = file.opened.read()
        headings = match(table_name, table, file.header)
        columns = {name: _texts(arrow.column(at)) for name, at in headings.positions.items()}
    except _DAMAGED as error:
        raise _damaged() from error
    notes = remarks(table, headings, file.name, {table_name: table})
    notes.extend(unread_columns(headings, lambda at: arrow.num_rows - arrow.column(at).null_count, table_name))
    notes.extend(about_rows("file", arrow.num_rows, 0))
    return RawTable(table_name, columns, range(1, arrow.num_rows + 1), notes=notes)


def _damaged() -> Refused:
    return Refused("this Parquet file is damaged or was cut short on its way", _ASK_AGAIN)


def _texts(column: pa.ChunkedArray) -> list[str]:
    """Write a column as text, each distinct value once where the file keeps them so."""
    kind = column.type
    if pa.types.is_dictionary(kind):
        return _texts(column.cast(kind.value_type))
    if pa.types.is_timestamp(kind):
        column = column.cast(pa.timestamp("us", kind.tz), safe=False)
    if pa.types.is_integer(kind):
        column = pc.cast(column, pa.string())
    write = _writer(column.type)
    return ["" if value is None else write(value) for value in column.to_pylist()]


def _writer(kind: pa.DataType) -> Callable[[Any], str]:
    """Return how values of a type are written so that the parsers of cells read them."""
    for is_kind, write in _WRITERS:
        if is_kind(kind):
            return write
    return text_of


def _number(value: float) -> str:
    return "" if math.isnan(value) else number_text(value)


def _decimal(value: Decimal) -> str:
    whole = value.to_integral_value()
    return format(whole if value == whole else value.normalize(), "f")


def _moment(value: dt.datetime) -> str:
    """Write a moment of a known time zone as the clock in England showed it."""
    return day_and_time(value.astimezone(_LONDON).replace(tzinfo=None) if value.tzinfo else value)


def _decoded(value: bytes) -> str:
    return value.decode("utf-8")


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=text_of)


def _map(value: list[tuple[Any, Any]]) -> str:
    return _json(dict(value))


_WRITERS: tuple[tuple[Callable[[pa.DataType], bool], Callable[[Any], str]], ...] = (
    (pa.types.is_floating, _number),
    (pa.types.is_decimal, _decimal),
    (pa.types.is_timestamp, _moment),
    (pa.types.is_binary, _decoded),
    (pa.types.is_large_binary, _decoded),
    (pa.types.is_fixed_size_binary, _decoded),
    (pa.types.is_map, _map),
    (pa.types.is_nested, _json),
)
