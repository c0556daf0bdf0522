"""Warehouse: a built table held against its declaration, so that whoever reads it can trust names, types and keys."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Protocol

from sqlglot import exp

from sherwood.definitions.shapes.table import ColumnType, Table
from sherwood.warehouse.errors import WarehouseError

ENGINE_TYPES: Mapping[ColumnType, str] = MappingProxyType(
    {
        "key": "VARCHAR",
        "text": "VARCHAR",
        "code": "VARCHAR",
        "date": "DATE",
        "integer": "INTEGER",
        "number": "DOUBLE",
        "flag": "BOOLEAN",
    }
)


def engine_columns(table: Table) -> dict[str, str]:
    """Give the declared columns in order, each with the engine's name of its type."""
    return {name: ENGINE_TYPES[column.type] for name, column in table.columns.items()}


class HasColumns(Protocol):
    """Something that holds tables and can say which columns each has."""

    def columns(self, name: str) -> dict[str, str]:
        """List the columns of a table in order, each with the engine's name of its type."""


def refuse_other_columns(build: HasColumns, table: Table) -> None:
    """Raise WarehouseError if the built table's columns, their order or types are not those declared."""
    wanted, found = engine_columns(table), build.columns(table.name)
    if list(wanted.items()) == list(found.items()):
        return
    differences = [
        *(f"'{name}' is declared but not built" for name in wanted if name not in found),
        *(f"'{name}' is built but not declared" for name in found if name not in wanted),
        *(
            f"'{name}' is declared as {wanted[name]} but built as {found[name]}"
            for name in wanted
            if name in found and wanted[name] != found[name]
        ),
    ] or [f"the columns stand in another order: {', '.join(found)}"]
    raise WarehouseError(
        f"table '{table.name}' is not built as catalogue/tables/{table.id}.toml declares it: {'; '.join(differences)}"
    )


def repeated_keys(table: Table) -> exp.Select:
    """Ask for rows whose declared key another row has too, one of them for each such key."""
    keys = [exp.column(name) for name in table.key]
    return (
        exp.select(exp.alias_(exp.func("min", exp.column(_witness(table))), "source_row"))
        .from_(exp.table_(table.name, quoted=True))
        .group_by(*keys)
        .having(exp.GT(this=exp.func("count", exp.Star()), expression=exp.Literal.number(1)))
    )


def _witness(table: Table) -> str:
    """Give the column by which a row of the table is pointed at: where it was read, or a part of its key."""
    return "source_row" if "source_row" in table.columns else table.key[0]
