"""Sources: writes the landing tables of a build: current rows of every table of every feed, what was replaced, deliveries, problems."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType

import pyarrow as pa
from sqlglot import exp

from sherwood.definitions.catalogue import Catalogue, load_catalogue
from sherwood.definitions.home import Home
from sherwood.definitions.shapes.feed import Feed, SourceTable
from sherwood.sources.landing.deliveries import read_deliveries
from sherwood.sources.landing.places import Landing
from sherwood.sources.problems import problem_tables
from sherwood.sources.recognising import every_table
from sherwood.sources.report import Progress
from sherwood.sources.staging import statements
from sherwood.sources.staging.cover import HIGH_DATE
from sherwood.sources.staging.pieces import (
    COVER_SCHEMA,
    PIECE_SCHEMA,
    Piece,
    TableKey,
    cover_rows,
    delivery_table,
    latest_of_each_load,
    piece_rows,
    pieces_of,
)
from sherwood.sources.staging.unchanged import fingerprints
from sherwood.sources.typed import PROBLEM_SCHEMA
from sherwood.store import Build, packaged

_WORKING = (
    "landing_piece",
    "landing_cover",
    "landing_standing",
    "landing_restaged",
    "landing_telling",
    "landing_lapsed",
)
# The tables of all feeds that hold rows by the feed and table they were staged from.
_OF_ALL = ("replaced", "former")
LAPSED = "landing_lapsed_"


def stage(
    build: Build,
    home: Home,
    authority: str,
    known_at: dt.date | None = None,
    progress: Progress | None = None,
    before: Mapping[str, str] = MappingProxyType({}),
) -> dict[str, str]:
    """Write the landing tables into a build, as far as was received by the end of the day `known_at`.

    Every declared table of every feed is there, empty where nothing was loaded. Files whose definition has changed are read again.
    Returns, by name, a fingerprint of what each table follows from; one that is the same in `before`, of the build from which this one
    begins, is left as it is. Raises LandingError if a stored file is gone or no longer fits its definition.
    """
    catalogue = load_catalogue(home.council)
    landing = Landing.of(home, authority)
    pieces = list(pieces_of(landing, catalogue, read_deliveries(landing, known_at), progress))
    latest = latest_of_each_load(pieces)
    arrived, covers = piece_rows(pieces, latest), cover_rows(latest)
    follows_from = fingerprints(arrived, covers)
    names = {
        (feed.id, name): landing_name(feed.id, name) for feed in catalogue.feeds.values() for name in every_table(feed)
    }
    telling = frozenset(key for feed in catalogue.feeds.values() for key in _telling(feed))
    restaged = [
        key
        for key, name in names.items()
        if not (
            build.takes_over(name)
            and before.get(name) == follows_from.get(key, "")
            and (key not in telling or build.takes_over(lapsed_name(*key)))
        )
    ]
    # One transaction: a hundred small tables would otherwise each wait for the disk.
    build.execute(exp.Transaction())
    build.insert_arrow("landing_delivery", delivery_table(pieces))
    build.insert_arrow(
        "landing_problem",
        pa.concat_tables([PROBLEM_SCHEMA.empty_table(), *problem_tables(landing, catalogue, known_at)]),
    )
    build.insert_arrow("landing_piece", pa.Table.from_pylist(arrived, PIECE_SCHEMA))
    build.insert_arrow("landing_cover", pa.Table.from_pylist(covers, COVER_SCHEMA))
    build.insert_arrow("landing_restaged", _keys_table(restaged))
    build.insert_arrow("landing_telling", _keys_table(sorted(telling)))
    filled = _filled(latest)
    _find_standing(build, {key: filled[key] for key in restaged if key in filled})
    _write_current(build, catalogue, filled, restaged)
    _write_lapsed(build, catalogue, filled, [key for key in restaged if key in telling])
    for name in _WORKING:
        build.execute(statements.drop(name))
    build.execute(exp.Commit())
    return {name: follows_from.get(key, "") for key, name in names.items()}


def landing_name(feed: str, table: str) -> str:
    """The name of a feed's table in the warehouse."""
    return f"landing_{feed}_{table}"


