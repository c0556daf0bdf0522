"""Synthetic: on which days the county's schools are open, handed to everything that follows their year."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right

from sherwood.synthetic.shapes_of_time import Terms

_SATURDAY = 5
_ONE_DAY = dt.timedelta(days=1)


class SchoolTerms:
    """The school days of the county, bank holidays apart, which the calendar knows."""

    def __init__(self, terms: Terms) -> None:
        spells = sorted((spell for year in terms.year.values() for spell in year.holidays), key=lambda each: each.first)
        self._firsts = [spell.first for spell in spells]
        self._lasts = [spell.last for spell in spells]

    def is_holiday(self, day: dt.date) -> bool:
        """Whether the day lies in a school holiday."""
        at = bisect_right(self._firsts, day) - 1
        return at >= 0 and day <= self._lasts[at]

    def is_open(self, day: dt.date) -> bool:
        """Whether schools teach on the day: Monday to Friday outside holidays."""
        return day.weekday() < _SATURDAY and not self.is_holiday(day)

    def back_from(self, day: dt.date) -> dt.date:
        """The first day after the holiday that the day lies in; the day itself outside holidays."""
        at = bisect_right(self._firsts, day) - 1
        return self._lasts[at] + _ONE_DAY if self.is_holiday(day) else day

    def days_until_summer(self, day: dt.date) -> int | None:
        """Days until the next long holiday begins, if that is within two months."""
        following = bisect_right(self._firsts, day)
        if following < len(self._firsts) and (self._lasts[following] - self._firsts[following]).days > 28:
            return (self._firsts[following] - day).days
        return None
