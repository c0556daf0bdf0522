"""Synthetic: the county's working days in a list, handed to every part that steps from one to another many thousand times."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left

from sherwood.vocabulary.calendar import WorkingCalendar

_ONE_DAY = dt.timedelta(days=1)


class Workdays:
    """Working days between two days, found by place instead of by counting."""

    def __init__(self, calendar: WorkingCalendar, first: dt.date, last: dt.date) -> None:
        every = (first + dt.timedelta(days=offset) for offset in range((last - first).days + 1))
        self._days = [day for day in every if calendar.is_working_day(day)]

    def from_day(self, day: dt.date) -> dt.date:
        """The day itself if it is worked, else the next working day."""
        return self._days[bisect_left(self._days, day)]

    def before(self, day: dt.date) -> dt.date:
        """The day itself if it is worked, else the working day before it."""
        return self._days[bisect_left(self._days, day + _ONE_DAY) - 1]

    def after(self, day: dt.date, count: int) -> dt.date:
        """The so-many-th working day after a day; the day itself for 0, as the law counts."""
        return self._days[bisect_left(self._days, day + _ONE_DAY) + count - 1] if count else day

    def between(self, first: dt.date, last: dt.date) -> int:
        """Working days after the first up to and including the last."""
        return bisect_left(self._days, last + _ONE_DAY) - bisect_left(self._days, first + _ONE_DAY)
