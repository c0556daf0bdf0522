"""Identity: which records hold one number, and which record names the person they belong to; the engine does the gathering."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple, overload

import pyarrow as pa
from sqlglot import exp

from sherwood.definitions.shapes.feed import Feed
from sherwood.identity.clusters import Standing
from sherwood.identity.packaged import sql
from sherwood.store import Scratch

# Of records first received on one day the one of the feed nearest the live record is believed.
BELIEVED_FIRST = ("ssd", "ssda903", "cin_census", "annex_a", "quality")
INVOLVED = "involved"
RECORDS, GROUPS = "record", "record_group"

_TEXT = pa.string()
_FEED_TOLD = pa.schema(
    {"feed": _TEXT, "numbering": _TEXT, "cohort": _TEXT, "is_involved": pa.bool_(), "believed": pa.int32()}
)


class FeedTold(NamedTuple):
    """What linking heeds of a feed: the numbering it shares, the circle of people it speaks of, and whether it involves them."""

    feed: str
    numbering: str | None = None
    cohort: str | None = None
    is_involved: bool = False

    @classmethod
    def of(cls, feed: Feed) -> FeedTold:
        """Take it from the catalogue."""
        return cls(feed.id, feed.numbering or None, feed.cohort or None, feed.people == INVOLVED)


class Groups(Sequence[Standing]):
    """Groups of the records of one number, counted from nought, with what decides with whom each may stand.

    A county has a million, of whom a handful are ever asked for: they stay columns. `is_involved` tells of each whether the council works
    with it, `has_strangers` whether any bears no number of the authority's own.
    """

    def __init__(self, rows: pa.Table) -> None:
        columns = {name: rows.column(name).combine_chunks() for name in rows.column_names}
        self._keys, self._adopted = columns["record_key"], columns["adopted_on"]
        self._numbers, self._days, self.is_involved = (
            columns[name].to_numpy(zero_copy_only=False) for name in ("number", "last_received", "is_involved")
        )
        self._some_adopted = self._adopted.null_count < len(rows)
        self.has_strangers = columns["number"].null_count > 0

    def __len__(self) -> int:
        return len(self._keys)

    @overload
    def __getitem__(self, group: int) -> Standing: ...
    @overload
    def __getitem__(self, group: slice) -> Sequence[Standing]: ...
    def __getitem__(self, group: int | slice) -> Standing | Sequence[Standing]:
        """Return what decides with whom a group may stand."""
        if isinstance(group, slice):
            return [self[each] for each in range(len(self))[group]]
        adopted = self._adopted[group].as_py() if self._some_adopted else None
        return Standing(self._numbers[group] or "", adopted, self._days[group].item())

    def key(self, group: int) -> str:
        """The key of the record of a group that was received first."""
        return str(self._keys[group].as_py())


def gather(scratch: Scratch, feeds: Iterable[FeedTold], adoptions: exp.Select | None = None) -> Groups:
    """Write `record` and `record_group` of the records `heard` and `keyed`, and return the groups; `adoptions` asks for adoption orders.

    Feeds of one numbering that hold the same number hold one person; a feed of its own holds one for each of its numbers.
    """
    told = [[*each, _rank(each.feed, BELIEVED_FIRST)] for each in feeds]
    columns = zip(*told, strict=True) if told else [()] * len(_FEED_TOLD)
    scratch.insert_arrow("feed_told", pa.table(list(map(list, columns)), schema=_FEED_TOLD))
    scratch.create_table_as(RECORDS, sql("record"), {"believed_last": len(BELIEVED_FIRST)})
    if adoptions is None:
        scratch.create_table("adoption", {"feed": "VARCHAR", "source_id": "VARCHAR", "day": "DATE"})
    else:
        scratch.create_table_as("adoption", adoptions)
    scratch.create_table_as(GROUPS, sql("record_group"))
    return Groups(scratch.arrow(exp.select("*").from_(GROUPS).order_by("group_no")))


def groups_of(scratch: Scratch, record_keys: Collection[str]) -> Mapping[str, int]:
    """Tell in which groups records stand that are named by their keys; one that is no record any more stands in none."""
    return dict(scratch.select(sql("group_of"), {"keys": sorted(record_keys)}).rows) if record_keys else {}


def numbers_with_leading_zeros(scratch: Scratch) -> int:
    """How many children's numbers of one numbering are written both with and without leading zeros.

    They are kept apart, for `012` and `12` may be two children; a person has to say whether they are.
    """
    return int(scratch.select(sql("spelt_with_zeros")).rows[0][0])


def _rank(feed: str, order: Sequence[str]) -> int:
    return order.index(feed) if feed in order else len(order)
