"""Synthetic: lays a partner's feed out as the dated files a council receives, each holding what its sender had recorded by its day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sherwood.definitions.shapes.feed import Covers, Feed, FeedYear
from sherwood.synthetic.arrow_files import write_table_file
from sherwood.synthetic.everyone import NEVER
from sherwood.synthetic.partner_feed import RECORDED, REMOVED, FeedTables, Sent
from sherwood.synthetic.shapes_of_partners import Delivery
from sherwood.vocabulary.intervals import add_months
from sherwood.vocabulary.periods import collection_year

_EPOCH = dt.date(1970, 1, 1)
_MONTHS_OF_DROPS = 24
_NIGHTS = 14


def day_number(day: dt.date) -> int:
    """The day as the county's columns count it."""
    return (day - _EPOCH).days


def date_of(number: int) -> dt.date:
    """The date of a day as the county's columns count it."""
    return _EPOCH + dt.timedelta(days=int(number))


def drop_days(delivery: Delivery, first: dt.date, last: dt.date) -> list[dt.date]:
    """The days on which a feed's files come: what had happened before, then every month, every night of the last, or once a year."""
    begun = max(add_months(last.replace(day=1), -_MONTHS_OF_DROPS), first)
    days = {begun}
    if "month" in delivery.every:
        days |= {_month_end(add_months(begun, month)) for month in range(_MONTHS_OF_DROPS + 1)}
    if "quarter" in delivery.every:
        days |= {_month_end(add_months(begun, month)) for month in range(2, _MONTHS_OF_DROPS + 1, 3)}
    if "night" in delivery.every:
        days |= set(nights_before(last))
    if "year" in delivery.every:
        days |= {dt.date(year, 3, 31) for year in range(first.year, last.year + 1)}
    return sorted(day for day in days | {last} if first <= day <= last)


def nights_before(last: dt.date) -> list[dt.date]:
    """The nights on which what is unloaded every night came, the last of all included."""
    return [last - dt.timedelta(days=night) for night in reversed(range(_NIGHTS))]


def _month_end(day: dt.date) -> dt.date:
    return add_months(day.replace(day=1), 1) - dt.timedelta(days=1)


@dataclass(frozen=True)
class Delivering:
    """Writes feeds below a county's folder, as `YYYY-MM-DD/<feed>/<file>`, between the county's first and last day.

    `numbers` gathers the people's numbers that each feed's files hold: somebody a partner knows of but never wrote about is no record.
    """

    folder: Path
    first: dt.date
    last: dt.date
    numbers: dict[str, set[str]] = field(default_factory=dict)

    def deliver(self, feed: Feed, delivery: Delivery, held: FeedTables) -> dict[str, int]:
        """Write every file of a feed; return the rows of each by its path below the county's folder."""
        sent = held.files if held.files is not None else self._sent(feed, delivery, held)
        written: dict[str, int] = {}
        for each in sent:
            day = date_of(each.day)
            table = _year(feed, day).tables[each.table]
            name = f"{day}/{feed.id}/{each.name}.{delivery.format}"
            write_table_file(self.folder / name, table, each.rows, delivery.date_style)
            written[name] = len(each.rows)
            if table.child:
                told = pc.unique(each.rows[table.child]).to_pylist()
                self.numbers.setdefault(feed.id, set()).update(number for number in told if number)
        return written

    def _sent(self, feed: Feed, delivery: Delivery, held: FeedTables) -> Iterator[Sent]:
        before: dt.date | None = None
        for day in drop_days(delivery, self.first, self.last):
            year = _year(feed, day)
            for name, rows in held.tables.items():
                found = _as_recorded(rows, year.tables[name].covers, before, day)
                if len(found) or year.tables[name].covers.kind != "increment":
                    yield Sent(day_number(day), f"{name}_{day}", name, found)
            before = day


def _year(feed: Feed, day: dt.date) -> FeedYear:
    return feed.year_for(collection_year(day).label)


def _as_recorded(rows: pa.Table, covers: Covers, before: dt.date | None, day: dt.date) -> pa.Table:
    """The rows a file of this day holds: all that stand, those that touch its window, or those recorded since the file before."""
    recorded = rows[RECORDED].to_numpy()
    stands = recorded <= day_number(day)
    if REMOVED in rows.column_names:
        stands &= rows[REMOVED].to_numpy() > day_number(day)
    if covers.kind == "increment" and before is not None:
        stands &= recorded > day_number(before)
    if covers.kind == "window":
        stands &= _touches(rows, covers, day)
    return rows.filter(pa.array(stands)).drop_columns(
        [each for each in (RECORDED, REMOVED) if each in rows.column_names]
    )


def _touches(rows: pa.Table, covers: Covers, day: dt.date) -> np.ndarray:
    """Whether each row touches the window of months up to the day; what has no end yet touches every window after its start."""
    since = day_number(add_months(day, -(covers.months or 0)))
    starts = _days(rows, covers.starts)
    ends = _days(rows, covers.ends) if covers.ends else starts
    found: np.ndarray = (starts <= day_number(day)) & (ends >= since)
    return found


def _days(rows: pa.Table, column: str) -> np.ndarray:
    days: np.ndarray = pc.fill_null(rows[column].cast(pa.int32()), NEVER).to_numpy()
    return days
