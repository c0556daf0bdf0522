"""Sources: the statements that differ from one source table to the next, written with SQLGlot from the table's declaration."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sqlglot import exp

from sherwood.definitions.shapes.feed import SourceTable
from sherwood.sources.staging.cover import belongs_to_period

ENGINE_TYPES = MappingProxyType(
    {"identifier": "TEXT", "text": "TEXT", "code": "TEXT", "postcode": "TEXT", "date": "DATE", "integer": "INTEGER"}
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
    }
)
ROW = MappingProxyType(
    {
        "feed": "TEXT",
        "table_name": "TEXT",
        "load": "TEXT",
        "line": "INTEGER",
        "key_text": "TEXT",
        "starts": "DATE",
        "ends": "DATE",
        "precedence": "INTEGER",
        "part": "INTEGER",
    }
)
# No text of a cell holds this character, so that parts of a key can't run into one another.
_BETWEEN = "\x1f"


def columns_of(table: SourceTable) -> dict[str, str]:
    """The columns of the landing table with the engine's types."""
    declared = {name: ENGINE_TYPES[column.type] for name, column in table.columns.items()}
    return {"line": "INTEGER"} | declared | dict(ADDED)


def row_keys(table: SourceTable) -> exp.Select:
    """Each row of a Parquet file as `landing_row` holds it: its key as one text, its first and last day.

    Parameters: file, feed, table_name, load, precedence, part, period, period_start, high_date.
    """
    starts: exp.Expr = _given("period_start")
    ends: exp.Expr = _given("period_start")
    if table.covers.starts:
        starts = ends = exp.column(table.covers.starts, quoted=True)
    if table.covers.ends:
        ends = exp.func("coalesce", exp.column(table.covers.ends, quoted=True), _given("high_date"))
    parts: list[exp.Expr] = [exp.cast(exp.column(name, quoted=True), "TEXT") for name in table.key]
    if belongs_to_period(table):
        parts.append(_given("period"))
    key_text = exp.func("concat_ws", exp.Literal.string(_BETWEEN), *parts, dialect="duckdb")
    return exp.select(
        *(_given(name).as_(name) for name in ("feed", "table_name", "load")),
        exp.column("line"),
        key_text.as_("key_text"),
        exp.cast(starts, "DATE").as_("starts"),
        # A spell recorded as ended before it began still touches the day it began.
        exp.func("greatest", exp.cast(ends, "DATE"), exp.cast(starts.copy(), "DATE"), dialect="duckdb").as_("ends"),
        *(exp.cast(_given(name), "INTEGER").as_(name) for name in ("precedence", "part")),
    ).from_(_parquet())


def current_rows(table: SourceTable) -> exp.Select:
    """The rows of a Parquet file that are not in `landing_replaced`, with what every landing table carries.

    Parameters: file, table_name and those of the added columns but source_row and source_id.
    """
    given = [name for name in ADDED if name not in ("source_row", "source_id")]
    text_of_line = exp.cast(exp.column("line", "arrived"), "TEXT")
    source_row = exp.func("concat", _given("load"), exp.Literal.string(":"), text_of_line, dialect="duckdb")
    is_replaced = (
        exp.select("1")
        .from_("landing_replaced")
        .where(exp.column("feed", "landing_replaced").eq(_given("feed")))
        .where(exp.column("table_name", "landing_replaced").eq(_given("table_name")))
        .where(exp.column("load", "landing_replaced").eq(_given("load")))
        .where(exp.column("line", "landing_replaced").eq(exp.column("line", "arrived")))
    )
    return (
        exp.select(
            exp.column("line", "arrived"),
            *(exp.column(name, "arrived", quoted=True) for name in table.columns),
            *(exp.cast(_given(name), ADDED[name]).as_(name) for name in given),
            source_row.as_("source_row"),
            exp.column(table.child, "arrived", quoted=True).as_("source_id"),
        )
        .from_(_parquet())
        .where(exp.Exists(this=is_replaced).not_())
    )


def insert(name: str, select: exp.Select) -> exp.Insert:
    """Add what a SELECT answers to a table, by the names of the columns."""
    return exp.Insert(this=exp.table_(name, quoted=True), expression=select, by_name=True)


def drop(name: str) -> exp.Drop:
    """Drop a working table."""
    return exp.Drop(tables=[exp.table_(name, quoted=True)], kind="TABLE")


def only(parameters: Mapping[str, object], select: exp.Select) -> dict[str, object]:
    """Those of the parameters that a SELECT asks for; the engine refuses others."""
    asked = {str(each.this) for each in select.find_all(exp.Placeholder)}
    return {name: value for name, value in parameters.items() if name in asked}


def _given(name: str) -> exp.Placeholder:
    return exp.Placeholder(this=name)


def _parquet() -> exp.Table:
    reader = exp.func("read_parquet", _given("file"), dialect="duckdb")
    return exp.Table(this=reader, alias=exp.TableAlias(this=exp.to_identifier("arrived")))
