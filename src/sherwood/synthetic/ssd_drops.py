"""Synthetic: writes the case system's unloads: whole on some days, and on the nights between only what is new or changed.

Of most children nothing new is told in the last weeks. Their rows are made once and stand in every whole unload alike.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from sherwood.synthetic.lives import Life
from sherwood.synthetic.ssd import IN_PARQUET, SsdTables, SsdWriter
from sherwood.synthetic.ssd_tables import HEADINGS

_CHILDREN_AT_A_TIME = 4_000
_CHANGES = "_changes"


@dataclass
class SsdDrops:
    """Writes unloads below a county's folder; the `settled` are those of whom nothing is new since before the first.

    `written` counts the rows of the settled by table, which stand first in every whole unload.
    """

    folder: Path
    writer: SsdWriter
    settled: Sequence[Life]
    written: dict[str, int] = field(default_factory=lambda: dict.fromkeys(HEADINGS, 0))

    def __post_init__(self) -> None:
        self._in_parquet: list[pa.Table] = []

    def begin(self, days: Sequence[dt.date]) -> None:
        """Write what is settled into the whole unload of each day."""
        self._begin(days[0])
        for table, rows in self._settled(days[0]):
            self.written[table] += len(rows)
            if table == IN_PARQUET:
                self._in_parquet.append(rows)
                continue
            with self._path(days[0], table).open("ab") as file:
                pa_csv.write_csv(rows, file, pa_csv.WriteOptions(include_header=False, quoting_style="needed"))
        for day in days[1:]:
            shutil.copytree(self._path(days[0], IN_PARQUET).parent, self._path(day, IN_PARQUET).parent)

    def finish(self, day: dt.date, moving: SsdTables) -> dict[str, int]:
        """Write below what is settled the other rows of a whole unload; return the rows of each file by its path."""
        files: dict[str, int] = {}
        for table, rows in moving.items():
            path = self._path(day, table)
            files[self._name(path)] = len(rows) + self.written[table]
            if table == IN_PARQUET:
                pq.write_table(pa.concat_tables([*self._in_parquet, _arrow(table, rows)]), path)
            else:
                with path.open("ab") as file:
                    file.write(_lines(rows))
        return files

    def write_changes(self, day: dt.date, changed: SsdTables) -> dict[str, int]:
        """Write a night's unload of what is new or changed, a file for each table that has any; return the rows of each."""
        files: dict[str, int] = {}
        for table, rows in changed.items():
            path = self._path(day, table, _CHANGES)
            path.parent.mkdir(parents=True, exist_ok=True)
            if table == IN_PARQUET:
                pq.write_table(_arrow(table, rows), path)
            else:
                path.write_bytes(_lines([HEADINGS[table], *rows]))
            files[self._name(path)] = len(rows)
        return files

    def _begin(self, day: dt.date) -> None:
        self._path(day, IN_PARQUET).parent.mkdir(parents=True, exist_ok=True)
        for table, headings in HEADINGS.items():
            if table != IN_PARQUET:
                self._path(day, table).write_bytes(_lines([headings]))

    def _path(self, day: dt.date, table: str, of: str = "") -> Path:
        return self.folder / f"{day}/ssd/ssd_{table}{of}.{'parquet' if table == IN_PARQUET else 'csv'}"

    def _name(self, path: Path) -> str:
        return path.relative_to(self.folder).as_posix()

    def _settled(self, day: dt.date) -> Iterator[tuple[str, pa.Table]]:
        """Yield the rows of some children at a time, table by table."""
        for first in range(0, len(self.settled), _CHILDREN_AT_A_TIME):
            tables: SsdTables = {table: [] for table in HEADINGS}
            for life in self.settled[first : first + _CHILDREN_AT_A_TIME]:
                for table, row in self.writer.rows(life, day):
                    tables[table].append(row)
            yield from ((table, _arrow(table, rows)) for table, rows in tables.items() if rows)


def _lines(rows: Iterable[Sequence[object]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode("utf-8")


def _arrow(table: str, rows: Sequence[Sequence[object]]) -> pa.Table:
    """Rows as columns: days as days, all else as text, nothing where a cell is empty."""
    columns = list(zip(*rows, strict=True)) or [()] * len(HEADINGS[table])
    arrays = []
    for cells in columns:
        is_day = any(isinstance(cell, dt.date) for cell in cells)
        arrays.append(
            pa.array(cells if is_day else [cell or None for cell in cells], pa.date32() if is_day else pa.string())
        )
    return pa.table(arrays, names=list(HEADINGS[table]))
