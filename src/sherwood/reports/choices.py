"""The filters a reader may set on a report: only values inside the viewer's own scope are offered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from sherwood.definitions.shapes.measure import Measure
from sherwood.definitions.shapes.report import Report
from sherwood.reports.current import span_of
from sherwood.reports.desk import Desk
from sherwood.reports.document import Choice
from sherwood.reports.words import short_day
from sherwood.vocabulary.intervals import add_months

MONTHS_BACK = 24
RESPONSIBLE = ("team", "worker", "service")


def choices(desk: Desk, report: Report, data_date: dt.date) -> tuple[Choice, ...]:
    """Return the day to look from, then one choice for each filter the report declares and the viewer has more than one value of."""
    found = [as_at_choice(desk, data_date)]
    if desk.figures == "openable":
        measures = [desk.catalogue.measure(key) for key in report.key_figures]
        found += [each for name in report.filters if (each := dimension_choice(desk, measures, name)) is not None]
    return tuple(found)


def as_at_choice(desk: Desk, data_date: dt.date) -> Choice:
    """Offer the data date and the last days of the months before it."""
    month = data_date.replace(day=1)
    ends = [add_months(month, -back) - dt.timedelta(days=1) for back in range(MONTHS_BACK)]
    days = [data_date, *(end for end in ends if end < data_date)]
    return Choice("as_at", "As at", tuple((day.isoformat(), short_day(day)) for day in days), desk.day.isoformat())


def measure_of(measures: Iterable[Measure], name: str) -> Measure | None:
    """Return the first of some measures that has a breakdown, which tells the values there are."""
    return next((each for each in measures if name in each.breakdowns or name in RESPONSIBLE), None)


def dimension_choice(desk: Desk, measures: Iterable[Measure], name: str) -> Choice | None:
    """Return the values of a breakdown in the viewer's scope, by the first of these measures that has it; None for fewer than two."""
    dimension = desk.catalogue.dimension(name)
    if (measure := measure_of(measures, name)) is None:
        return None
    span = span_of(measure, desk.day)
    whole = Desk(desk.reader, desk.catalogue, desk.council, desk.viewer, desk.day)
    series = whole.series(measure, span.first, span.last, span.grain, [name])
    values = {point.dims[name] for point in series.rows}
    options = [(str(value), series.label(name, value)) for value in values if value not in (None, "")]
    if len(options) < 2:
        return None
    natural = [band.label for band in dimension.bands]
    options.sort(key=lambda pair: (natural.index(pair[1]) if pair[1] in natural else len(natural), pair[1]))
    return Choice(name, dimension.title, (("", "All"), *options), desk.where.get(name, ""))