def lapsed_name(feed: str, table: str) -> str:
    """The name of the table that holds the last word of a feed's table on children whom none of its current rows names."""
    return f"{LAPSED}{feed}_{table}"


def _telling(feed: Feed) -> Iterator[TableKey]:
    """Yield the tables that tell who people are, of a feed that shares its numbers with no other: its people are found by that alone."""
    if not feed.numbering:
        for name, table in every_table(feed).items():
            if table.identifies and table.covers.kind != "increment":
                yield feed.id, name


def _keys_table(keys: Sequence[TableKey]) -> pa.Table:
    rows = [{"feed": feed, "table_name": table} for feed, table in keys]
    return pa.Table.from_pylist(rows, pa.schema([("feed", pa.string()), ("table_name", pa.string())]))


def _filled(pieces: Sequence[Piece]) -> dict[TableKey, list[Piece]]:
    """Gather the pieces that hold rows by their feed and table, so that one statement reads all files of a table."""
    found: dict[TableKey, list[Piece]] = defaultdict(list)
    for piece in pieces:
        if piece.counts.rows_accepted:
            found[piece.key].append(piece)
    return found


def _find_standing(build: Build, filled: Mapping[TableKey, Sequence[Piece]]) -> None:
    """Write which rows of the tables staged anew stand, and with it their part of `landing_replaced` and `landing_former`."""
    build.create_table("landing_standing", statements.STANDING)
    for pieces in filled.values():
        # A table at a time: all rows of all feeds at once would be sorted on the disk.
        select = statements.of_rows(_packaged("standing"), statements.row_keys(pieces[0].table))
        build.execute(statements.insert("landing_standing", select), statements.only(_parameters(pieces), select))
    build.create_table_as("landing_lapsed", _packaged("lapsed"))
    for name in _OF_ALL:
        _write_part(build, f"landing_{name}", _packaged(name))


def _write_part(build: Build, target: str, select: exp.Query) -> None:
    """Put the rows of the tables staged anew in the place of those that a table of all feeds had of them."""
    if not build.takes_over(target):
        build.create_table_as(target, select)
        return
    build.change(target)
    build.execute(statements.without_restaged(target))
    build.execute(statements.insert(target, select))


@lru_cache(maxsize=4)
def _packaged(name: str) -> exp.Query:
    return packaged((files(__package__) / f"{name}.sql").read_text(encoding="utf-8"))


def _write_current(
    build: Build, catalogue: Catalogue, filled: Mapping[TableKey, Sequence[Piece]], restaged: Iterable[TableKey]
) -> None:
    """Write the current rows of every table to be staged, and declare those that no file brings rows for."""
    for feed, name in restaged:
        table = every_table(catalogue.feeds[feed])[name]
        _write_rows(build, landing_name(feed, name), table, filled.get((feed, name), ()), statements.current_rows)


def _write_lapsed(
    build: Build, catalogue: Catalogue, filled: Mapping[TableKey, Sequence[Piece]], restaged: Iterable[TableKey]
) -> None:
    """Write the last rows of those whom the tables staged anew no longer speak of."""
    lapsed = set(build.select("SELECT DISTINCT feed, table_name FROM landing_lapsed").rows)
    for feed, name in restaged:
        table = every_table(catalogue.feeds[feed])[name]
        pieces = filled[feed, name] if (feed, name) in lapsed else ()
        _write_rows(build, lapsed_name(feed, name), table, pieces, statements.lapsed_rows)


def _write_rows(
    build: Build,
    target: str,
    table: SourceTable,
    pieces: Sequence[Piece],
    rows: Callable[[SourceTable, Collection[str]], exp.Select],
) -> None:
    """Declare a table with the columns of its landing table and fill it with the wanted rows of its files, if there are any."""
    build.create_table(target, statements.columns_of(table))
    if pieces:
        select = rows(table, frozenset[str]().union(*(piece.columns for piece in pieces)))
        build.execute(statements.insert(target, select), statements.only(_parameters(pieces), select))


def _parameters(pieces: Sequence[Piece]) -> dict[str, object]:
    feed, table_name = pieces[0].key
    return {
        "files": [str(piece.rows) for piece in pieces],
        "feed": feed,
        "table_name": table_name,
        "high_date": HIGH_DATE,
    }
