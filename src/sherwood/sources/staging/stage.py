"""Sources: writes the landing tables of a build: current rows of every table of every feed, what was replaced, deliveries, problems."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from importlib.resources import files

import pyarrow as pa
from sqlglot import exp

from sherwood.definitions.catalogue import Catalogue, load_catalogue
from sherwood.definitions.home import Home
from sherwood.sources.landing.deliveries import read_deliveries
from sherwood.sources.landing.places import Landing
from sherwood.sources.problems import problem_tables
from sherwood.sources.recognising import every_table
from sherwood.sources.report import Progress
from sherwood.sources.staging import statements
from sherwood.sources.staging.cover import HIGH_DATE
from sherwood.sources.staging.pieces import (
    Piece,
    TableKey,
    cover_table,
    delivery_table,
    latest_of_each_load,
    piece_table,
    pieces_of,
)
from sherwood.sources.typed import PROBLEM_SCHEMA
from sherwood.store import Build

_WORKING = ("landing_piece", "landing_cover", "landing_row", "landing_standing")


def stage(
    build: Build, home: Home, authority: str, known_at: dt.date | None = None, progress: Progress | None = None
) -> None:
    """Write the landing tables into a build, as far as was received by the end of the day `known_at`.

    Every declared table of every feed is there, empty where nothing was loaded. Files whose definition has changed are read again.
    Raises LandingError if a stored file is gone or no longer fits its definition.
    """
    catalogue = load_catalogue(home.council)
    landing = Landing.of(home, authority)
    pieces = list(pieces_of(landing, catalogue, read_deliveries(landing, known_at), progress))
    # One transaction: a hundred small tables would otherwise each wait for the disk.
    build.execute(exp.Transaction())
    build.insert_arrow("landing_delivery", delivery_table(pieces))
    build.insert_arrow(
        "landing_problem",
        pa.concat_tables([PROBLEM_SCHEMA.empty_table(), *problem_tables(landing, catalogue, known_at)]),
    )
    latest = latest_of_each_load(pieces)
    build.insert_arrow("landing_piece", piece_table(pieces, latest))
    build.insert_arrow("landing_cover", cover_table(latest))
    filled = _filled(latest)
    _find_standing(build, filled)
    _write_current(build, catalogue, filled)
    for name in _WORKING:
        build.execute(statements.drop(name))
    build.execute(exp.Commit())


def _filled(pieces: Sequence[Piece]) -> dict[TableKey, list[Piece]]:
    """Gather the pieces that hold rows by their feed and table, so that one statement reads all files of a table."""
    found: dict[TableKey, list[Piece]] = defaultdict(list)
    for piece in pieces:
        if piece.counts.rows_accepted:
            found[piece.key].append(piece)
    return found


def _find_standing(build: Build, filled: Mapping[TableKey, Sequence[Piece]]) -> None:
    """Write which rows stand, and with it `landing_replaced` and `landing_former`."""
    build.create_table("landing_row", statements.ROW)
    for pieces in filled.values():
        select = statements.row_keys(pieces[0].table)
        build.execute(statements.insert("landing_row", select), statements.only(_parameters(pieces), select))
    for name in ("standing", "replaced", "former"):
        text = (files(__package__) / f"{name}.sql").read_text(encoding="utf-8")
        build.create_table_as(f"landing_{name}", text)


def _write_current(build: Build, catalogue: Catalogue, filled: Mapping[TableKey, Sequence[Piece]]) -> None:
    """Write the current rows of every table, and declare those that no file brings rows for."""
    for feed in catalogue.feeds.values():
        for name, table in every_table(feed).items():
            target = f"landing_{feed.id}_{name}"
            build.create_table(target, statements.columns_of(table))
            if pieces := filled.get((feed.id, name)):
                columns = frozenset[str]().union(*(piece.columns for piece in pieces))
                select = statements.current_rows(table, columns)
                build.execute(statements.insert(target, select), statements.only(_parameters(pieces), select))


def _parameters(pieces: Sequence[Piece]) -> dict[str, object]:
    feed, table_name = pieces[0].key
    return {
        "files": [str(piece.rows) for piece in pieces],
        "feed": feed,
        "table_name": table_name,
        "high_date": HIGH_DATE,
    }
