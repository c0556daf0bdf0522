"""Measures: what was withheld of a breakdown at the end of a month stays withheld for a year, noughts too.

A reader holds the tables of several months beside each other. Few come and few leave in a month, and the figures of everybody tell how
many: a unit shown in one month and withheld in the next is narrowed by what it was. So whatever was withheld at one of the ends of the
twelve months before is withheld still, and nobody sees which of these numbers are small now. Source: the sector's guidance on
statistical disclosure control (background).
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from sherwood.measures.covering import size_of, without_number
from sherwood.measures.series import Point
from sherwood.measures.suppression import SMALLEST_SHOWN
from sherwood.vocabulary.intervals import add_months
from sherwood.vocabulary.periods import Period, period_of

MONTHS = 12
Value = str | int | bool | None
Values = set[Value]
Numbers = dict[Value, Point]


def months_before(periods: Iterable[Period]) -> tuple[Period, ...]:
    """Return the months that end before the last days of these and belong to the year before one of them, in order."""
    found = {month for period in periods for month in _before(period.last_day)}
    return tuple(sorted(found, key=lambda month: month.first_day))


class Told(NamedTuple):
    """The points of a breakdown as they are, and with what is withheld by each period alone."""

    points: tuple[Point, ...]
    shown: tuple[Point, ...]


def keep_withheld(now: Told, earlier: Told, periods: Iterable[Period], by: str) -> tuple[Point, ...]:
    """Return the points of the periods without those that were withheld in one of the months before, of which `earlier` tells."""
    numbers, shown, before = (_by_period(each, by) for each in (now.points, now.shown, earlier.points))
    withheld_in = {
        label: {value for value, point in points.items() if point.suppressed}
        for label, points in _by_period(earlier.shown, by).items()
    }
    found: list[Point] = []
    for period in periods:
        months = [month.label for month in _before(period.last_day)]
        held, was = numbers.get(period.label, {}), before.get(months[-1], {})
        kept: Values = set().union(*(withheld_in.get(month, ()) for month in months))
        hidden = kept | {value for value, point in shown.get(period.label, {}).items() if point.suppressed}
        hidden |= _grown_too(held, was, hidden, kept)
        found += [without_number(each) if value in hidden else each for value, each in held.items()]
        # What was withheld and is nought now has no row, and none would tell that.
        noughts = sorted(hidden.difference(held), key=str)
        found += [Point(period.label, {by: value}, None, None, None, suppressed=True) for value in noughts]
    return tuple(found)


def _grown_too(held: Numbers, was: Numbers, hidden: Values, kept: Values) -> Values:
    """Units to withhold beside one that was nought a month before: others that grew, for all who came might else be its own."""
    rise = {value: _size(held, value) - _size(was, value) for value in held}
    new = {value for value in hidden - kept if value in held and value not in was}
    found: Values = set()
    if not (new and was):
        return found
    room = sum(max(0, rise.get(value, 0)) for value in hidden - new)
    for value in sorted(set(held) - hidden, key=lambda each: _size(held, each)):
        if rise[value] > 0 and room < SMALLEST_SHOWN - 2:
            found.add(value)
            room += rise[value]
    return found


def _size(points: Numbers, value: Value) -> float:
    return size_of(points[value]) if value in points else 0


def _by_period(points: Iterable[Point], by: str) -> dict[str, Numbers]:
    found: defaultdict[str, Numbers] = defaultdict(dict)
    for point in points:
        found[point.period][point.dims[by]] = point
    return dict(found)


def _before(day: dt.date) -> list[Period]:
    return [period_of(add_months(day.replace(day=1), -each), "month") for each in range(MONTHS, 0, -1)]
