"""Sources: the statements that differ from one source table to the next, written with SQLGlot from the table's declaration."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType

from sqlglot import exp

from sherwood.definitions.shapes.feed import SourceTable
from sherwood.sources.staging.cover import belongs_to_period

ENGINE_TYPES = MappingProxyType(
    {
        "identifier": "TEXT",
        "text": "TEXT",
        "code": "TEXT",
        "codes": "TEXT",
        "postcode": "TEXT",
        "date": "DATE",
        "integer": "INTEGER",
        "number": "DOUBLE",
        "flag": "BOOLEAN",
    }
)
ADDED = MappingProxyType(
    {
        "authority": "TEXT",
        "feed": "TEXT",
        "load": "TEXT",
        "source_row": "TEXT",
        "source_id": "TEXT",
        "period": "TEXT",
        "period_start": "DATE",
        "period_end": "DATE",
        "received": "DATE",
        "first_received_date": "DATE",
    }
)
STANDING = MappingProxyType(
    {
        "feed": "TEXT",
        "table_name": "TEXT",
        "load": "TEXT",
        "line": "INTEGER",
        "source_id": "TEXT",
        "received": "DATE",
        "precedence": "INTEGER",
        "place": "BIGINT",
        "by_load": "TEXT",
        "by_line": "INTEGER",
        "by_precedence": "INTEGER",
        "first_received_date": "DATE",
        "absent_precedence": "INTEGER",
        "is_current": "BOOLEAN",
    }
)
# What stands in standing.sql for the rows of one table.
_ROWS = "landing_row"
_OF_PIECE = ("authority", "feed", "load", "period", "period_start", "period_end", "received")
# No text of a cell holds this character, so that parts of a key can't run into one another.
_BETWEEN = "\x1f"


def columns_of(table: SourceTable) -> dict[str, str]:
    """The columns of the landing table with the engine's types; only a table of children has a `source_id`."""
    declared = {name: ENGINE_TYPES[column.type] for name, column in table.columns.items()}
    added = {name: kind for name, kind in ADDED.items() if table.child or name != "source_id"}
    return {"line": "INTEGER"} | declared | added


def row_keys(table: SourceTable) -> exp.Select:
    """Each row of a table's Parquet files as standing.sql asks for it: its key as one text, its child, its first and last day.

    A row whose first day is not known is held to the first day of its file's period. Parameters: files, feed, table_name, high_date.
    """
    period_start = _piece("period_start")
    starts: exp.Expr = period_start
    ends: exp.Expr = period_start.copy()
    if table.covers.starts:
        starts = ends = exp.func("coalesce", _arrived(table.covers.starts), period_start)
    if table.covers.ends:
        ends = exp.func("coalesce", _arrived(table.covers.ends), _given("high_date"))
    if table.covers.over_at_once:
        ends = exp.Case().when(_arrived(table.covers.over_at_once), starts.copy()).else_(ends)
    parts: list[exp.Expr] = [exp.cast(_arrived(name), "TEXT") for name in table.key]
    if belongs_to_period(table):
        parts.append(_piece("period"))
    key_text = exp.func("concat_ws", exp.Literal.string(_BETWEEN), *parts, dialect="duckdb")
    return _of_files(
        *(_piece(name) for name in ("feed", "table_name", "load")),
        exp.column("line", "arrived"),
        key_text.as_("key_text"),
        (exp.cast(_arrived(table.child), "TEXT") if table.child else exp.cast(exp.null(), "TEXT")).as_("source_id"),
        exp.cast(starts, "DATE").as_("starts"),
        # A spell recorded as ended before it began still touches the day it began.
        exp.func("greatest", exp.cast(ends, "DATE"), exp.cast(starts.copy(), "DATE"), dialect="duckdb").as_("ends"),
        *(_piece(name) for name in ("precedence", "part", "received", "first_received")),
    )


