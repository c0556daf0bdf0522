"""Synthetic: a register's row as it was filled in over time, handed on as one version for each day it changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any

import pyarrow as pa

from sherwood.synthetic.everyone import NEVER
from sherwood.synthetic.partner_feed import RECORDED, REMOVED

Entry = dict[str, Any]
_STEERING = {RECORDED: pa.int32(), REMOVED: pa.int32()}


def as_it_grew(entry: Entry, recorded: int, known: Mapping[str, int]) -> Iterator[Entry]:
    """The versions of an entry first recorded on a day, whose cells in `known` were each filled in on a later day.

    A cell that is filled in before the entry itself, or never has a value, makes no version of its own.
    """
    later = {day for column, day in known.items() if day > recorded and entry[column] is not None and day < NEVER}
    days = [recorded, *sorted(later), NEVER]
    for since, until in pairwise(days):
        told = {column: None if known.get(column, recorded) > since else value for column, value in entry.items()}
        yield {**told, RECORDED: since, REMOVED: until}


def table_of(entries: Iterable[Entry], types: Mapping[str, pa.DataType]) -> pa.Table:
    """The entries as columns of these types, with the two that steer delivery; no entries make an empty table of the same shape."""
    schema = pa.schema([*types.items(), *_STEERING.items()])
    return pa.Table.from_pylist(list(entries), schema=schema)
