"""Synthetic: what one partner's feed holds over all the years, handed to the writer that lays it out as the files a council receives."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pyarrow as pa

from sherwood.synthetic.everyone import Days, Positions

# Columns that steer delivery and are never written: the day a row was recorded, and the day it was taken out again (NEVER while it stands).
RECORDED, REMOVED = "_recorded", "_removed"


@dataclass(frozen=True)
class Registered:
    """The people a feed holds, as its own system recorded them: one row a record, a person may have two by mistake.

    `columns` holds, for each record, what that system knows: source_id, forename, surname, sex (M/F), birth_date, ethnicity, house,
    street, postcode, uprn, nhs_number, upn, ni_number: null where it was not recorded, wrong at the declared rates.
    """

    feed: str
    person: Positions
    columns: pa.Table
    since: Days

    def record_of(self, person: Positions, on: Days) -> Positions:
        """The record under which something about each person was filed on a day: of two records the later one, once it was there."""
        order, of_person, since = self._in_order
        first = np.searchsorted(of_person, person, side="left")
        last = np.searchsorted(of_person, person, side="right") - 1
        has_second = (last > first) & (since[last] <= on)
        found: Positions = order[np.where(has_second, last, first)].astype(np.int32)
        return found

    @cached_property
    def _in_order(self) -> tuple[Positions, Positions, Days]:
        """The records by person and day, and whose they are since when."""
        order = np.lexsort((self.since, self.person)).astype(np.int32)
        return order, self.person[order], self.since[order]


@dataclass(frozen=True)
class Sent:
    """One file as its sender sends it: the day it comes, its name without ending, the declared table it is of, and its rows."""

    day: int
    name: str
    table: str
    rows: pa.Table


@dataclass(frozen=True)
class FeedTables:
    """Every row a feed will ever deliver, by table; the columns are those the feed declares, with RECORDED and REMOVED beside them.

    A corrected row stands twice: as first recorded, removed on the day it was put right, and as corrected, recorded that day. `facts` are
    the raw facts of the feed for the truth (who, what, when), never a verdict. A feed that keeps its own calendar, such as a census of
    every term, gives `files` one after another in place of `tables`; then they are read once.
    """

    feed: str
    tables: dict[str, pa.Table]
    registered: tuple[Registered, ...] = ()
    facts: dict[str, pa.Table] = field(default_factory=dict)
    files: Iterable[Sent] | None = None
