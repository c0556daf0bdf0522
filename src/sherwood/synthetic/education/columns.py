"""Synthetic: columns as Arrow tables take them, whole and without loops."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from sherwood.synthetic.everyone import NEVER

Columns = dict[str, pa.Array]


def dates(days: NDArray[Any]) -> pa.Array:
    """Days as dates, empty where the day never comes."""
    return pa.array(days.astype(np.int32), mask=days >= NEVER).cast(pa.date32())


def texts(numbers: NDArray[Any]) -> pa.Array:
    """Whole numbers as text."""
    return pa.array(numbers).cast(pa.string())


def taken(column: pa.Array | pa.ChunkedArray, rows: NDArray[Any]) -> pa.Array:
    """The cells of a column at these rows, as one array."""
    found = column.take(pa.array(rows))
    return found.combine_chunks() if isinstance(found, pa.ChunkedArray) else found


def chosen(words: tuple[str, ...], places: NDArray[Any]) -> pa.Array:
    """A word for each place."""
    return pa.array(words).take(pa.array(places.astype(np.int32)))


def same(word: str, rows: int) -> pa.Array:
    """One word in every row."""
    return pa.repeat(pa.scalar(word), rows)


def blanked(column: pa.Array, is_blank: NDArray[np.bool_]) -> pa.Array:
    """The column with some cells left empty."""
    return pc.if_else(pa.array(is_blank), pa.scalar(None, column.type), column)


def either(condition: NDArray[np.bool_], column: pa.Array, other: pa.Array) -> pa.Array:
    """Cells of one column where the condition holds, of the other elsewhere."""
    return pc.if_else(pa.array(condition), column, other)


def filled(names: Iterable[str], told: Mapping[str, pa.Array], rows: int) -> pa.Table:
    """A table of these columns, empty where nothing is told of one; raises KeyError for something told that is no column of it."""
    wanted = list(names)
    if unknown := told.keys() - set(wanted):
        raise KeyError(f"no such columns: {sorted(unknown)}")
    nothing = pa.nulls(rows, pa.string())
    return pa.table({name: told.get(name, nothing) for name in wanted})


def within_each(group: NDArray[Any]) -> NDArray[np.int64]:
    """The place of each row in its run of equal values, from 1."""
    if not len(group):
        return np.zeros(0, np.int64)
    first = np.flatnonzero(np.append([True], group[1:] != group[:-1]))
    length = np.diff(np.append(first, len(group)))
    found: NDArray[np.int64] = np.arange(len(group)) - np.repeat(first, length) + 1
    return found
