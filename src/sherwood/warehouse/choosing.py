"""Warehouse: one row a thing from each feed's word of it, field by field as the thing's declaration says, given to its model.

The declaration names the feeds in order; a column may name another order, or `latest`: the feed whose word is of the latest day.
A model that reads `<thing>_chosen` is given it as the first part of its WITH, so that the rule is written once, as data.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlglot import exp

from sherwood.definitions.catalogue import Catalogue
from sherwood.definitions.shapes.table import LATEST, Table, TableColumn
from sherwood.warehouse.errors import WarehouseError
from sherwood.warehouse.sql_files import TABLES, SqlFile, sql_files

SAID, CHOSEN = "_said", "_chosen"
# What every word carries beside the thing's key and its fields.
ROW = ("authority", "feed", "person_key", "source_row", "said_date")
_RECENCY = "recency"


def models(catalogue: Catalogue) -> dict[str, SqlFile]:
    """Return the SELECT of every table of `tables/*.sql`, each with the choices it reads.

    Raises WarehouseError where a model reads a choice that no declaration explains.
    """
    return {name: with_choices(model, catalogue) for name, model in sql_files(TABLES).items()}


def with_choices(model: SqlFile, catalogue: Catalogue) -> SqlFile:
    """Give a model each `<thing>_chosen` that it reads; a model that reads none comes back as it is."""
    wanted = sorted(name for name in model.reads if name.endswith(CHOSEN))
    if not wanted:
        return model
    select = model.select.copy()
    for name in wanted:
        thing = catalogue.tables.get(name.removesuffix(CHOSEN))
        if thing is None or not thing.order:
            raise WarehouseError(
                f"{model.name}.sql reads '{name}', but catalogue/tables/{name.removesuffix(CHOSEN)}.toml names no 'order' of feeds"
            )
        _put_first(select, name, choice_of(thing, catalogue.table(thing.name + SAID)))
    return replace(model, select=select)


def choice_of(thing: Table, said: Table) -> exp.Select:
    """Compose one row a thing: for each field the first word there is, and `sources`, all feeds that hold it in order.

    `feed` and `source_row` are those of the first feed that holds the thing at all.
    """
    keys, fields = keys_of(said), fields_of(said)
    by_feed = [exp.column("feed").eq(exp.Literal.string(feed)) for feed in thing.order]
    row = [_first_word(name, said.columns[name], by_feed) for name in ("authority", "feed", "source_row")]
    words = [_first_word(name, column, _places(thing, name)) for name, column in fields.items()]
    sources = exp.func(
        "concat_ws", exp.Literal.string(", "), *(_word(exp.column("feed"), each) for each in by_feed), dialect="duckdb"
    )
    return (
        exp.select(*(exp.column(key) for key in keys), *row, *words, sources.as_("sources"))
        .from_(_ranked(thing, said).subquery("words"))
        .group_by(*(exp.column(key) for key in keys))
    )


def order_of(thing: Table, column: str) -> tuple[str, ...]:
    """Return the feeds asked for a column, first to last, or `latest` alone."""
    declared = thing.columns.get(column)
    return (declared.chosen if declared else ()) or thing.order


def keys_of(said: Table) -> tuple[str, ...]:
    """Return what makes two feeds' words be of one thing: the key of the words, less the feed."""
    return tuple(name for name in said.key if name != "feed")


def fields_of(said: Table) -> dict[str, TableColumn]:
    """Return the columns that feeds say, each chosen by itself."""
    return {name: column for name, column in said.columns.items() if name not in (*ROW, *keys_of(said))}


def _places(thing: Table, column: str) -> list[exp.Expr]:
    """The words of one thing, first to last, each as what tells it from the others: its feed, or how late it was said."""
    order = order_of(thing, column)
    if order == (LATEST,):
        ranks = range(1, len(thing.order) + 1)
        return [exp.column(_RECENCY).eq(exp.Literal.number(rank)) for rank in ranks]
    return [exp.column("feed").eq(exp.Literal.string(feed)) for feed in order]


def _first_word(name: str, column: TableColumn, places: Sequence[exp.Expr]) -> exp.Expr:
    """The first word there is. A yes or no is 1 or 0 on the way, because not every engine has a greatest of flags."""
    is_flag = column.type == "flag"
    value: exp.Expr = exp.cast(exp.column(name), "INTEGER") if is_flag else exp.column(name)
    first = exp.func("coalesce", *(_word(value, place) for place in places))
    return (first.eq(exp.Literal.number(1)) if is_flag else first).as_(name)


def _word(value: exp.Expr, place: exp.Expr) -> exp.Expr:
    """The word of the one row of a thing that stands in a place."""
    return exp.func("max", exp.Case().when(place.copy(), value.copy()))


def _ranked(thing: Table, said: Table) -> exp.Select:
    """The words, with their rank from the latest day on if a field is chosen by it; of one day the usual order decides."""
    words = exp.select("*").from_(exp.table_(said.name))
    if all(order_of(thing, name) != (LATEST,) for name in fields_of(said)):
        return words
    usual = exp.Case(this=exp.column("feed"))
    for place, feed in enumerate(thing.order):
        usual = usual.when(exp.Literal.string(feed), exp.Literal.number(place))
    rank = exp.Window(
        this=exp.RowNumber(),
        partition_by=[exp.column(key) for key in keys_of(said)],
        order=exp.Order(expressions=[exp.Ordered(this=exp.column("said_date"), desc=True), exp.Ordered(this=usual)]),
    )
    return words.select(rank.as_(_RECENCY))


def _put_first(select: exp.Query, name: str, choice: exp.Select) -> None:
    """Make a choice the first part of a SELECT's WITH, before the parts that read it."""
    with_ = select.args.get("with_") or exp.With(expressions=[])
    part = exp.CTE(this=choice, alias=exp.TableAlias(this=exp.to_identifier(name)))
    with_.set("expressions", [part, *with_.expressions])
    select.set("with_", with_)
