"""Days not yet whole: contacts entered late are counted before they are there, by how late others were entered."""

from __future__ import annotations

import datetime as dt
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

    Contacts that came before files were loaded day by day stand in one file and tell nothing of delays; neither does a day whose
    contacts may still come.
    """
    delays = [
        (heard - day).days
        for day, heard in entered
        if heard is not None and day <= last - dt.timedelta(days=fixed.LONGEST_DELAY)
    ]
    known = [each for each in delays if 0 <= each <= fixed.LONGEST_DELAY]
    if len(known) < fixed.FEWEST_DELAYS or len(known) < len(delays) / 2:
        return Nowcast({})
    return Nowcast(_shares(known, last))


def _shares(delays: Sequence[int], last: dt.date) -> dict[dt.date, float]:
    """Give the days of which fewer than nearly all contacts are there, oldest first."""
    counts = np.bincount(delays, minlength=fixed.LONGEST_DELAY + 1)
    within = np.cumsum(counts) / counts.sum()
    ages = [age for age in range(fixed.LONGEST_DELAY + 1) if within[age] < fixed.WHOLE_SHARE]
    return {last - dt.timedelta(days=age): float(within[age]) for age in reversed(ages)}
