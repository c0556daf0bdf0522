"""The steps of a series: days, weeks (by the day they end on) or months (by their first day)."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Letter = Literal["D", "W", "M"]


@dataclass(frozen=True)
class Step:
    """How far apart the values of a series are, and what that means in weeks and years."""

    letter: Letter
    weeks: float
    per_year: float
    season: int
    """Steps after which the pattern comes again: 7 days, 52 weeks, 12 months."""

    def after(self, day: dt.date, steps: int) -> dt.date:
        """Name the value that is so many steps after the one of this day."""
        if self.letter == "M":
            year, month = divmod(day.year * 12 + day.month - 1 + steps, 12)
            return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
        return day + dt.timedelta(days=steps * (7 if self.letter == "W" else 1))

    def between(self, first: dt.date, day: dt.date) -> int | None:
        """Count the steps from one value to another; nothing where the day lies between two steps."""
        if self.letter == "M":
            steps = (day.year - first.year) * 12 + day.month - first.month
            return steps if day == self.after(first, steps) else None
        steps, rest = divmod((day - first).days, 7 if self.letter == "W" else 1)
        return None if rest else steps

    def days_of(self, day: dt.date) -> Sequence[dt.date]:
        """List the days that the value of this day counts."""
        if self.letter == "M":
            first = day.replace(day=1)
            return [first + dt.timedelta(days=k) for k in range(calendar.monthrange(day.year, day.month)[1])]
        return [day - dt.timedelta(days=k) for k in range(6 if self.letter == "W" else 0, -1, -1)]


STEPS: dict[str, Step] = {
    "D": Step("D", 1 / 7, 365.25, 7),
    "W": Step("W", 1.0, 52.18, 52),
    "M": Step("M", 4.348, 12.0, 12),
}
