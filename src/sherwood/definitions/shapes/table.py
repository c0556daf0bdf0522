"""Warehouse tables: the contract between the room that builds a table and the rooms that read it."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import model_validator

from sherwood.definitions.shapes.base import Entry, Shape

LATEST = "latest"
Review = Literal["third_party", "serious_harm", "adoption", "court"]
ColumnType = Literal["key", "text", "code", "date", "integer", "number", "flag"]


class TableColumn(Shape):
    """One column: its type, what it means, the code list its values come from, and its heading in a list if not its name.

    `looked_up` says that nearly every figure looks rows up by it, so that it is written as it is and not packed: it is read in a
    quarter of the time and takes more room.
    `chosen` is the order in which feeds are asked for this column where it is not the table's own, or `latest` alone: the feed
    whose word is of the latest day. It needs its reason, `because`.
    """

    type: ColumnType
    means: str
    codelist: str = ""
    label: str = ""
    looked_up: bool = False
    chosen: tuple[str, ...] = ()
    because: str = ""

    @model_validator(mode="after")
    def _has_its_reason(self) -> Self:
        if bool(self.chosen) != bool(self.because):
            raise ValueError(
                "'chosen' and 'because' go together: name the feeds, and say why the usual order will not do"
            )
        if LATEST in self.chosen and len(self.chosen) > 1:
            raise ValueError(f"'chosen' names feeds in order, or '{LATEST}' alone")
        return self


class Table(Entry):
    """One table: what a row stands for, its key, whom it holds, and its columns in order.

    `holds` is `people` where every row is of one person, `service` where rows are of the service itself (posts, fostering households,
    allegations, complaints) and name no person of the warehouse, though a purpose and an agreement bind them all the same, and
    `reference` where they are open to everybody.
    `review` says why an officer looks twice before the person gets a copy of a row of theirs.
    `order` names, first to last, the feeds asked for a table with one row a thing, whichever feeds hold it.
    """

    grain: str
    about: str
    holds: Literal["people", "service", "reference"]
    key: tuple[str, ...]
    order: tuple[str, ...] = ()
    review: Review | None = None
    columns: dict[str, TableColumn]

    @model_validator(mode="after")
    def _chosen_columns_have_an_order(self) -> Self:
        for name, column in self.columns.items():
            if column.chosen and not self.order:
                raise ValueError(f"columns.{name}.chosen: the table has no 'order' of feeds to depart from")
            if strange := [each for each in column.chosen if each not in (*self.order, LATEST)]:
                raise ValueError(f"columns.{name}.chosen: '{strange[0]}' is not in the table's order")
        return self
