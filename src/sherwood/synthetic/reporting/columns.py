"""Synthetic: the columns of one delivered table, every cell the text that stood in the file, read as days or numbers on request."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
from python_calamine import CalamineWorkbook

Texts = npt.NDArray[Any]
Days = npt.NDArray[np.datetime64]
_STYLES = ("%Y-%m-%d", "%d/%m/%Y", "%d-%b-%Y")
_DAYS_OFF_MIDNIGHT = 10


class Columns:
    """A table by its headings; empty cells are empty text, and blanks around a cell are no part of it."""

    def __init__(self, table: pa.Table) -> None:
        self._table = table

    def __len__(self) -> int:
        return int(self._table.num_rows)

    def has(self, *names: str) -> bool:
        """Whether the table has all these headings."""
        return set(names) <= set(self._table.column_names)

    def texts(self, name: str) -> Texts:
        """The cells of a column as text."""
        plain = pc.utf8_trim_whitespace(pc.fill_null(pc.cast(self._table[name], pa.string()), ""))
        return np.asarray(plain.to_numpy(zero_copy_only=False), dtype=object)

    def days(self, name: str) -> Days:
        """The cells of a column as days; not-a-day where there is none or an impossible one."""
        texts = pc.fill_null(pc.cast(self._table[name], pa.string()), "").combine_chunks().dictionary_encode()
        known = [day_in(text) for text in texts.dictionary.to_pylist()]
        days = np.array([str(day) if day else "NaT" for day in known], dtype="datetime64[D]")
        places = texts.indices.to_numpy(zero_copy_only=False)
        return days[places] if len(days) else np.array([], dtype="datetime64[D]")

    def how_often(self, name: str, pattern: str) -> npt.NDArray[np.int64]:
        """How often a pattern stands in each cell of a column."""
        counts = pc.count_substring_regex(pc.fill_null(pc.cast(self._table[name], pa.string()), ""), pattern)
        return np.asarray(counts.to_numpy(zero_copy_only=False), dtype=np.int64)

    def numbers(self, name: str) -> npt.NDArray[np.float64]:
        """The cells of a column as numbers; not-a-number where there is none."""
        return np.array([_number(text) for text in self.texts(name)], dtype=np.float64)


def day_in(text: str) -> dt.date | None:
    """The day a cell names, in any style the county's files use; none for an empty or an impossible one."""
    plain = text.strip()[:_DAYS_OFF_MIDNIGHT] if text[:4].isdigit() else text.strip()
    for style in _STYLES:
        try:
            return dt.datetime.strptime(plain, style).date()
        except ValueError:
            continue
    return None


def read_columns(path: Path) -> Columns:
    """Read a CSV file, a Parquet file or the first sheet of a workbook."""
    if path.suffix == ".parquet":
        return Columns(pq.read_table(path))
    if path.suffix == ".xlsx":
        return Columns(_first_sheet(path))
    with path.open(encoding="utf-8-sig") as opened:
        headings = opened.readline().rstrip("\r\n").replace('"', "").split(",")
    as_text = pa_csv.ConvertOptions(column_types=dict.fromkeys(headings, pa.string()), strings_can_be_null=False)
    return Columns(
        pa_csv.read_csv(path, convert_options=as_text, parse_options=pa_csv.ParseOptions(newlines_in_values=True))
    )


def _first_sheet(path: Path) -> pa.Table:
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    headings, cells = [str(each) for each in rows[0]], rows[1:]
    return pa.table({name: [str(row[place]) for row in cells] for place, name in enumerate(headings)})


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return np.nan
