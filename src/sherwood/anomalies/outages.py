"""Anomalies: days on which records are missing rather than work: what a data problem looks like, told from a change in the service."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.stats import chi2

from sherwood.access import Reader, Viewer, reference
from sherwood.anomalies.gathering import detector_of
from sherwood.anomalies.ranges import Values
from sherwood.definitions.catalogue import Catalogue
from sherwood.definitions.shapes.measure import Flow, Measure
from sherwood.measures import evaluate
from sherwood.measures.needs import lacking
from sherwood.vocabulary.intervals import add_days

DAYS_LOOKED_AT = 150
# A school's half-term or two days of snow are shorter, a change in the service does not end of itself.
SHORTEST, LONGEST = 3, 20
BESIDE = 5
FEWEST_A_DAY = 1.0
MOST_LEFT, LEAST_BESIDE = 0.6, 0.75
# Days to the end of the data may be a change that goes on: only if hardly anything is left are they missing records.
MOST_LEFT_AT_END = 0.2
SURE = 0.001
# Two feeds that tell of the same events differ by less than chance says of either; so much they may always differ.
LEAST_SPREAD_BESIDE = 0.25


@dataclass(frozen=True)
class Gap:
    """Working days, first to last, on which far fewer records than usual were entered while the days beside them are as usual.

    `elsewhere` is what another feed's count of the same events is called and how many it has of these days, where it shows no gap.
    """

    first_day: dt.date
    last_day: dt.date
    found: int
    expected: float
    is_at_the_end: bool
    elsewhere: tuple[str, int] | None = None

    @property
    def missing(self) -> float:
        """The share of records that are not there."""
        return 1 - self.found / self.expected


def gap_in(days: Sequence[dt.date], counts: Values, elsewhere: Values | None = None) -> Gap | None:
    """The most surprising run of working days with far too few records; none that the days beside it do not set apart.

    `elsewhere` are the same events as another feed counts them, not a number on days of which it does not tell. Days are held against it
    where it tells throughout: where it has as many as ever a few missing records are told. Where it has as few there was less to record,
    which is no gap.
    """
    # What comes less what goes is no count of records: few of it may be many that went.
    if counts.size < 3 * LONGEST or float(np.mean(counts)) < FEWEST_A_DAY or (counts < 0).any():
        return None
    found = None
    is_told = elsewhere is not None and _tells_throughout(elsewhere)
    if elsewhere is not None and is_told:
        found = _most_surprising(counts, elsewhere, LEAST_SPREAD_BESIDE)
    if found is None:
        found = _most_surprising(counts, np.ones(counts.size), 1.0)
        if found is None or (elsewhere is not None and _is_low(elsewhere, *found)):
            return None
    first, last = found
    length = last - first + 1
    usual = np.ones(counts.size) if elsewhere is None or not is_told else elsewhere
    there, beside = float(counts[first : last + 1].sum()), float(usual[first : last + 1].sum())
    expected = (counts.sum() - there) / (usual.sum() - beside) * beside
    return Gap(days[first], days[last], int(there), float(expected), counts.size - first - length < SHORTEST)


def _tells_throughout(elsewhere: Values) -> bool:
    """Whether another feed has records from the first days to the last, enough to hold anything against."""
    return all(float(np.mean(part)) >= FEWEST_A_DAY for part in np.array_split(elsewhere, 6))


def _is_low(values: Values, first: int, last: int) -> bool:
    """Whether another feed has few of these days too; no if it does not tell of all of them, or hardly of any."""
    usual = values[np.isfinite(values)]
    return bool(
        usual.size and usual.mean() >= FEWEST_A_DAY and values[first : last + 1].mean() <= MOST_LEFT * usual.mean()
    )


def _most_surprising(counts: Values, usual: Values, least_spread: float) -> tuple[int, int] | None:
    """The places of the first and last day of the run that holds least for what is usual, if chance hardly ever makes such a one."""
    rest = counts - usual * (counts.sum() / usual.sum())
    spread = max(least_spread, float(np.var(rest)) / float(np.mean(counts)))
    total, beside = (np.concatenate(([0.0], np.cumsum(each))) for each in (counts, usual))
    best: tuple[float, int, int] | None = None
    for length in range(SHORTEST, LONGEST + 1):
        for first in range(counts.size - length + 1):
            surprise = _surprise(total, beside, first, length, spread)
            if surprise and (best is None or surprise > best[0]):
                best = (surprise, first, first + length - 1)
    if best is None or chi2.sf(best[0], 1) * counts.size * (LONGEST - SHORTEST) > SURE:
        return None
    return best[1], best[2]


def _surprise(total: Values, beside: Values, first: int, length: int, spread: float) -> float:
    """How much too few a run holds (likelihood ratio over the spread); nought where it does not stand apart."""
    size = total.size - 1
    found, usual = total[first + length] - total[first], beside[first + length] - beside[first]
    rate = (total[-1] - found) / (beside[-1] - usual)
    expected = rate * usual
    is_at_end = size - first - length < SHORTEST
    if not expected or found > (MOST_LEFT_AT_END if is_at_end else MOST_LEFT) * expected:
        return 0.0
    around = max(BESIDE, length)
    for low, high in ((max(first - around, 0), first), (first + length, min(first + length + around, size))):
        if high - low < SHORTEST or beside[high] == beside[low]:
            continue
        rate_around = (total[high] - total[low]) / (beside[high] - beside[low])
        if rate_around < LEAST_BESIDE * rate or found > MOST_LEFT * rate_around * usual:
            return 0.0
    ratio = found * math.log(found / expected) if found else 0.0
    return float(2 * (ratio - (found - expected)) / spread)


def gap_of(reader: Reader, catalogue: Catalogue, viewer: Viewer, measure: Measure, last: dt.date) -> Gap | None:
    """A gap in what a count of events holds of the months to `last`; none for what is not a count of events.

    It is held against the count of another feed that its detector names, where that feed has come.
    """
    # A sum of hours, or of what comes less what goes, counts no records.
    if not isinstance(measure, Flow) or measure.weight:
        return None
    working = {
        row["day"] for row in reference(reader, "calendar_day", ("day", "is_working_day")) if row["is_working_day"]
    }

    def by_day(each: Measure) -> dict[dt.date, float]:
        first = add_days(last, -DAYS_LOOKED_AT)
        series = evaluate(reader, catalogue, each.id, viewer, date_from=first, date_to=last, grain="day")
        days = ((dt.date.fromisoformat(point.period), point.numerator) for point in series.rows)
        return {day: float(count) for day, count in days if day in working and count is not None}

    counts = by_day(measure)
    other = _told_elsewhere(reader, catalogue, viewer, measure)
    beside = by_day(other) if other is not None else {}
    elsewhere = np.array([beside.get(day, math.nan) for day in counts]) if beside else None
    gap = gap_in(list(counts), np.array(list(counts.values())), elsewhere)
    if gap is None or other is None:
        return gap
    of_gap = [beside.get(day, math.nan) for day in counts if gap.first_day <= day <= gap.last_day]
    return gap if math.isnan(sum(of_gap)) else replace(gap, elsewhere=(other.title, int(sum(of_gap))))


def _told_elsewhere(reader: Reader, catalogue: Catalogue, viewer: Viewer, measure: Measure) -> Measure | None:
    """Another feed's count of the same events, if the detector of the measure names one and it can be answered."""
    detector = detector_of(catalogue, measure)
    name = detector.told_elsewhere.get(measure.name) if detector else None
    other = catalogue.measure(name) if name else None
    return None if other is None or lacking(reader, viewer, other) else other
