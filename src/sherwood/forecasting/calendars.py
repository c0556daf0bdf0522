"""Days that differ from others in every year: Christmas, bank holidays, days of the week."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from sherwood.forecasting import fixed
from sherwood.forecasting.steps import Step
from sherwood.vocabulary.calendar import FIRST_YEAR, LAST_YEAR, bank_holidays

Matrix = NDArray[np.float64]
CHRISTMAS = frozenset({*((12, day) for day in range(24, 32)), (1, 1)})


@cache
def _holidays_of(year: int) -> frozenset[dt.date]:
    return frozenset(bank_holidays(year)) if FIRST_YEAR <= year <= LAST_YEAR else frozenset()


def _is_christmas(day: dt.date) -> bool:
    return (day.month, day.day) in CHRISTMAS


def _is_holiday(day: dt.date) -> bool:
    return day in _holidays_of(day.year) and not _is_christmas(day)


def columns(days: Sequence[dt.date], step: Step) -> tuple[Matrix, Matrix]:
    """Give the share of each value's days at Christmas and on other bank holidays, and the variance of each effect."""
    counted = [step.days_of(day) for day in days]
    shares = [(sum(map(_is_christmas, each)) / len(each), sum(map(_is_holiday, each)) / len(each)) for each in counted]
    # A bank holiday is a fifth of a working week, but a seventh of its days.
    holiday = fixed.BANK_HOLIDAY * (1.0 if step.letter == "D" else 7 / 5)
    return np.array(shares).reshape(len(days), 2), np.array([fixed.CHRISTMAS**2, holiday**2])


def is_ordinary(day: dt.date) -> bool:
    """Tell whether the day is neither at Christmas nor a bank holiday."""
    return not _is_christmas(day) and not _is_holiday(day)


def week_pattern(days: Sequence[dt.date]) -> Matrix:
    """Tell how alike two days are for falling on the same weekday, the less the longer they lie apart."""
    weekday = np.array([day.weekday() for day in days])
    ordinal = np.array([day.toordinal() for day in days], dtype=float)
    apart = np.abs(ordinal[:, None] - ordinal[None, :]) / 7
    same = (weekday[:, None] == weekday[None, :]) - 1 / 7
    slow = 0.5 + 0.5 * np.exp(-apart / fixed.WEEK_PATTERN_WEEKS)
    likeness: Matrix = fixed.DAY_OF_WEEK**2 * same * slow
    return likeness


def yearly_pattern(days: Sequence[dt.date]) -> Matrix:
    """Tell how alike two days are for their place in the year: the same place in any two years is the same."""
    years = np.array([day.toordinal() for day in days]) / 365.2425
    turn = np.sin(np.pi * (years[:, None] - years[None, :]))
    likeness: Matrix = np.exp(-2 * turn**2 / fixed.YEARLY_SMOOTHNESS**2)
    return likeness
