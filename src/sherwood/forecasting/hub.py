"""The hub's demand: contacts a day by one breakdown, as even series from which what is not known is left out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sherwood.forecasting import calendars
from sherwood.forecasting.forecast import Series
from sherwood.forecasting.steps import Step

Vector = NDArray[np.float64]
OTHERS = "Other"
# A part with fewer contacts a week is too thin to stand alone, and is forecast with the others.
THIN_A_WEEK = 1.0
# Days without one contact, where so many were to be expected, are days without data.
OUTAGE_EXPECTED = 12.0
# The log is taken to reach over empty days at its end while no more than this was to be expected on them: a weekend, not a late file.
QUIET_EXPECTED = 3.0
WEEK = 7


class Count(NamedTuple):
    """Contacts of one part on one day."""

    day: dt.date
    part: str
    number: int


class Demand(NamedTuple):
    """Contacts a day from the first to the last that the log holds: a row of values for each part."""

    first: dt.date
    parts: Mapping[str, Vector]
    outages: tuple[tuple[dt.date, dt.date], ...]

    @property
    def last(self) -> dt.date:
        """The last day the log holds."""
        return self.first + dt.timedelta(days=len(self.whole) - 1)

    @property
    def whole(self) -> Vector:
        """Contacts a day of all parts together."""
        together: Vector = np.sum(list(self.parts.values()), axis=0)
        return together


def demand_of(counts: Iterable[Count], last: dt.date) -> Demand | None:
    """Lay out counted contacts day by day, thin parts together; nothing where there is no contact."""
    told = [each for each in counts if each.day <= last]
    if not told:
        return None
    first = min(each.day for each in told)
    days = (last - first).days + 1
    parts: dict[str, Vector] = {}
    for each in told:
        parts.setdefault(each.part, np.zeros(days))[(each.day - first).days] += each.number
    reach = _reach(np.sum(list(parts.values()), axis=0))
    return _without_outages(first, _thick({name: values[:reach] for name, values in parts.items()}, reach))


def _reach(whole: Vector) -> int:
    """Count the days up to the last that the log can be taken to hold."""
    seen = int(np.flatnonzero(whole)[-1]) + 1
    by_weekday = _by_weekday(whole[:seen])
    expected = 0.0
    for place in range(seen, len(whole)):
        expected += by_weekday[place % WEEK] if len(by_weekday) == WEEK else QUIET_EXPECTED
        if expected >= QUIET_EXPECTED:
            return place
    return len(whole)


def _by_weekday(whole: Vector) -> list[float]:
    """Average the days of the week, beginning with that of the first day."""
    return [float(np.mean(whole[place::WEEK])) for place in range(min(WEEK, len(whole)))]


def _thick(parts: Mapping[str, Vector], days: int) -> dict[str, Vector]:
    """Put parts too thin to stand alone together."""
    thin = [name for name, values in parts.items() if values.sum() < THIN_A_WEEK * days / WEEK or name == OTHERS]
    kept = {name: values for name, values in sorted(parts.items()) if name not in thin}
    if thin:
        kept[OTHERS] = np.sum([parts[name] for name in thin], axis=0)
    return kept


def _without_outages(first: dt.date, parts: dict[str, Vector]) -> Demand:
    """Mark runs of days without one contact, where many were to be expected, as not known: they are never learnt from."""
    whole = np.sum(list(parts.values()), axis=0)
    by_weekday = _by_weekday(whole)
    found = []
    for start, stop in _runs(whole == 0):
        # On a bank holiday nobody is expected: an empty one is a day without contacts, not without data.
        working = [k for k in range(start, stop) if calendars.is_ordinary(first + dt.timedelta(days=k))]
        if sum(by_weekday[place % WEEK] for place in working) >= OUTAGE_EXPECTED:
            for values in parts.values():
                values[start:stop] = np.nan
            found.append((first + dt.timedelta(days=start), first + dt.timedelta(days=stop - 1)))
    return Demand(first, parts, tuple(found))


def _runs(marked: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Give the first place of each run of marks and the place after its last."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], marked.astype(int), [0]])))
    return [(int(start), int(stop)) for start, stop in edges.reshape(-1, 2)]


def series_of(demand: Demand, values: Vector, step: Step) -> Series:
    """Give a part's values a day, or added up to whole weeks ending on Sunday; a week with a day not known is not known."""
    if step.letter == "D":
        return Series(tuple(demand.first + dt.timedelta(days=k) for k in range(len(values))), values)
    before = (7 - demand.first.weekday()) % WEEK
    weeks = (len(values) - before) // WEEK
    added = values[before : before + weeks * WEEK].reshape(weeks, WEEK).sum(axis=1)
    first = demand.first + dt.timedelta(days=before + WEEK - 1)
    return Series(tuple(first + dt.timedelta(weeks=k) for k in range(weeks)), added)
