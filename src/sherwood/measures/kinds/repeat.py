"""Measures, kind repeat: part of those dated in the period that were followed by the same thing within the timescale."""

from __future__ import annotations

import datetime as dt

from sqlglot import exp

from sherwood.access.facts import Facts
from sherwood.definitions.catalogue import Catalogue
from sherwood.definitions.shapes.measure import Repeat
from sherwood.measures.kinds.counting import Count, Counting, dated, part
from sherwood.measures.kinds.expressions import column, days_from, whole
from sherwood.vocabulary.intervals import add_days


def compiled(measure: Repeat, counting: Counting) -> Facts:
    """A row for each thing dated in the period; its numerator is 1 where the next came on the same day or in time."""
    day, following = column(measure.date), column(measure.next)
    gap = days_from(day.copy(), following.copy())
    within = exp.Between(this=gap, low=whole(0), high=whole(follow_up_days(measure, counting.catalogue)))
    return counting.facts(
        Count(dated(measure.date), day, *part(exp.and_(within, following <= counting.known_to())), day)
    )


def follow_up_days(measure: Repeat, catalogue: Catalogue) -> int:
    """How many calendar days the measure's timescale gives to follow up."""
    limit = next(each for each in catalogue.timescale(measure.timescale).in_force if each.step == measure.step)
    return limit.limit * {"days": 1, "weeks": 7}[limit.unit]


def is_complete(measure: Repeat, catalogue: Catalogue, last_day: dt.date, as_at: dt.date) -> bool:
    """Whether everything dated up to `last_day` could be followed up to its end by `as_at`."""
    return add_days(last_day, follow_up_days(measure, catalogue)) <= as_at
