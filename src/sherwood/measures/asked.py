"""Measures: what is asked of a measure: the periods cut to what can be known, the breakdowns and the filters."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sherwood.definitions.shapes.measure import Measure
from sherwood.measures.choices import UnknownChoice
from sherwood.vocabulary.periods import Grain, Period, period_of, periods_between

EARLIEST = dt.date(1900, 1, 1)
# Four years of days: one question of more would keep everybody else waiting.
MOST_PERIODS = 1500
SHORTEST: dict[Grain, int] = {"day": 1, "week": 7, "month": 28, "quarter": 90, "year": 365}


@dataclass(frozen=True)
class Asked:
    """Periods, each cut to the days asked for and to `as_at`, after which nothing is known; and the dimensions needed."""

    periods: tuple[Period, ...]
    as_at: dt.date
    dimensions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Days:
    """The days asked for; without any, the latest period of the measure's own grain."""

    date_from: dt.date
    date_to: dt.date
    grain: Grain
    as_at: dt.date


def days_asked(
    measure: Measure,
    data_date: dt.date,
    date_from: dt.date | None,
    date_to: dt.date | None,
    grain: Grain | None,
    as_at: dt.date | None,
) -> Days:
    """The days to speak of; nothing is said of a day after the data date or after `as_at`.

    Raises UnknownChoice for a day before EARLIEST or for more than MOST_PERIODS periods.
    """
    if any(day < EARLIEST for day in (date_from, date_to, as_at) if day):
        raise UnknownChoice(f"nothing is known of days before {EARLIEST}: choose a later one")
    known_to = min(as_at or data_date, data_date)
    last = min(date_to or known_to, known_to)
    size = grain or measure.grain
    first = date_from or period_of(last, size).first_day
    if (last - first).days > MOST_PERIODS * SHORTEST[size]:
        raise UnknownChoice(
            f"from {first} to {last} by {size} is too many periods: choose fewer days or longer periods"
        )
    return Days(first, last, size, known_to)


def cut_periods(days: Days) -> tuple[Period, ...]:
    """Whole periods cut to the days asked for; one that begins after the last day that can be known is not shown."""
    return tuple(
        period._replace(first_day=max(period.first_day, days.date_from), last_day=min(period.last_day, days.date_to))
        for period in periods_between(days.date_from, days.date_to, days.grain)
    )
