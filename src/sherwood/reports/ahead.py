"""What a report is about to ask, told beforehand, so that one question to the warehouse answers all breakdowns of a measure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from sherwood.definitions.shapes.measure import Measure
from sherwood.definitions.shapes.report import Picture, Report
from sherwood.measures import Wanted
from sherwood.reports.choices import measure_of
from sherwood.reports.current import span_of, spans_of
from sherwood.reports.desk import Desk
from sherwood.reports.figures import MOST
from sherwood.reports.pictures import is_of_bars, is_trend
from sherwood.reports.rows import first_day


def foresee(desk: Desk, report: Report) -> None:
    """Ask for the figures of a report's page at once. What is forgotten here is asked later, by itself, with the same answer."""
    if desk.is_official:
        return
    choices = list(_choices(desk, report))
    if any(desk.where.values()):
        # What may be chosen does not depend on what is chosen already.
        Desk(desk.reader, desk.catalogue, desk.council, desk.viewer, desk.day).foresee(choices)
        choices = []
    desk.foresee([*_figures(desk, report), *_pictures(desk, report), *choices])


def _figures(desk: Desk, report: Report) -> Iterator[Wanted]:
    for name in report.key_figures[:MOST]:
        measure = desk.catalogue.measure(name)
        for first, last, grain in spans_of(measure, desk.day):
            yield Wanted(measure.id, first, last, grain)


def _pictures(desk: Desk, report: Report) -> Iterator[Wanted]:
    for each in report.pictures:
        measure = desk.catalogue.measure(each.measure)
        if is_of_bars(each):
            yield _now(measure, desk.day, each.by)
        elif is_trend(each):
            yield _course(measure, desk.day, each)


def _choices(desk: Desk, report: Report) -> Iterator[Wanted]:
    measures = [desk.catalogue.measure(name) for name in report.key_figures]
    for name in report.filters:
        if (measure := measure_of(measures, name)) is not None:
            yield _now(measure, desk.day, name)


def _now(measure: Measure, day: dt.date, by: str) -> Wanted:
    span = span_of(measure, day)
    return Wanted(measure.id, span.first, span.last, span.grain, (by,))


def _course(measure: Measure, day: dt.date, wanted: Picture) -> Wanted:
    return Wanted(measure.id, first_day(day, wanted.grain, wanted.periods), day, wanted.grain)
