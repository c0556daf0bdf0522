"""Marks: what somebody noted of a day of a measure, and from when it is defined anew, drawn on every chart of it over time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sherwood.definitions.shapes.measure import Measure
from sherwood.measures import Point
from sherwood.reports.sentences import period_words
from sherwood.reports.words import short_day
from sherwood.vocabulary.periods import Grain, parse, period_of

if TYPE_CHECKING:
    from sherwood.reports.desk import Desk


@dataclass(frozen=True)
class Mark:
    """A day and what is to be known of it."""

    day: dt.date
    words: str


def marks_within(desk: Desk, measure: Measure, points: Sequence[Point], grain: Grain) -> tuple[Mark, ...]:
    """Return the marks of a measure within the periods shown, oldest first.

    People's own notes stand beside openable figures alone: official ones are read outside the service.
    """
    noted = () if desk.is_official else desk.marks.get(measure.id, ())
    first = parse(points[0].period, grain).first_day
    last = parse(points[-1].period, grain).last_day
    found = [each for each in (*noted, *redefined(measure)) if first <= each.day <= last]
    return tuple(sorted(found, key=lambda each: (each.day, each.words)))


def redefined(measure: Measure) -> tuple[Mark, ...]:
    """Return the days from which a measure's definition is another."""
    changes = (each for each in measure.changed if each.from_date is not None)
    return tuple(Mark(each.from_date, f"defined anew: {each.note}") for each in changes if each.from_date is not None)


def drawn_marks(marks: Sequence[Mark], grain: Grain) -> list[dict[str, str]]:
    """Return the marks as a chart places them: by their day, or by the name of a collection year."""
    return [
        {
            "period": each.day.isoformat(),
            "label": period_words(period_of(each.day, grain).label, grain),
            "number": str(number),
        }
        for number, each in enumerate(marks, start=1)
    ]


def marks_in_words(marks: Sequence[Mark]) -> str:
    """Return the marks as one sentence with a space before it; nothing where there are none."""
    if not marks:
        return ""
    told = "; ".join(f"{number}, {short_day(each.day)}: {each.words}" for number, each in enumerate(marks, start=1))
    return f" Marked: {told}."
