"""Sources: every rejected row and emptied cell of the deliveries that stand, handed on as problems a person can act on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from sherwood.definitions.catalogue import Catalogue, load_catalogue
from sherwood.definitions.home import Home
from sherwood.sources.landing.deliveries import Delivery, Part, read_deliveries
from sherwood.sources.landing.places import Landing
from sherwood.sources.landing.rows import PROBLEMS
from sherwood.sources.report import Problem
from sherwood.sources.rereading import LoadedRows, RowKeeper, feed_of, standing_tables


def rejected(home: Home, authority: str) -> Iterator[Problem]:
    """Yield the problems of every file that stands, file by file in the order of its rows; both severities.

    Raises LandingError if a stored file is gone.
    """
    catalogue = load_catalogue(home.council)
    for delivery, table in _by_delivery(Landing.of(home, authority), catalogue, None):
        for row in table.to_pylist():
            yield Problem(**row, period=delivery.period)


def problem_tables(landing: Landing, catalogue: Catalogue, known_at: dt.date | None) -> Iterator[pa.Table]:
    """Yield the problems of each part of the deliveries that stand, as Arrow tables."""
    return (table for _, table in _by_delivery(landing, catalogue, known_at))


def _by_delivery(
    landing: Landing, catalogue: Catalogue, known_at: dt.date | None
) -> Iterator[tuple[Delivery, pa.Table]]:
    """Yield the problems of each part of the deliveries that stand, with the delivery."""
    keeper = RowKeeper(landing, catalogue)
    deliveries = read_deliveries(landing, known_at)
    for each in deliveries:
        feed_of(catalogue, each)
    for table, delivery in standing_tables(deliveries, catalogue):
        for part in delivery.parts_of(table):
            rows = keeper.of(delivery, part)
            # Most files are in order, and there are thousands: what was counted saves opening them.
            if rows.counts[part.table].has_problems:
                yield delivery, _of_part(rows, part)


def _of_part(rows: LoadedRows, part: Part) -> pa.Table:
    """Return the problems of one table of a load under the name that the file had in this delivery."""
    with pq.ParquetFile(rows.folder / PROBLEMS) as file:
        kept = file.read()
    kept = kept.filter(pc.equal(kept["table_name"], part.table))
    named = pa.repeat(pa.scalar(part.shown), kept.num_rows)
    return kept.set_column(kept.schema.get_field_index("file"), "file", named)
