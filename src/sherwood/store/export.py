"""Store: one table of a build as a Parquet file, for another engine or a pool."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
from sqlglot import exp

from sherwood.store import statements
from sherwood.store.queries import Queries


def write_parquet(source: Queries, name: str, folder: Path) -> Path:
    """Write all rows of a table into `<name>.parquet` of a folder and return the file."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{name}.parquet"
    pq.write_table(source.arrow(exp.select("*").from_(statements.table(name))), file)
    return file
