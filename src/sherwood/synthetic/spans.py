"""Synthetic: from when to when each life is told of, so that a file of one day looks only at those it can speak of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from sherwood.synthetic.known import first_known, last_change
from sherwood.synthetic.lives import Life


class Spans:
    """The lives of a county with the first day anything was known of each and the last on which anything changed."""

    def __init__(self, lives: Sequence[Life], horizon: dt.date) -> None:
        self._lives = [(life, first_known(life), last_change(life, horizon)) for life in lives]

    def moving(self, day: dt.date, since: dt.date) -> Iterator[Life]:
        """Yield every life known by a day that changed after another day before it, or changes yet."""
        return (life for life, first, last in self._lives if first <= day and last > since)

    def listed(self, day: dt.date, since: dt.date) -> Iterator[Life]:
        """Yield every life known by a day that changed on or after another day, or had a case open all the while."""
        return (
            life
            for life, first, last in self._lives
            if first <= day and (last >= since or any(case.close_date is None for case in life.referrals))
        )

    def settled(self, day: dt.date) -> Iterator[Life]:
        """Yield every life of which something was known by a day and that has not changed after it."""
        return (life for life, first, last in self._lives if first <= day and last <= day)
