"""A measure's present figure and the one to compare it with, by the kind of thing it counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sherwood.definitions.shapes.measure import Grain, Measure
from sherwood.measures import Point, value_of
from sherwood.reports.desk import Desk
from sherwood.reports.words import day
from sherwood.vocabulary.intervals import add_months
from sherwood.vocabulary.periods import collection_year

YEARS_BACK = 4


@dataclass(frozen=True)
class Span:
    """The days a figure speaks of, how they are cut, and both in words."""

    first: dt.date
    last: dt.date
    grain: Grain
    words: str
    since: str


@dataclass(frozen=True)
class Current:
    """A figure now and a year before, with the span it speaks of; empty values where there is nothing to say.

    `notes` say why there is no figure, or what cannot be done with it.
    """

    value: float | None
    before: float | None
    numerator: float | None
    denominator: float | None
    span: Span
    suppressed: bool = False
    notes: tuple[str, ...] = ()


def span_of(measure: Measure, today: dt.date, *, by_year: bool = False) -> Span:
    """Return the span of the present figure: the day, the last complete collection year, or the last twelve complete months.

    `by_year` has events counted in collection years alone, and what was open on any day of one when it is over, as official figures are.
    """
    if measure.grain == "year" or not measure.adds_up or (by_year and not measure.is_at_a_date):
        year = _last_year(measure, today, is_over=by_year and measure.is_of_a_period)
        return Span(
            year, collection_year(year).last_day, "year", f"in {collection_year(year).label}", "the year before"
        )
    if measure.is_at_a_date:
        return Span(today, today, "day", f"on {day(today)}", "a year before")
    last = _last_complete_month(today)
    first = add_months(last + dt.timedelta(days=1), -12)
    return Span(first, last, "month", f"in the 12 months to {day(last)}", "the 12 months before")


def current(desk: Desk, measure: Measure) -> Current:
    """Work out the present figure and the one a year before."""
    span = span_of(measure, desk.day, by_year=desk.is_official)
    series, earlier = desk.spans(measure, [(span.first, span.last), _a_year_before(span)], span.grain)
    now, before = added_up(measure, series.rows), added_up(measure, earlier.rows)
    return Current(now.value, before.value, now.numerator, now.denominator, span, now.suppressed, series.notes)


def spans_of(measure: Measure, today: dt.date) -> tuple[tuple[dt.date, dt.date, Grain], ...]:
    """Return the days and grain of the present figure, and those of the figure it is compared with."""
    span = span_of(measure, today)
    return (span.first, span.last, span.grain), (*_a_year_before(span), span.grain)


def _a_year_before(span: Span) -> tuple[dt.date, dt.date]:
    if span.grain == "day":
        return add_months(span.first, -12), add_months(span.last, -12)
    return add_months(span.first, -12), span.first - dt.timedelta(days=1)


def added_up(measure: Measure, points: Sequence[Point]) -> Point:
    """Add up the points of one breakdown: numerators and denominators, never values; with a part withheld or unknown so is the whole."""
    if len(points) == 1:
        return points[0]
    dims = points[0].dims if points else {}
    known = [point for point in points if point.numerator is not None]
    is_withheld = any(point.suppressed for point in points)
    if not known or is_withheld or len(known) < len(points):
        return Point("", dims, None, None, None, suppressed=is_withheld)
    numerator = sum(point.numerator or 0 for point in known)
    denominators = [point.denominator for point in known if point.denominator is not None]
    denominator = sum(denominators) if denominators else None
    return Point("", dims, numerator, denominator, value_of(measure, numerator, denominator))


def _last_year(measure: Measure, today: dt.date, *, is_over: bool) -> dt.date:
    """Return the first day of the last collection year that is over, or of the present one for what is true at a date and may be told."""
    this = collection_year(today)
    if today == this.last_day or (measure.kind == "share" and measure.is_at_a_date and not is_over):
        return this.first_day
    if measure.kind == "repeat":
        return add_months(this.first_day, -24)
    return add_months(this.first_day, -12)


def _last_complete_month(today: dt.date) -> dt.date:
    tomorrow = today + dt.timedelta(days=1)
    return today if tomorrow.day == 1 else today.replace(day=1) - dt.timedelta(days=1)
