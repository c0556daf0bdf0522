"""The hub's own clock: minutes of its open hours, in slots of its shifts, from the first working day of some weeks to the last."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sherwood.definitions.shapes.hub import HubDesk, HubShift

Vector = NDArray[np.float64]
Whole = NDArray[np.int64]


class Post(NamedTuple):
    """A shift of one weekday, to which people are to be found: Monday's day shift, Friday's late one."""

    weekday: str
    shift: str


@dataclass(frozen=True)
class Clock:
    """The working days of some weeks, laid end to end."""

    desk: HubDesk
    days: tuple[dt.date, ...]
    posts: tuple[Post, ...]

    @property
    def minutes_a_day(self) -> int:
        """Minutes from opening to closing."""
        return self.desk.minutes_a_day

    @property
    def slot(self) -> int:
        """The longest stretch of minutes in which nobody's shift begins or ends."""
        bounds = [
            _minute(end) - _minute(self.desk.opens) for each in self.desk.shift for end in (each.starts, each.ends)
        ]
        return reduce(math.gcd, bounds, self.minutes_a_day)

    @property
    def minutes(self) -> int:
        """Minutes of all days together."""
        return self.minutes_a_day * len(self.days)

    def closings(self) -> Vector:
        """The minute at which each day ends."""
        closings: Vector = np.arange(1, len(self.days) + 1, dtype=float) * self.minutes_a_day
        return closings

    def reaches(self, day: Whole, minute: Whole) -> tuple[Vector, NDArray[np.bool_]]:
        """Tell when contacts of these days (ordinals) and minutes of the day reach the hub, and which came while it was shut."""
        opened = np.array([each.toordinal() for each in self.days])
        opens, closes = _minute(self.desk.opens), _minute(self.desk.closes)
        place = np.searchsorted(opened, day)
        is_day = (place < len(opened)) & (opened[np.minimum(place, len(opened) - 1)] == day)
        within = is_day & (minute >= opens) & (minute < closes)
        next_day = np.where(is_day & (minute >= closes), place + 1, place)
        since = np.where(within, minute - opens, 0)
        return (next_day * self.minutes_a_day + since).astype(float), ~within

    def post_of(self, reached: Vector) -> Whole:
        """Tell the post in whose hours each contact reaches the hub: of several the one that began last."""
        day = np.minimum((reached // self.minutes_a_day).astype(int), len(self.days) - 1)
        minute = reached - day * self.minutes_a_day
        found = np.full(len(reached), -1)
        for place, post in self._by_start():
            shift = self._shift(post)
            begins, ends = (_minute(each) - _minute(self.desk.opens) for each in (shift.starts, shift.ends))
            is_of = self._weekdays()[day] == WEEKDAYS.index(post.weekday)
            found = np.where(is_of & (minute >= begins) & (minute < ends), place, found)
        return found

    def present(self, staff: Mapping[Post, Sequence[int]] | Mapping[Post, int]) -> list[int]:
        """Lay out how many are there in each slot; a post's number may differ from day to day."""
        there = np.full((len(self.days), self.minutes_a_day // self.slot), 0)
        for post in self.posts:
            shift = self._shift(post)
            begins, ends = (
                (_minute(each) - _minute(self.desk.opens)) // self.slot for each in (shift.starts, shift.ends)
            )
            days = np.flatnonzero(self._weekdays() == WEEKDAYS.index(post.weekday))
            there[days, begins:ends] += np.broadcast_to(np.asarray(staff[post], dtype=int), days.shape)[:, None]
        return [int(each) for each in there.reshape(-1)]

    def times(self, post: Post) -> int:
        """Count the days on which a post is worked."""
        return int((self._weekdays() == WEEKDAYS.index(post.weekday)).sum())

    def hours(self, post: Post) -> float:
        """Hours of one shift of this post."""
        shift = self._shift(post)
        return (_minute(shift.ends) - _minute(shift.starts)) / 60

    def _weekdays(self) -> Whole:
        return np.array([day.weekday() for day in self.days])

    def _shift(self, post: Post) -> HubShift:
        return next(each for each in self.desk.shift if each.name == post.shift and post.weekday in each.days)

    def _by_start(self) -> list[tuple[int, Post]]:
        return sorted(enumerate(self.posts), key=lambda each: self._shift(each[1]).starts)


WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def clock_of(desk: HubDesk, first: dt.date, days: int, is_working: Callable[[dt.date], bool]) -> Clock:
    """Lay out the days on which somebody works, of so many from the first."""
    worked = {day for each in desk.shift for day in each.days}
    weekend = {"Saturday", "Sunday"} & worked
    every = (first + dt.timedelta(days=k) for k in range(days))
    kept = [
        day
        for day in every
        if WEEKDAYS[day.weekday()] in worked and (is_working(day) or WEEKDAYS[day.weekday()] in weekend)
    ]
    posts = [Post(day, each.name) for day in WEEKDAYS for each in desk.shift if day in each.days]
    return Clock(desk, tuple(kept), tuple(posts))


def _minute(time: dt.time) -> int:
    return time.hour * 60 + time.minute
