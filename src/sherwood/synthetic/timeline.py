"""Synthetic: lives through the county's days in order, so that whatever happens knows all that happened before and nothing after."""

from __future__ import annotations

import datetime as dt
import heapq
from collections.abc import Callable, Iterator
from functools import partial

# A story is told step by step: it hands on the day on which it wants to go on, and sees the county as it is on that day.
Story = Iterator[dt.date]
Happening = Callable[[dt.date], None]
# What happens first on a day: notes of the week, people leaving and joining, work ending and starting, then what families do.
NOTES, LEAVES, JOINS, ENDS, STARTS, CHANGES, STORIES = range(7)


class Timeline:
    """What is still to happen, in order of day, of kind within a day, and of when it was said."""

    def __init__(self, last: dt.date) -> None:
        self._last = last
        self._due: list[tuple[dt.date, int, int, Happening]] = []
        self._count = 0
        self.today = dt.date.min

    def at(self, day: dt.date, order: int, happening: Happening) -> None:
        """Let something happen on a day; today, if that day is past, and never if it lies after the last."""
        if day <= self._last:
            self._count += 1
            heapq.heappush(self._due, (max(day, self.today), order, self._count, happening))

    def follow(self, story: Story) -> None:
        """Tell a story to its end, or as far as the last day."""
        self._go_on(story, self.today)

    def run(self) -> None:
        """Live through every day up to the last."""
        while self._due:
            self.today, _, _, happening = heapq.heappop(self._due)
            happening(self.today)

    def _go_on(self, story: Story, today: dt.date) -> None:
        day = next(story, None)
        if day is not None:
            self.at(day, STORIES, partial(self._go_on, story))
