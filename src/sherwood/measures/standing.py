"""Measures: what was withheld of a breakdown at the end of a month stays withheld for a year, noughts too.

A reader holds the tables of several months beside each other. Few come and few leave in a month, and the figures of everybody tell how
many: a unit shown in one month and withheld in the next is narrowed by what it was. So whatever was withheld at one of the ends of the
twelve months before is withheld still, and nobody sees which of these numbers are small now. Source: the sector's guidance on
statistical disclosure control (background).
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sherwood.measures.covering import size_of, without_number
from sherwood.measures.series import Point
from sherwood.measures.suppression import SMALLEST_SHOWN
from sherwood.vocabulary.intervals import add_months
from sherwood.vocabulary.periods import Period, collection_year, period_of, periods_between

MONTHS = 12
# With so many who may be of other units, a unit that came up may be any small number.
ROOM = SMALLEST_SHOWN - 2
Value = str | int | bool | None
Values = set[Value]
Numbers = dict[Value, Point]


def months_before(periods: Iterable[Period]) -> tuple[Period, ...]:
    """Return the months by which these are withheld, in order: from two collection years before each one's own to the month before it."""
    found = {
        month
        for day in (period.last_day for period in periods)
        for month in periods_between(_year_of(day, -2), day.replace(day=1) - dt.timedelta(days=1), "month")
    }
    return tuple(sorted(found, key=lambda month: month.first_day))


class Told(NamedTuple):
    """The points of a breakdown as they are, and with what is withheld by each period alone."""

    points: tuple[Point, ...]
    shown: tuple[Point, ...]


class _Hidden(NamedTuple):
    """What is withheld of one period: for its own sake, because it was withheld before, and what its totals may tell all the same."""

    own: Values
    kept: Values
    exposed: Values


def keep_withheld(now: Told, earlier: Told, periods: Sequence[Period], by: str) -> tuple[Point, ...]:
    """Return the points of the periods without those that were withheld in one of the months before, of which `earlier` tells.

    What a period withholds rests on its own collection year and the two before, never on which others are asked for. The rows of a
    period stand in the order of their values, so that none tells by its place that it is nought.
    """
    numbers, shown = _by_period(now.points, by), _by_period(now.shown, by)
    months = _Months(_by_period(earlier.points, by), _by_period(earlier.shown, by))
    found: list[Point] = []
    for period in periods:
        held = numbers.get(period.label, {})
        hidden = months.hidden_in(period, held, shown.get(period.label, {}))
        # What was withheld and is nought now has no row, and none would tell that.
        rows = {value: Point(period.label, {by: value}, None, None, None, suppressed=True) for value in hidden}
        rows = held | {value: without_number(held.get(value, row)) for value, row in rows.items()}
        found += [rows[value] for value in sorted(rows, key=_place)]
    return tuple(found)


class _Months:
    """What is withheld at the ends of months, settled in order of time for each collection year from the year before it on."""

    def __init__(self, before: Mapping[str, Numbers], told: Mapping[str, Numbers]) -> None:
        self._before, self._told = before, told
        self._settled: dict[dt.date, dict[str, _Hidden]] = {}

    def hidden_in(self, period: Period, held: Numbers, as_told: Numbers) -> Values:
        """Return what a period withholds, by the months of its own collection year and of the one before as that one withheld them."""
        year, last = _year_of(period.last_day), _year_of(period.last_day, -1)
        own, kept, _ = self._one(self._of_year(year), period, held, as_told)
        before = self._of_year(last)
        settled = [before[month.label].own for month in _before(period.last_day) if month.first_day < year]
        return own.union(kept, *settled)

    def _of_year(self, year: dt.date) -> dict[str, _Hidden]:
        """Return what the months of a collection year and of the one before withhold; of these the year before has its own."""
        if year not in self._settled:
            known: dict[str, _Hidden] = {}
            # In order of time: what had to be withheld beside a unit that came up is withheld in the months after as well.
            for month in periods_between(_year_of(year, -1), collection_year(year).last_day, "month"):
                held, as_told = self._before.get(month.label, {}), self._told.get(month.label, {})
                known[month.label] = self._one(known, month, held, as_told)
            self._settled[year] = known
        return self._settled[year]

    def _one(self, known: Mapping[str, _Hidden], period: Period, held: Numbers, as_told: Numbers) -> _Hidden:
        labels = [month.label for month in _before(period.last_day)]
        months = [known[label] for label in labels if label in known]
        kept: Values = set().union(*(month.own for month in months))
        exposed: Values = set().union(*(month.exposed for month in months))
        own = {value for value, point in as_told.items() if point.suppressed}
        too, exposed = _moved_too(held, self._before.get(labels[-1], {}), own, kept, exposed)
        return _Hidden(own | too, kept, exposed)


def _moved_too(held: Numbers, was: Numbers, own: Values, kept: Values, exposed: Values) -> tuple[Values, Values]:
    """Units to withhold beside small ones that who came or left would tell, and the small ones that it may tell all the same.

    All who came may be of a unit that was nought a month before: others that grew have to be withheld with it. Where too few grew its
    number may be known, and so next month's as well. A unit that has just become small lost some: another withheld must be able to have
    lost them.
    """
    hidden = own | kept
    small = {value for value in hidden if 0 < _size(held, value) < SMALLEST_SHOWN}
    uncertain = ({value for value in own - kept if value in held and value not in was} | exposed) & hidden & set(held)
    found: Values = set()
    if not was:
        return found, set()
    others = sorted(set(held) - hidden, key=lambda each: _size(held, each))
    if uncertain:
        rise = {value: _size(held, value) - _size(was, value) for value in held}
        room = sum(max(0, rise.get(value, 0)) for value in hidden - uncertain)
        for value in others:
            if rise[value] > 0 and room < ROOM:
                found.add(value)
                room += rise[value]
        uncertain = uncertain if room < ROOM else set()
    has_fallen = any(_size(was, value) >= SMALLEST_SHOWN for value in small)
    if has_fallen and others and not (hidden | found) & set(held) - small:
        found.add(others[0])
    return found, uncertain


def _size(points: Numbers, value: Value) -> float:
    return size_of(points[value]) if value in points else 0


def _by_period(points: Iterable[Point], by: str) -> dict[str, Numbers]:
    found: defaultdict[str, Numbers] = defaultdict(dict)
    for point in points:
        found[point.period][point.dims[by]] = point
    return dict(found)


def _place(value: Value) -> tuple[bool, Any]:
    """Where a value stands among others: as the warehouse orders them, what is not recorded last."""
    return value is None, value


def _year_of(day: dt.date, years: int = 0) -> dt.date:
    """The first day of the collection year of a day, or of one so many years from it."""
    return add_months(collection_year(day).first_day, 12 * years)


def _before(day: dt.date) -> list[Period]:
    return [period_of(add_months(day.replace(day=1), -each), "month") for each in range(MONTHS, 0, -1)]
