"""Synthetic: writes the case system's unloads of several days at once, the children about whom nothing changes any more only read once.

Of most children nothing new is told between two unloads. Their rows are made once and written into the files of every day by which
they were settled; those of the others are made anew for each day, as they were then.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from sherwood.synthetic.known import as_known
from sherwood.synthetic.spans import Spans
from sherwood.synthetic.ssd import IN_PARQUET, SsdTables, SsdWriter
from sherwood.synthetic.ssd_tables import HEADINGS

# What is corrected or recorded late lies within so many days: whoever had anything new in them is not settled.
_STILL_MOVING = dt.timedelta(days=60)
_CHILDREN_AT_A_TIME = 4_000
_EPOCH = dt.date(1970, 1, 1)
_SETTLED = "_settled"


@dataclass
class SsdDrop:
    """The unload of one day: rows already in its files by table, and those still to be written, which may be spoilt before."""

    day: dt.date
    written: dict[str, int]
    moving: SsdTables = field(default_factory=dict)


class SsdDrops:
    """Begins the files of every day with what is settled; each is then finished with what moves."""

    def __init__(self, folder: Path, writer: SsdWriter, spans: Spans, days: Sequence[dt.date]) -> None:
        self._folder, self._writer, self._spans, self._days = folder, writer, spans, days
        self._in_parquet: list[pa.Table] = []

    def drops(self) -> Iterator[SsdDrop]:
        """Yield the unload of each day, in order, its settled rows written and its moving rows as they were then."""
        written = self._write_settled()
        for day in self._days:
            moving = (
                known
                for life in self._spans.moving(day, since=day - _STILL_MOVING)
                if (known := as_known(life, day)) is not None
            )
            yield SsdDrop(day, written[day], self._writer.tables(moving, day))

    def finish(self, drop: SsdDrop) -> dict[str, int]:
        """Write what was still to be written of a day; return the rows of each file by its path below the county's folder."""
        files: dict[str, int] = {}
        for table, rows in drop.moving.items():
            path = self._path(drop.day, table)
            files[str(path.relative_to(self._folder).as_posix())] = len(rows) + drop.written[table]
            if table == IN_PARQUET:
                settled = [self._settled_by(each, drop.day) for each in self._in_parquet]
                pq.write_table(pa.concat_tables([*settled, _arrow(table, rows)]), path)
                continue
            text = io.StringIO()
            csv.writer(text, lineterminator="\n").writerows(rows)
            with path.open("ab") as file:
                file.write(text.getvalue().encode("utf-8"))
        return files

    def _write_settled(self) -> dict[dt.date, dict[str, int]]:
        written: dict[dt.date, dict[str, int]] = {day: dict.fromkeys(HEADINGS, 0) for day in self._days}
        for day in self._days:
            self._begin(day)
        for table, rows in self._settled():
            for day in self._days:
                found = self._settled_by(rows, day)
                written[day][table] += len(found)
                if table != IN_PARQUET:
                    with self._path(day, table).open("ab") as file:
                        options = pa_csv.WriteOptions(include_header=False, quoting_style="needed")
                        pa_csv.write_csv(found, file, options)
            if table == IN_PARQUET:
                self._in_parquet.append(rows)
        return written

    def _begin(self, day: dt.date) -> None:
        (self._folder / f"{day}/ssd").mkdir(parents=True, exist_ok=True)
        for table, headings in HEADINGS.items():
            if table != IN_PARQUET:
                self._path(day, table).write_text(",".join(headings) + "\n", encoding="utf-8", newline="\n")

    def _path(self, day: dt.date, table: str) -> Path:
        return self._folder / f"{day}/ssd/ssd_{table}.{'parquet' if table == IN_PARQUET else 'csv'}"

    def _settled(self) -> Iterator[tuple[str, pa.Table]]:
        """Yield the rows of some children at a time, table by table, with the day from which they stand as they are."""
        settled = list(self._spans.settled(self._days[-1] - _STILL_MOVING))
        for first in range(0, len(settled), _CHILDREN_AT_A_TIME):
            tables: dict[str, list[list[object]]] = {table: [] for table in HEADINGS}
            days: dict[str, list[int]] = {table: [] for table in HEADINGS}
            for life, changed in settled[first : first + _CHILDREN_AT_A_TIME]:
                for table, row in self._writer.rows(life, self._days[-1]):
                    tables[table].append(row)
                    days[table].append((changed - _EPOCH).days)
            for table, rows in tables.items():
                if rows:
                    yield table, _arrow(table, rows).append_column(_SETTLED, pa.array(days[table], pa.int32()))

    def _settled_by(self, rows: pa.Table, day: dt.date) -> pa.Table:
        before = (day - _STILL_MOVING - _EPOCH).days
        return rows.filter(pc.less_equal(rows[_SETTLED], before)).drop_columns(_SETTLED)


def _arrow(table: str, rows: list[list[object]]) -> pa.Table:
    """Rows as columns: days as days, all else as text, nothing where a cell is empty."""
    columns = list(zip(*rows, strict=True)) or [()] * len(HEADINGS[table])
    arrays = []
    for cells in columns:
        is_day = any(isinstance(cell, dt.date) for cell in cells)
        arrays.append(
            pa.array(cells if is_day else [cell or None for cell in cells], pa.date32() if is_day else pa.string())
        )
    return pa.table(arrays, names=list(HEADINGS[table]))
