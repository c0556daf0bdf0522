"""School terms as a forecast knows them: holidays, the weeks in which schools catch up, and the weeks before the summer.

Term dates are a council's own (feed school_calendar). Where they are not loaded, the common English pattern stands in: worked out by
rule from the bank holidays, so that it is right to within a week.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from sherwood.forecasting.steps import Step
from sherwood.vocabulary.calendar import easter_sunday

Matrix = NDArray[np.float64]
Spell = tuple[dt.date, dt.date]
LONG_DAYS = 28
CATCHING_UP = 14
BEFORE_SUMMER = 28
ONE_DAY = dt.timedelta(days=1)


def common(first_year: int, last_year: int) -> tuple[Spell, ...]:
    """Give the school holidays of the common English pattern, first and last day of each."""
    return tuple(spell for year in range(first_year, last_year + 1) for spell in _of_year(year))


@cache
def _of_year(year: int) -> tuple[Spell, ...]:
    """Give the holidays that begin in a year."""
    easter = easter_sunday(year)
    return (
        _week(_monday_from(dt.date(year, 2, 15))),
        (easter - 6 * ONE_DAY, easter + 7 * ONE_DAY),
        _week(_monday_from(dt.date(year, 5, 25))),
        (dt.date(year, 7, 22), dt.date(year, 9, 1)),
        _week(_monday_from(dt.date(year, 10, 24))),
        (dt.date(year, 12, 20), dt.date(year + 1, 1, 3)),
    )


def _monday_from(day: dt.date) -> dt.date:
    return day + ((7 - day.weekday()) % 7) * ONE_DAY


def _week(monday: dt.date) -> Spell:
    return monday, monday + 6 * ONE_DAY


def between(terms: Iterable[Spell]) -> tuple[Spell, ...]:
    """Give the holidays between half terms told by their first and last day of lessons; weekends alone are none."""
    told = sorted(terms)
    gaps = [(last + ONE_DAY, following - ONE_DAY) for (_, last), (following, _) in itertools.pairwise(told)]
    return tuple((first, last) for first, last in gaps if (last - first).days >= 4)


def columns(holidays: Sequence[Spell], days: Sequence[dt.date], step: Step) -> Matrix:
    """Give, for each value, the share of its days in short holidays, in the summer's, catching up after it, and before it."""
    kinds = _kinds(holidays)
    counted = [np.mean([kinds.get(day, NOTHING) for day in step.days_of(each)], axis=0) for each in days]
    return np.array(counted).reshape(len(days), len(NOTHING))


NOTHING = (0.0, 0.0, 0.0, 0.0)


@cache
def _kinds(holidays: tuple[Spell, ...]) -> dict[dt.date, tuple[float, ...]]:
    """Tell of each day that is not an ordinary day of a term what it is."""
    found: dict[dt.date, tuple[float, ...]] = {}
    long = [spell for spell in holidays if (spell[1] - spell[0]).days >= LONG_DAYS]
    for first, last in long:
        found |= dict.fromkeys(_days(last + ONE_DAY, CATCHING_UP), (0.0, 0.0, 1.0, 0.0))
        found |= dict.fromkeys(_days(first - BEFORE_SUMMER * ONE_DAY, BEFORE_SUMMER), (0.0, 0.0, 0.0, 1.0))
    for first, last in holidays:
        kind = (0.0, 1.0, 0.0, 0.0) if (first, last) in long else (1.0, 0.0, 0.0, 0.0)
        found |= dict.fromkeys(_days(first, (last - first).days + 1), kind)
    return found


def _days(first: dt.date, count: int) -> list[dt.date]:
    return [first + k * ONE_DAY for k in range(count)]
