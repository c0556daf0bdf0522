"""Anomalies: days on which records are missing rather than work: what a data problem looks like, told from a change in the service."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import chi2

from sherwood.access import Reader, Viewer, reference
from sherwood.anomalies.ranges import Values
from sherwood.definitions.catalogue import Catalogue
from sherwood.definitions.shapes.measure import Flow, Measure
from sherwood.measures import evaluate
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


@dataclass(frozen=True)
class Gap:
    """Working days, first to last, on which far fewer records than usual were entered while the days beside them are as usual."""

    first_day: dt.date
    last_day: dt.date
    found: int
    expected: float
    is_at_the_end: bool

    @property
    def missing(self) -> float:
        """The share of records that are not there."""
        return 1 - self.found / self.expected


def gap_in(days: Sequence[dt.date], counts: Values) -> Gap | None:
    """The most surprising run of working days with far too few records; none that the days beside it do not set apart."""
    usual = float(np.mean(counts)) if counts.size else 0.0
    if counts.size < 3 * LONGEST or usual < FEWEST_A_DAY:
        return None
    spread = max(1.0, float(np.var(counts)) / usual)
    total = np.concatenate(([0.0], np.cumsum(counts)))
    best: tuple[float, int, int] | None = None
    for length in range(SHORTEST, LONGEST + 1):
        for first in range(counts.size - length + 1):
            surprise = _surprise(total, first, length, spread)
            if surprise and (best is None or surprise > best[0]):
                best = (surprise, first, length)
    if best is None or chi2.sf(best[0], 1) * counts.size * (LONGEST - SHORTEST) > SURE:
        return None
    _, first, length = best
    found = total[first + length] - total[first]
    expected = (total[-1] - found) / (counts.size - length) * length
    at_end = counts.size - first - length < SHORTEST
    return Gap(days[first], days[first + length - 1], int(found), float(expected), at_end)


def _surprise(total: Values, first: int, length: int, spread: float) -> float:
    """How much too few a run holds (likelihood ratio over the spread); nought where it does not stand apart."""
    size = total.size - 1
    found = total[first + length] - total[first]
    a_day = (total[-1] - found) / (size - length)
    expected = a_day * length
    is_at_end = size - first - length < SHORTEST
    if found > (MOST_LEFT_AT_END if is_at_end else MOST_LEFT) * expected:
        return 0.0
    beside = max(BESIDE, length)
    for low, high in ((max(first - beside, 0), first), (first + length, min(first + length + beside, size))):
        if high - low < SHORTEST:
            continue
        a_day_beside = (total[high] - total[low]) / (high - low)
        if a_day_beside < LEAST_BESIDE * a_day or found > MOST_LEFT * a_day_beside * length:
            return 0.0
    ratio = found * math.log(found / expected) if found else 0.0
    return float(2 * (ratio - (found - expected)) / spread)


def gap_of(reader: Reader, catalogue: Catalogue, viewer: Viewer, measure: Measure, last: dt.date) -> Gap | None:
    """A gap in what a count of events holds of the months to `last`; none for what is not a count of events."""
    if not isinstance(measure, Flow):
        return None
    first = add_days(last, -DAYS_LOOKED_AT)
    series = evaluate(reader, catalogue, measure.id, viewer, date_from=first, date_to=last, grain="day")
    working = {
        row["day"] for row in reference(reader, "calendar_day", ("day", "is_working_day")) if row["is_working_day"]
    }
    days = [(dt.date.fromisoformat(point.period), point.numerator) for point in series.rows]
    kept = [(day, count) for day, count in days if day in working and count is not None]
    return gap_in([day for day, _ in kept], np.array([count for _, count in kept], dtype=float))
