"""Warehouse tables: the contract between the room that builds a table and the rooms that read it."""

from __future__ import annotations

from typing import Literal

from sherwood.definitions.shapes.base import Entry, Shape

ColumnType = Literal["key", "text", "code", "date", "integer", "number", "flag"]


class TableColumn(Shape):
    """One column: its type, what it means, the code list its values come from, and its heading in a list if not its name."""

    type: ColumnType
    means: str
    codelist: str = ""
    label: str = ""


class Table(Entry):
    """One table: what a row stands for, its key, whether it holds people, and its columns in order."""

    grain: str
    about: str
    holds: Literal["people", "reference"]
    key: tuple[str, ...]
    columns: dict[str, TableColumn]
