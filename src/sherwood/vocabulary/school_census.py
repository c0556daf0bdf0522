"""Vocabulary: the days of the school census, so that who writes a file and who reads it mean the same day by its term."""

from __future__ import annotations

import datetime as dt

# Month, and which of its Thursdays (Department for Education, School census: business and technical specification).
_THURSDAYS = {"autumn": (10, 1), "spring": (1, 3), "summer": (5, 3)}
_THURSDAY = 3
CENSUS_TERMS = tuple(_THURSDAYS)


def census_day(year: int, term: str) -> dt.date:
    """The day of a term's school census: the first Thursday of October, the third of January, the third of May."""
    month, which = _THURSDAYS[term]
    first = dt.date(year, month, 1)
    return first + dt.timedelta(days=(_THURSDAY - first.weekday()) % 7 + 7 * (which - 1))
