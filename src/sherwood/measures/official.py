"""Measures: the days official figures speak of, so that no two of them differ by one child who came or left between."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from sherwood.definitions.shapes.measure import Measure
from sherwood.measures.asked import Days, days_asked
from sherwood.measures.choices import UnknownChoice, whole_years
from sherwood.vocabulary.intervals import add_months
from sherwood.vocabulary.periods import Grain, period_of

# Of what is open there is a figure for each of these, and the next differs by who came and who left.
SHORT: tuple[Grain, ...] = ("day", "week")


def official_days(
    measure: Measure,
    data_date: dt.date,
    span: tuple[dt.date | None, dt.date | None],
    grain: Grain | None,
    as_at: dt.date | None,
    *,
    is_by: bool,
) -> Days:
    """Return the days asked for, where official figures may speak of them; raises UnknownChoice where not.

    What is open is told of the last day of a month, or of the data date and the same day of other years. What happened is told of months,
    quarters and years that are over: of one so far, two releases give what came between. Broken down (`is_by`), of years alone. So is what
    was open on any day of a period, or rests on what fell due in it: cut at its first day, two figures differ by one child who left on it.
    """
    if as_at is not None and official_day(as_at, data_date) != as_at:
        raise _not_of_record(data_date)
    known_to = min(as_at or data_date, data_date)
    first, last, cut = (*span, official_grain(measure, grain))
    if is_by and not measure.is_at_a_date:
        first, last, cut = whole_years(known_to, *span, grain)
    days = days_asked(measure, data_date, first, last, cut, as_at)
    if measure.is_at_a_date:
        _refuse_days_between(known_to, days, is_by_day=not measure.is_of_a_period)
    if measure.is_of_a_period:
        days = _over(days, known_to, is_latest=first is None)
    return replace(days, date_from=period_of(days.date_from, days.grain).first_day)


def official_grain(measure: Measure, grain: Grain | None) -> Grain:
    """Return how official figures are cut where nobody says: as the measure is, and by month where it is looked at day by day."""
    return grain or ("month" if measure.is_at_a_date and measure.grain in SHORT else measure.grain)


def official_day(day: dt.date, data_date: dt.date) -> dt.date:
    """Return the day official figures speak of when they are asked for this one: itself, or the last of the month before."""
    return day if day >= data_date or _is_of_record(day, data_date) else day.replace(day=1) - dt.timedelta(days=1)


def _over(days: Days, known_to: dt.date, *, is_latest: bool) -> Days:
    """Return the days of the periods that are over, whole; of the last of them where nobody says from when."""
    if days.grain in SHORT:
        raise UnknownChoice(
            f"official figures of what happened are not given by {days.grain}: ask by month, quarter or year."
        )
    last = _last_over(days.date_to, days.grain, known_to)
    return replace(days, date_from=last if is_latest else days.date_from, date_to=last)


def _last_over(day: dt.date, grain: Grain, known_to: dt.date) -> dt.date:
    """Return the last day of the period that holds this day, or of the one before where it is not over yet."""
    period = period_of(day, grain)
    return period.last_day if period.last_day <= known_to else period.first_day - dt.timedelta(days=1)


def _refuse_days_between(known_to: dt.date, days: Days, *, is_by_day: bool) -> None:
    """Go on if no figure of what is open can be held beside one of the day before."""
    if not _is_of_record(days.date_to, known_to):
        raise _not_of_record(known_to)
    if is_by_day and days.grain in SHORT and days.date_from < days.date_to:
        raise UnknownChoice("official figures of what is open are not given day by day: ask by month, quarter or year.")


def _not_of_record(known_to: dt.date) -> UnknownChoice:
    return UnknownChoice(f"official figures speak of {known_to} or of the last day of a month; choose one of these")


def _is_of_record(day: dt.date, known_to: dt.date) -> bool:
    """Whether a day is the last of its month, or the last that is known or the same day of another year."""
    is_last_of_month = (day + dt.timedelta(days=1)).day == 1
    return is_last_of_month or add_months(known_to, -12 * (known_to.year - day.year)) == day
