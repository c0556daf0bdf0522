"""Sources: writes the landing tables of a build: current rows of every table of every feed, what was replaced, deliveries, problems."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import pyarrow as pa

from sherwood.definitions.catalogue import Catalogue, load_catalogue
from sherwood.definitions.home import Home
from sherwood.definitions.shapes.feed import SourceTable
from sherwood.sources.landing.deliveries import Delivery, Part, read_deliveries
from sherwood.sources.landing.places import Landing
from sherwood.sources.problems import problem_tables
from sherwood.sources.reading import every_table
from sherwood.sources.report import Progress, TableCounts
from sherwood.sources.rereading import RowKeeper, feed_of
from sherwood.sources.staging import statements
from sherwood.sources.staging.cover import HIGH_DATE, cover_of
from sherwood.sources.typed import PROBLEM_SCHEMA
from sherwood.store import Build

_DATE = pa.date32()
_TEXT = pa.string()
_NUMBER = pa.int32()
DELIVERY_SCHEMA = pa.schema(
    [
        *((name, _TEXT) for name in ("authority", "feed", "table_name", "delivery", "load", "file", "period")),
        *((name, _DATE) for name in ("period_start", "period_end", "cover_to", "received")),
        *((name, _NUMBER) for name in ("sequence", "rows_read", "rows_accepted", "rows_rejected", "cell_problems")),
    ]
)
_COVER_SCHEMA = pa.schema(
    [
        ("feed", _TEXT),
        ("table_name", _TEXT),
        ("precedence", _NUMBER),
        ("covers_from", _DATE),
        ("covers_to", _DATE),
        ("load", _TEXT),
    ]
)


@dataclass(frozen=True)
class _Piece:
    """One part of one delivery, ready to be staged: its rows, its counts, its rank among the deliveries and its place in its own."""

    delivery: Delivery
    part: Part
    table: SourceTable
    rows: Path
    counts: TableCounts
    precedence: int
    position: int


def stage(
    build: Build, home: Home, authority: str, known_at: dt.date | None = None, progress: Progress | None = None
) -> None:
    """Write the landing tables into a build, as far as was received by the end of the day `known_at`.

    Every declared table of every feed is there, empty where nothing was loaded. Files whose definition has changed are read again.
    Raises LandingError if a stored file is gone or no longer fits its definition.
    """
    catalogue = load_catalogue(home.council if home.council.is_dir() else None)
    landing = Landing.of(home, authority)
    pieces = list(_pieces(landing, catalogue, read_deliveries(landing, known_at), progress))
    build.insert_arrow("landing_delivery", pa.Table.from_pylist(list(map(_delivery_row, pieces)), DELIVERY_SCHEMA))
    build.insert_arrow(
        "landing_problem",
        pa.concat_tables([PROBLEM_SCHEMA.empty_table(), *problem_tables(landing, catalogue, known_at)]),
    )
    latest = _latest_of_each_load(pieces)
    _find_replaced(build, latest)
    for feed in catalogue.feeds.values():
        for name, table in every_table(feed).items():
            build.create_table(f"landing_{feed.id}_{name}", statements.columns_of(table))
    for piece in latest:
        select = statements.current_rows(piece.table)
        target = f"landing_{piece.delivery.feed}_{piece.part.table}"
        build.execute(statements.insert(target, select), statements.only(_parameters(piece), select))


def _pieces(
    landing: Landing, catalogue: Catalogue, deliveries: Sequence[Delivery], progress: Progress | None
) -> Iterator[_Piece]:
    """Yield every part of every delivery, the least precedence first, making sure that its rows are there."""
    keeper = RowKeeper(landing, catalogue)
    total = sum(len(each.parts) for each in deliveries)
    done = 0
    for precedence, delivery in enumerate(sorted(deliveries, key=lambda each: each.precedence), start=1):
        tables = every_table(feed_of(catalogue, delivery))
        for position, part in enumerate(delivery.parts):
            if progress is not None:
                progress("type", f"{part.file} {part.table}", done, total)
            done += 1
            loaded = keeper.of(delivery, part)
            path = loaded.folder / f"{part.table}.parquet"
            yield _Piece(delivery, part, tables[part.table], path, loaded.counts[part.table], precedence, position)


def _latest_of_each_load(pieces: Sequence[_Piece]) -> list[_Piece]:
    """Keep each load once, where it came last: the same content delivered again is the same rows."""
    latest = {(piece.part.table, piece.part.load): piece for piece in pieces}
    return list(latest.values())


def _find_replaced(build: Build, pieces: Sequence[_Piece]) -> None:
    """Write `landing_replaced` by way of two working tables that are dropped again."""
    build.create_table("landing_row", statements.ROW)
    for piece in pieces:
        select = statements.row_keys(piece.table)
        build.execute(statements.insert("landing_row", select), statements.only(_parameters(piece), select))
    build.insert_arrow("landing_cover", pa.Table.from_pylist(_covers(pieces), _COVER_SCHEMA))
    build.create_table_as("landing_replaced", (files(__package__) / "replaced.sql").read_text(encoding="utf-8"))
    build.execute(statements.drop("landing_row"))
    build.execute(statements.drop("landing_cover"))


def _covers(pieces: Sequence[_Piece]) -> list[dict[str, Any]]:
    """Return what each delivery covers of each table, with one load that shows it."""
    rows: dict[tuple[str, int], dict[str, Any]] = {}
    for piece in pieces:
        cover = cover_of(piece.table, piece.delivery)
        if cover is not None:
            words = {"feed": piece.delivery.feed, "table_name": piece.part.table, "precedence": piece.precedence}
            rows[piece.part.table, piece.precedence] = words | {
                "covers_from": cover[0],
                "covers_to": cover[1],
                "load": piece.part.load,
            }
    return list(rows.values())


def _parameters(piece: _Piece) -> dict[str, object]:
    delivery, part = piece.delivery, piece.part
    return {
        "file": str(piece.rows),
        "table_name": part.table,
        "load": part.load,
        "precedence": piece.precedence,
        "part": piece.position,
        "high_date": HIGH_DATE,
        **_of_delivery(delivery),
    }


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


def _delivery_row(piece: _Piece) -> dict[str, Any]:
    counts = piece.counts
    return _of_delivery(piece.delivery) | {
        "table_name": piece.part.table,
        "delivery": f"{piece.delivery.sequence:06d}-{piece.delivery.feed}",
        "load": piece.part.load,
        "file": piece.part.file,
        "cover_to": piece.delivery.cover_to,
        "sequence": piece.delivery.sequence,
        "rows_read": counts.rows_read,
        "rows_accepted": counts.rows_accepted,
        "rows_rejected": counts.rows_rejected,
        "cell_problems": counts.cell_problems,
    }
