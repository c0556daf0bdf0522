"""Measures: what is asked of a measure: the periods cut to what can be known, the breakdowns and the filters."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sherwood.definitions.shapes.measure import Measure
from sherwood.vocabulary.periods import Grain, Period, period_of, periods_between


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
    """The days to speak of; nothing is said of a day after the data date or after `as_at`."""
    known_to = min(as_at or data_date, data_date)
    last = min(date_to or known_to, known_to)
    size = grain or measure.grain
    return Days(date_from or period_of(last, size).first_day, last, size, known_to)


def cut_periods(days: Days) -> tuple[Period, ...]:
    """Whole periods cut to the days asked for; one that begins after the last day that can be known is not shown."""
    return tuple(
        period._replace(first_day=max(period.first_day, days.date_from), last_day=min(period.last_day, days.date_to))
        for period in periods_between(days.date_from, days.date_to, days.grain)
    )
