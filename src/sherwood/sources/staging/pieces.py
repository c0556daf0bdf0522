"""Sources: one part of one delivery, ready to be staged, and the working tables in which the engine holds the parts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from sherwood.definitions.catalogue import Catalogue
from sherwood.definitions.shapes.feed import SourceTable
from sherwood.sources.landing.deliveries import Delivery, Part
from sherwood.sources.landing.places import Landing
from sherwood.sources.reading import year_with
from sherwood.sources.recognising import every_table
from sherwood.sources.report import Progress, TableCounts
from sherwood.sources.rereading import RowKeeper, feed_of
from sherwood.sources.staging.cover import cover_of

_DATE = pa.date32()
_TEXT = pa.string()
_NUMBER = pa.int32()
DELIVERY_SCHEMA = pa.schema(
    [
        *((name, _TEXT) for name in ("authority", "feed", "table_name", "delivery", "load", "file", "period")),
        *((name, _DATE) for name in ("period_start", "period_end", "cover_from", "cover_to", "received")),
        *((name, _NUMBER) for name in ("sequence", "rows_read", "rows_accepted", "rows_rejected", "cell_problems")),
    ]
)
PIECE_SCHEMA = pa.schema(
    [
        *((name, _TEXT) for name in ("rows_file", "authority", "feed", "table_name", "load", "period")),
        *((name, _DATE) for name in ("period_start", "period_end", "received", "first_received")),
        *((name, _NUMBER) for name in ("precedence", "part")),
    ]
)
COVER_SCHEMA = pa.schema(
    [
        ("feed", _TEXT),
        ("table_name", _TEXT),
        ("precedence", _NUMBER),
        ("covers_from", _DATE),
        ("covers_to", _DATE),
        ("load", _TEXT),
    ]
)
TableKey = tuple[str, str]


@dataclass(frozen=True)
class Piece:
    """One table of one file of a delivery: its rows, its counts, its rank among the deliveries and its place in its own.

    `columns` are those that its own period declares; `table` is the table's latest form.
    """

    delivery: Delivery
    part: Part
    table: SourceTable
    columns: frozenset[str]
    rows: Path
    counts: TableCounts
    precedence: int
    position: int

    @property
    def key(self) -> TableKey:
        """The feed and the table."""
        return self.delivery.feed, self.part.table

    @property
    def cover(self) -> tuple[dt.date, dt.date] | None:
        """The first and last day for which absence from it is a deletion, or None if it never is."""
        return None if self.table.covers.is_of_changes(self.part.file) else cover_of(self.table, self.delivery)


def pieces_of(
    landing: Landing, catalogue: Catalogue, deliveries: Sequence[Delivery], progress: Progress | None
) -> Iterator[Piece]:
    """Yield every part of every delivery, the least precedence first, making sure that its rows are there."""
    keeper = RowKeeper(landing, catalogue)
    total = sum(len(each.parts) for each in deliveries)
    done = 0
    for precedence, delivery in enumerate(sorted(deliveries, key=lambda each: each.precedence), start=1):
        feed = feed_of(catalogue, delivery)
        tables = every_table(feed)
        for position, part in enumerate(delivery.parts):
            if progress is not None:
                progress("type", f"{part.file} {part.table}", done, total)
            done += 1
            loaded = keeper.of(delivery, part)
            path = loaded.folder / f"{part.table}.parquet"
            declared = year_with(feed, delivery.period, part.table).tables[part.table].columns
            counts = loaded.counts[part.table]
            yield Piece(delivery, part, tables[part.table], frozenset(declared), path, counts, precedence, position)


def latest_of_each_load(pieces: Iterable[Piece]) -> list[Piece]:
    """Keep each load once, where it came last: the same content delivered again is the same rows."""
    latest = {(piece.part.table, piece.part.load): piece for piece in pieces}
    return list(latest.values())


def piece_rows(pieces: Sequence[Piece], latest: Sequence[Piece]) -> list[dict[str, Any]]:
    """The latest pieces as rows of a working table, each with the day on which any delivery first brought its load."""
    first: dict[tuple[str, str], dt.date] = {}
    for piece in pieces:
        key, received = (piece.part.table, piece.part.load), piece.delivery.received
        first[key] = min(received, first.get(key, received))
    return [
        _of_delivery(piece.delivery)
        | {
            "rows_file": str(piece.rows),
            "table_name": piece.part.table,
            "load": piece.part.load,
            "first_received": first[piece.part.table, piece.part.load],
            "precedence": piece.precedence,
            "part": piece.position,
        }
        for piece in latest
    ]


def cover_rows(pieces: Iterable[Piece]) -> list[dict[str, Any]]:
    """What each delivery covers of each table, with one load that shows it."""
    rows: dict[tuple[str, str, int], dict[str, Any]] = {}
    for piece in pieces:
        cover = piece.cover
        if cover is not None:
            rows[*piece.key, piece.precedence] = {
                "feed": piece.delivery.feed,
                "table_name": piece.part.table,
                "precedence": piece.precedence,
                "covers_from": cover[0],
                "covers_to": cover[1],
                "load": piece.part.load,
            }
    return list(rows.values())


def delivery_table(pieces: Iterable[Piece]) -> pa.Table:
    """Every part of every delivery with its counts, as `landing_delivery` holds it."""
    return pa.Table.from_pylist([_delivery_row(piece) for piece in pieces], DELIVERY_SCHEMA)


def _of_delivery(delivery: Delivery) -> dict[str, Any]:
    span = delivery.span
    return {
        "authority": delivery.authority,
        "feed": delivery.feed,
        "period": delivery.period,
        "period_start": span.first_day,
        "period_end": span.last_day,
        "received": delivery.received,
    }


def _delivery_row(piece: Piece) -> dict[str, Any]:
    counts = piece.counts
    cover = piece.cover
    return _of_delivery(piece.delivery) | {
        "table_name": piece.part.table,
        "delivery": f"{piece.delivery.sequence:06d}-{piece.delivery.feed}",
        "load": piece.part.load,
        "file": piece.part.file,
        "cover_from": cover[0] if cover else piece.delivery.span.first_day,
        "cover_to": piece.delivery.cover_to,
        "sequence": piece.delivery.sequence,
        "rows_read": counts.rows_read,
        "rows_accepted": counts.rows_accepted,
        "rows_rejected": counts.rows_rejected,
        "cell_problems": counts.cell_problems,
    }