def of_rows(standing: exp.Query, rows: exp.Select) -> exp.Query:
    """What tells which rows stand, asked of these rows of one table."""

    def in_place(node: exp.Expr) -> exp.Expr:
        is_rows = isinstance(node, exp.Table) and node.name == _ROWS
        return exp.Subquery(this=rows.copy(), alias=exp.TableAlias(this=exp.to_identifier(_ROWS))) if is_rows else node

    found = standing.transform(in_place)
    if not isinstance(found, exp.Query):
        raise TypeError("standing.sql is no query")
    return found


def current_rows(table: SourceTable, columns: Collection[str]) -> exp.Select:
    """The rows of a table's Parquet files that stand, with what every landing table carries.

    `columns` are those that at least one of the files has. Parameters: files, feed, table_name.
    """
    return _rows_of("landing_standing", table, columns).where(exp.column("is_current", "standing"))


def lapsed_rows(table: SourceTable, columns: Collection[str]) -> exp.Select:
    """The last rows of children whom no row that stands names, with the columns and parameters of `current_rows`."""
    return _rows_of("landing_lapsed", table, columns)


def _rows_of(standing: str, table: SourceTable, columns: Collection[str]) -> exp.Select:
    text_of_line = exp.cast(exp.column("line", "arrived"), "TEXT")
    source_row = exp.func("concat", _piece("load"), exp.Literal.string(":"), text_of_line, dialect="duckdb")
    stands = [
        exp.column("load", "standing").eq(_piece("load")),
        exp.column("line", "standing").eq(exp.column("line", "arrived")),
        exp.column("feed", "standing").eq(_given("feed")),
        exp.column("table_name", "standing").eq(_given("table_name")),
    ]
    child = [_arrived(table.child).as_("source_id")] if table.child else []
    return _of_files(
        exp.column("line", "arrived"),
        *(_arrived(name) for name in table.columns if name in columns),
        *(_piece(name) for name in _OF_PIECE),
        source_row.as_("source_row"),
        *child,
        exp.column("first_received_date", "standing"),
    ).join(exp.table_(standing, alias="standing"), on=exp.and_(*stands))


def insert(name: str, select: exp.Query) -> exp.Insert:
    """Add what a SELECT answers to a table, by the names of the columns."""
    return exp.Insert(this=exp.table_(name, quoted=True), expression=select, by_name=True)


def without_restaged(name: str) -> exp.Delete:
    """Take from a table of all feeds the rows of those tables that are staged anew."""
    restaged = exp.table_("landing_restaged", alias="restaged")
    same = [exp.column(each, "restaged").eq(exp.column(each, name)) for each in ("feed", "table_name")]
    found = exp.select(exp.Literal.number(1)).from_(restaged).where(exp.and_(*same))
    return exp.delete(exp.table_(name, quoted=True), where=exp.Exists(this=found))


def drop(name: str) -> exp.Drop:
    """Drop a working table."""
    return exp.Drop(tables=[exp.table_(name, quoted=True)], kind="TABLE")


def only(parameters: Mapping[str, object], select: exp.Query) -> dict[str, object]:
    """Those of the parameters that a SELECT asks for; the engine refuses others."""
    asked = {str(each.this) for each in select.find_all(exp.Placeholder)}
    return {name: value for name, value in parameters.items() if name in asked}


def _of_files(*columns: exp.Expr) -> exp.Select:
    """Select from the rows of all files of a table, each beside the piece that brought it."""
    reader = exp.func(
        "read_parquet",
        _given("files"),
        *(exp.EQ(this=exp.to_identifier(name), expression=exp.true()) for name in ("filename", "union_by_name")),
        dialect="duckdb",
    )
    arrived = exp.Table(this=reader, alias=exp.TableAlias(this=exp.to_identifier("arrived")))
    same_file = exp.column("rows_file", "piece").eq(exp.column("filename", "arrived"))
    return exp.select(*columns).from_(arrived).join(exp.table_("landing_piece", alias="piece"), on=same_file)


def _arrived(name: str) -> exp.Column:
    return exp.column(name, "arrived", quoted=True)


def _piece(name: str) -> exp.Column:
    return exp.column(name, "piece")


def _given(name: str) -> exp.Placeholder:
    return exp.Placeholder(this=name)
