"""Cohorts: the school terms that are over by a day, handed on as their last days."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

# The last day by which each term of the census is over; the table of facts dates terms by the same days.
_ENDS = ((12, 31), (7, 31), (4, 15))


@lru_cache(maxsize=256)
def terms_before(day: dt.date, count: int, closed: tuple[dt.date, ...] = ()) -> tuple[dt.date, ...]:
    """The last days of the latest terms over by the day, latest first; terms in which schools were closed are passed over."""
    found: list[dt.date] = []
    year = day.year
    while len(found) < count:
        for month, last in _ENDS:
            end = dt.date(year, month, last)
            if end <= day and end not in closed and len(found) < count:
                found.append(end)
        year -= 1
    return tuple(found)


def first_day_of(ends: tuple[dt.date, ...]) -> dt.date:
    """The first day of the earliest of these terms: the day after the term before it was over."""
    return terms_before(ends[-1] - dt.timedelta(days=1), 1)[0] + dt.timedelta(days=1)
