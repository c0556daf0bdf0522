"""Anomalies: every measure's months by authority, service, team and district, through the same door as every other figure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sherwood.access import NOT_KNOWN, Reader, Viewer, data_date
from sherwood.anomalies.ranges import Values
from sherwood.definitions.catalogue import Catalogue
from sherwood.definitions.shapes.detector import Detector
from sherwood.definitions.shapes.measure import Measure
from sherwood.measures import Point, evaluate
from sherwood.measures.needs import lacking, reach, told
from sherwood.vocabulary.intervals import add_days, add_months
from sherwood.vocabulary.periods import Period, period_of, periods_between

AUTHORITY, SERVICE, TEAM, DISTRICT = "authority", "service", "team", "district"
LEVELS = (AUTHORITY, SERVICE, TEAM, DISTRICT)
RESPONSIBLE = (SERVICE, TEAM)
NOBODY = frozenset({None, "", NOT_KNOWN})


@dataclass(frozen=True)
class Watched:
    """One measure of one unit over the months that can be judged, a place for each; not a number where the files do not tell of it."""

    measure: Measure
    detector: Detector
    level: str
    unit: str
    label: str
    numerator: Values
    denominator: Values


def months_to_watch(reader: Reader, viewer: Viewer, months: int, as_at: dt.date | None = None) -> tuple[Period, ...]:
    """The last so many whole months of which the data can speak."""
    known_to = min(as_at or dt.date.max, data_date(reader, viewer.authority))
    last = period_of(known_to, "month")
    end = last.last_day if last.last_day <= known_to else add_days(last.first_day, -1)
    return tuple(periods_between(add_months(period_of(end, "month").first_day, 1 - months), end, "month"))


def detector_of(catalogue: Catalogue, measure: Measure) -> Detector | None:
    """The detector that watches a measure; none for those of years, of rolling years and of what is known a year later.

    Nor for sums of hours, posts or pounds: they are no counts, and chance says nothing of how much they vary.
    """
    is_sum = bool(measure.weight)
    if measure.grain == "year" or measure.kind in {"rate", "repeat"} or not measure.adds_up or is_sum:
        return None
    return next(
        (
            each
            for each in catalogue.detectors.values()
            if measure.kind in each.kinds
            and measure.is_at_a_date == each.at_a_date
            and measure.name not in each.left_out
        ),
        None,
    )


def gather(
    reader: Reader, catalogue: Catalogue, viewer: Viewer, months: Sequence[Period], only: Iterable[str] = ()
) -> Iterator[Watched]:
    """Yield every series that is watched; a measure costs one question by who is responsible and one by district."""
    wanted = {catalogue.measure(name).id for name in only}
    for measure in catalogue.measures.values():
        detector = detector_of(catalogue, measure)
        if detector is None or (wanted and measure.id not in wanted) or lacking(reader, viewer, measure):
            continue
        known = {period.label for period in told(measure, months, reach(reader, viewer, measure))}
        if len(known) > detector.least_months:
            yield from _of_measure(reader, catalogue, viewer, months, known, measure, detector)


def _of_measure(
    reader: Reader,
    catalogue: Catalogue,
    viewer: Viewer,
    months: Sequence[Period],
    known: set[str],
    measure: Measure,
    detector: Detector,
) -> Iterator[Watched]:
    judged = len(months) - detector.settles_months.get(measure.name, 0)
    breakdowns = [RESPONSIBLE, *([(DISTRICT,)] if DISTRICT in measure.breakdowns else [])]
    for by in breakdowns:
        series = evaluate(
            reader,
            catalogue,
            measure.id,
            viewer,
            date_from=months[0].first_day,
            date_to=months[-1].last_day,
            grain="month",
            by=by,
        )
        for level in (AUTHORITY, *by) if by == RESPONSIBLE else by:
            for unit, values in _added_up(series.rows, level, months, known).items():
                label = series.label(level, unit) if level in by else viewer.authority
                yield Watched(measure, detector, level, unit, label, *(each[:judged] for each in values))


def _added_up(
    points: Iterable[Point], level: str, months: Sequence[Period], known: set[str]
) -> Mapping[str, tuple[Values, Values]]:
    """Numerators and denominators of each unit of a level by month; nobody's and unknown ones are parts of the authority alone."""
    places = {period.label: place for place, period in enumerate(months)}
    is_told = np.array([period.label in known for period in months])
    found: dict[str, tuple[Values, Values]] = {}
    for point in points:
        unit = AUTHORITY if level == AUTHORITY else point.dims[level]
        if unit in NOBODY or point.period not in places:
            continue
        part, whole = found.setdefault(str(unit), (np.zeros(len(months)), np.zeros(len(months))))
        part[places[point.period]] += point.numerator or 0
        whole[places[point.period]] += point.denominator or 0
    return {
        unit: (np.where(is_told, part, np.nan), np.where(is_told, whole, np.nan))
        for unit, (part, whole) in found.items()
    }
