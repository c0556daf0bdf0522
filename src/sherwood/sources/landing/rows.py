"""Sources: the rows of one load as Parquet: written whole, found again, and read anew when their definition has changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from sherwood.definitions.catalogue import Catalogue
from sherwood.definitions.shapes.feed import FeedYear
from sherwood.sources.landing.places import make_whole
from sherwood.sources.report import TableCounts
from sherwood.sources.typed import TypedTable

# Counts up when the readers themselves read a file differently, so that rows read before are read again.
READERS = 3
PROBLEMS = "problems.parquet"
COUNTS = "counts.json"


def definition_hash(catalogue: Catalogue, year: FeedYear) -> str:
    """What the rows of a load depend on besides the file: the year's definition, its code lists and the readers."""
    named = sorted(
        {column.codelist for table in year.tables.values() for column in table.columns.values() if column.codelist}
    )
    parts = [
        f"readers={READERS}",
        year.content_hash,
        *(f"{name}={catalogue.codelist(name).content_hash}" for name in named),
    ]
    return hashlib.sha256(";".join(parts).encode()).hexdigest()[:16]


def write_rows(folder: Path, tables: list[TypedTable]) -> None:
    """Write a load's tables, problems and counts; nobody sees the folder before all are there."""

    def fill(into: Path) -> None:
        for table in tables:
            pq.write_table(table.rows, into / f"{table.name}.parquet", compression="zstd")
        pq.write_table(pa.concat_tables([table.problems for table in tables]), into / PROBLEMS, compression="zstd")
        counts = {table.name: table.counts.to_json() for table in tables}
        (into / COUNTS).write_text(json.dumps(counts, indent=1, ensure_ascii=False), encoding="utf-8")

    make_whole(folder, fill)


def read_counts(folder: Path) -> Mapping[str, TableCounts] | None:
    """The counts of a load by table, or None if its rows are not there."""
    path = folder / COUNTS
    if not path.exists():
        return None
    kept = json.loads(path.read_text(encoding="utf-8"))
    return {name: TableCounts.from_json(counts) for name, counts in kept.items()}
