"""Synthetic: days as they are mistaken: day and month changed about, a figure wrong, or the first of January."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_OFF_BY = (-10, -1, 1, 9, 10)
_YEARS_OFF = (-1, 1, 10)


def misdated(generator: np.random.Generator, days: NDArray[np.datetime64]) -> NDArray[np.datetime64]:
    """Each day written wrongly in one of four ways: day and month changed about, a day or a year off, or 1 January."""
    years = days.astype("datetime64[Y]")
    months = days.astype("datetime64[M]")
    day_of_month = (days - months.astype("datetime64[D]")).astype(int) + 1
    month_of_year = (months - years.astype("datetime64[M]")).astype(int) + 1
    about = (years.astype("datetime64[M]") + (day_of_month - 1)).astype("datetime64[D]") + (month_of_year - 1)
    way = generator.integers(0, 4, len(days))
    about = np.where((day_of_month <= 12) & (day_of_month != month_of_year), about, days + 1)
    off = days + generator.choice(_OFF_BY, len(days)).astype("timedelta64[D]")
    year_off = (months + 12 * generator.choice(_YEARS_OFF, len(days))).astype("datetime64[D]") + (day_of_month - 1)
    found: NDArray[np.datetime64] = np.select(
        [way == 0, way == 1, way == 2], [about, off, year_off], years.astype("datetime64[D]")
    )
    return found
