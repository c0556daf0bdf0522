"""Synthetic: the case system's rows about the children of whom something is new, day after day, made again only when it is."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from sherwood.synthetic.changing import days_of_change, is_leaver_between
from sherwood.synthetic.known import as_known, first_known
from sherwood.synthetic.lives import Life
from sherwood.synthetic.ssd import SsdWriter
from sherwood.synthetic.ssd_people import SsdRow

# Teams and workers, who are of no child, under a name that no child's number is.
ORGANISATION = "organisation"
Rows = list[SsdRow]


class Moving:
    """Tells for each of some days, in order, whose rows may have changed since the one before, and the rows they have now."""

    def __init__(self, writer: SsdWriter, lives: Iterable[Life], days: Sequence[dt.date]) -> None:
        self._writer, self._days = writer, days
        self._due: dict[dt.date, list[Life]] = {day: [] for day in days}
        for life in lives:
            for day in self._days_of(life):
                self._due[day].append(life)

    def changed(self, day: dt.date) -> Iterator[tuple[str, Rows]]:
        """Yield the number of everybody who may have changed by one of the days, and all their rows as they are then."""
        for life in self._due[day]:
            if (known := as_known(life, day)) is not None:
                yield life.child.number, list(self._writer.rows(known, day))
        organisation = self._writer.organisation_rows(day)
        yield ORGANISATION, [(table, row) for table, rows in organisation.items() for row in rows]

    def _days_of(self, life: Life) -> list[dt.date]:
        """Those of the days by which something is new since the day before: of those known at the start, the first day too."""
        first, last = self._days[0], self._days[-1]
        if is_leaver_between(life.child, first, last):
            return list(self._days)
        at = {bisect_left(self._days, day) for day in days_of_change(life) if day and first < day <= last}
        if first_known(life) <= first:
            at.add(0)
        return [self._days[each] for each in sorted(at)]
