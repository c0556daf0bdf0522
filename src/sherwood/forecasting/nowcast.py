"""Days not yet whole: contacts entered late are counted before they are there, by how late others were entered."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sherwood.forecasting import fixed

Vector = NDArray[np.float64]


class Nowcast(NamedTuple):
    """The last days that are not whole, and the share of their contacts that is there."""

    shares: dict[dt.date, float]

    @property
    def unknown(self) -> tuple[dt.date, ...]:
        """Days of which too little is there to tell the rest by."""
        return tuple(day for day, share in self.shares.items() if share < fixed.LEAST_SHARE)

    def completed(self, first: dt.date, values: Vector) -> Vector:
        """Raise counts of the last days to what they will be; a day of which too little is there is not known."""
        whole = values.astype(float).copy()
        for day, share in self.shares.items():
            place = (day - first).days
            if 0 <= place < len(whole):
                whole[place] = np.nan if share < fixed.LEAST_SHARE else whole[place] / share
        return whole

    def notes(self) -> tuple[str, ...]:
        """Say what was completed and what was left out."""
        if not self.shares:
            return ()
        partial = [day for day, share in self.shares.items() if share >= fixed.LEAST_SHARE]
        told = []
        if partial:
            least = min(self.shares[day] for day in partial)
            told.append(
                f"Contacts of {partial[0]} to {partial[-1]} are still being entered: about {100 * least:.0f}% of the last day's are there, "
                "and the rest is counted by how late contacts were entered before."
            )
        if self.unknown:
            told.append(f"Too little is entered for {self.unknown[0]} to {self.unknown[-1]}: these days are not used.")
        return tuple(told)


def nowcast_of(entered: Iterable[tuple[dt.date, dt.date | None]], last: dt.date) -> Nowcast:
    """Tell how whole the last days are from when contacts came and when a file first held them.

    A file that holds a month at once tells nothing of delays: only days are read that were followed by files on most of the days after
    them. Neither does a day tell anything whose contacts may still come.
    """
    told = [(day, heard) for day, heard in entered if heard is not None]
    files = sorted({heard for _, heard in told})
    delays = [
        (heard - day).days
        for day, heard in told
        if day <= last - dt.timedelta(days=fixed.LONGEST_DELAY) and _came_daily(day, files)
    ]
    known = [each for each in delays if 0 <= each <= fixed.LONGEST_DELAY]
    if len(known) < fixed.FEWEST_DELAYS or len(known) < len(delays) / 2:
        return Nowcast({})
    return Nowcast(_shares(known, last))


def _came_daily(day: dt.date, files: Sequence[dt.date]) -> bool:
    """Tell whether files came on more than half of the days after this one."""
    until = day + dt.timedelta(days=fixed.LONGEST_DELAY)
    return bisect_right(files, until) - bisect_left(files, day) > fixed.LONGEST_DELAY / 2


def _shares(delays: Sequence[int], last: dt.date) -> dict[dt.date, float]:
    """Give the days of which fewer than nearly all contacts are there, oldest first."""
    counts = np.bincount(delays, minlength=fixed.LONGEST_DELAY + 1)
    within = np.cumsum(counts) / counts.sum()
    ages = [age for age in range(fixed.LONGEST_DELAY + 1) if within[age] < fixed.WHOLE_SHARE]
    return {last - dt.timedelta(days=age): float(within[age]) for age in reversed(ages)}
