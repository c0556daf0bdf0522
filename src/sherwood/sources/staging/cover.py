"""Sources: what a delivery speaks for, as first and last day, and the days of a row that are held against it."""

from __future__ import annotations

import calendar
import datetime as dt

from sherwood.definitions.shapes.feed import SourceTable
from sherwood.sources.landing.deliveries import Delivery

HIGH_DATE = dt.date(9999, 12, 31)
LOW_DATE = dt.date(1, 1, 1)


def cover_of(table: SourceTable, delivery: Delivery) -> tuple[dt.date, dt.date] | None:
    """The first and last day for which absence from the delivery is a deletion, or None if it never is.

    A window ends with the last day the delivery can speak of, which is the day of a snapshot.

    A table without dates belongs to its file's own period, of which the first day alone stands for all.
    """
    covers, first = table.covers, delivery.span.first_day
    if covers.kind == "everything":
        return LOW_DATE, HIGH_DATE
    if covers.kind == "increment":
        return None
    if covers.kind == "window":
        return _months_before(delivery.cover_to, covers.months or 0), delivery.cover_to
    return (first, delivery.cover_to) if covers.starts else (first, first)


def belongs_to_period(table: SourceTable) -> bool:
    """Whether rows belong to their file's own period, so that the period is part of their key."""
    return table.covers.kind == "period" and not table.covers.starts


def _months_before(day: dt.date, months: int) -> dt.date:
    years, month = divmod(day.month - 1 - months, 12)
    year = day.year + years
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
