"""Synthetic: a partner's rows in columns, with the days from and until which each version of a row stood in the partner's system."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from sherwood.synthetic.drawing import Draw
from sherwood.synthetic.everyone import NEVER, Days, Everyone, Positions
from sherwood.synthetic.identifying import register
from sherwood.synthetic.partner_feed import RECORDED, REMOVED, Registered

Column = NDArray[Any]
IDENTITY = ("forename", "surname", "birth_date", "sex")
HOME = ("house", "street", "postcode")


@dataclass(frozen=True)
class Rows:
    """Versions of rows about people (NOBODY where a row is about none), filed under a person's record on a day and kept there.

    `columns` ending `_date` hold days (NEVER: empty), other numbers are written as they are, and None is an empty cell.
    """

    person: Positions
    filed: Days
    recorded: Days
    removed: Days
    columns: dict[str, Column]

    def __len__(self) -> int:
        return len(self.person)

    def take(self, chosen: NDArray[Any]) -> Rows:
        """The versions at these positions, or those that are marked."""
        columns = {name: column[chosen] for name, column in self.columns.items()}
        return Rows(self.person[chosen], self.filed[chosen], self.recorded[chosen], self.removed[chosen], columns)


def rows_of(person: Positions, recorded: Days, columns: Mapping[str, Column]) -> Rows:
    """One version of each row, which stands from the day it was recorded."""
    days = recorded.astype(np.int32)
    return Rows(person.astype(np.int32), days, days, np.full(len(person), NEVER, np.int32), dict(columns))


def together(parts: list[Rows]) -> Rows:
    """All rows of several parts that have the same columns."""
    columns = {name: np.concatenate([part.columns[name] for part in parts]) for name in parts[0].columns}
    return Rows(
        np.concatenate([part.person for part in parts]),
        np.concatenate([part.filed for part in parts]),
        np.concatenate([part.recorded for part in parts]),
        np.concatenate([part.removed for part in parts]),
        columns,
    )


def until(rows: Rows, day: NDArray[Any], told: Mapping[str, Column]) -> Rows:
    """The same rows, of which each told something else before a day of its own: cells not known yet, or known wrongly.

    A row recorded on that day or later was right from the start; one removed before it was never put right.
    """
    since: Days = np.asarray(day, np.int32)
    early = rows.recorded < since
    late = since < rows.removed
    before = replace(rows, removed=np.minimum(rows.removed, since), columns=rows.columns | dict(told)).take(early)
    return together([before, replace(rows, recorded=np.maximum(rows.recorded, since)).take(late | ~early)])


def reviewed(rows: Rows, owner: Positions, days: Days, told: Mapping[str, Column]) -> Rows:
    """The same rows, each changed by reviews: from the day of a review on it tells what that review told.

    `owner` is the row each review is of, `days` and the columns `told` are one a review, sorted by owner and day.
    """
    following = np.append(owner[1:] == owner[:-1], False) if len(owner) else np.zeros(0, bool)
    ends = np.where(following, np.append(days[1:], NEVER), NEVER)[: len(days)]
    first = np.full(len(rows), NEVER, np.int32)
    np.minimum.at(first, owner, days)
    after = rows.take(owner)
    after = replace(
        after,
        recorded=np.maximum(after.recorded, days).astype(np.int32),
        removed=np.minimum(after.removed, ends).astype(np.int32),
        columns=after.columns | dict(told),
    )
    before = replace(rows, removed=np.minimum(rows.removed, first))
    both = together([before, after])
    return both.take(both.recorded < both.removed)


def with_slips(rows: Rows, draw: Draw, number: str) -> Rows:
    """The same rows, and some entered a second time under another number by mistake and taken out again later."""
    entered = rows.recorded == rows.filed
    slips = rows.take(entered & draw.happens("entered_twice", len(rows)))
    until_day = slips.recorded + draw.days("entered_twice_until", len(slips))
    columns = slips.columns | {number: np.array([f"{each}D" for each in slips.columns[number]], object)}
    return together(
        [rows, replace(slips, removed=np.minimum(slips.removed, until_day).astype(np.int32), columns=columns)]
    )


def blank(count: int) -> Column:
    """Empty cells."""
    return np.full(count, None, object)


def only(told: NDArray[np.bool_], column: Column) -> Column:
    """The cells that are told, all others empty."""
    found: Column = np.where(told, column, blank(len(column)))
    return found


def no_day(count: int) -> Days:
    """Days that are not there."""
    return np.full(count, NEVER, np.int32)


def registered_people(everyone: Everyone, feed: str, generator: np.random.Generator, *parts: Rows) -> Registered:
    """Everybody the rows are about, entered into the partner's system on the first day something was filed about them."""
    person = np.concatenate([part.person for part in parts])
    filed = np.concatenate([part.filed for part in parts])
    order = np.lexsort((filed, person))
    people, first = np.unique(person[order], return_index=True)
    return register(everyone, feed, people.astype(np.int32), filed[order][first].astype(np.int32), generator)


def table(rows: Rows, registered: Registered | None = None, identity: tuple[str, ...] = ()) -> pa.Table:
    """The rows as columns of a table, with the partner's number and what it knows of each person where it names people."""
    columns: dict[str, pa.Array | pa.ChunkedArray] = {}
    if registered is not None:
        record = pa.array(registered.record_of(rows.person, rows.filed))
        columns["person_number"] = registered.columns["source_id"].take(record)
        columns |= {name: registered.columns[name].take(record) for name in identity}
    columns |= {name: _cells(name, column) for name, column in rows.columns.items()}
    columns[RECORDED] = pa.array(rows.recorded, pa.int32())
    columns[REMOVED] = pa.array(rows.removed, pa.int32())
    return pa.table(columns)


def facts(person: Positions, columns: Mapping[str, Column]) -> pa.Table:
    """Raw facts for the truth: who, when and of what kind."""
    return pa.table(
        {"person": pa.array(person, pa.int32())} | {name: _cells(name, column) for name, column in columns.items()}
    )


def _cells(name: str, column: Column) -> pa.Array:
    if name.endswith("_date"):
        days = np.asarray(column, np.int32)
        return pa.array(days, pa.int32(), mask=days >= NEVER).cast(pa.date32())
    if name.startswith("is_"):
        return pa.array(column, pa.bool_())
    if column.dtype == object:
        return pa.array(column, pa.string())
    if np.issubdtype(column.dtype, np.floating):
        return pa.array(column, pa.float64(), mask=np.isnan(column))
    return pa.array(column, pa.int32(), mask=column < 0)
