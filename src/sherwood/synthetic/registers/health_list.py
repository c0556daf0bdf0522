"""Synthetic: the health service's list of looked-after children, a month behind, agreeing with the yearly return."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import numpy as np
import pyarrow as pa

from sherwood.synthetic.answers import Cells
from sherwood.synthetic.courses import LifeCourses
from sherwood.synthetic.delivering import date_of, day_number
from sherwood.synthetic.drawing import Draw
from sherwood.synthetic.everyone import NEVER, Everyone
from sherwood.synthetic.partner_feed import RECORDED, REMOVED, FeedTables
from sherwood.synthetic.registers.growing import Entry, as_it_grew, table_of
from sherwood.synthetic.registers.of_care import InCare, care_register
from sherwood.vocabulary.intervals import add_months
from sherwood.vocabulary.periods import Period, collection_year, periods_between

FEED = "health_cla"
_BEHIND = 30
# Twenty working days are four weeks where no holiday falls.
_INITIAL_DAYS = 28
_UNDER_FIVE, _MONTHS_UNDER_FIVE, _MONTHS = 5, 6, 12
_IDENTITY = {
    "person_number": pa.string(),
    "nhs_number": pa.string(),
    "forename": pa.string(),
    "surname": pa.string(),
    "birth_date": pa.date32(),
}
_ASSESSMENTS = {**_IDENTITY, "kind": pa.string(), "due_date": pa.date32(), "held_date": pa.date32()}
_CHECKS = {**_IDENTITY, "kind": pa.string(), "check_date": pa.date32(), "score": pa.int32()}
_CHECK_OF = {"dental": "teeth_check", "immunisations": "immunisations", "development": "health_check"}


def health_cla(everyone: Everyone, generator: np.random.Generator, courses: LifeCourses) -> FeedTables:
    """Assessments and checks of every child looked after in the county's years, short breaks apart."""
    draw = Draw(generator, courses)
    held = care_register(everyone, FEED, draw)
    assessments: list[Entry] = []
    checks: list[Entry] = []
    for each in held.periods:
        if each.period.is_short_break or day_number(each.period.end_date) < everyone.first_day:
            continue
        identity = held.identity(each.record, "nhs_number", "forename", "surname", "birth_date")
        told = _Told(everyone, draw, each, identity)
        assessments += told.assessments()
        checks += told.checks()
    return FeedTables(
        FEED,
        {"assessments": table_of(assessments, _ASSESSMENTS), "checks": table_of(checks, _CHECKS)},
        (held.registered,),
    )


class _Told:
    """What the list tells of one period of care."""

    def __init__(self, everyone: Everyone, draw: Draw, in_care: InCare, identity: Entry) -> None:
        self._draw, self._identity = draw, identity
        self._child, self._period = in_care.life.child, in_care.period
        self._answers = everyone.health
        self._last = min(date_of(everyone.last_day), self._period.end_date)

    def assessments(self) -> Iterator[Entry]:
        """The initial assessment, then a review for each due day; those of a year of which the return says none were not held."""
        due = self._period.start_date + dt.timedelta(days=_INITIAL_DAYS)
        held = self._initial(due)
        yield from self._assessment("initial", due, held)
        due = self._next(held or due)
        while due <= self._last:
            held = self._review(due)
            yield from self._assessment("review", due, held)
            due = self._next(held or due)

    def checks(self) -> Iterator[Entry]:
        """One check a year of each kind that the return says was made, and the score where there is one."""
        for year in periods_between(self._period.start_date, self._last, "year"):
            if cells := self._answers.get((self._child.number, year.label)):
                yield from (self._check(kind, year) for kind, cell in _CHECK_OF.items() if cells[cell] == "1")
                if cells["sdq_score"]:
                    yield self._check("sdq", year, int(cells["sdq_score"]))

    def _initial(self, due: dt.date) -> dt.date | None:
        in_time = self._draw.happens("initial_health_in_time", 1)[0]
        late = 0 if in_time else int(self._draw.days("initial_health_late", 1)[0])
        held = due + dt.timedelta(days=late - (int(self._draw.generator.integers(0, 14)) if in_time else 0))
        return held if held <= self._last else None

    def _review(self, due: dt.date) -> dt.date | None:
        cells: Cells = self._answers.get((self._child.number, collection_year(due).label), {})
        was_held = cells.get("health_assessment")
        if was_held == "0" or (was_held is None and not self._draw.happens("health_assessment", 1)[0]):
            return None
        is_late = self._draw.happens("health_assessment_late", 1)[0]
        away = int(self._draw.generator.integers(1, 40)) if is_late else -int(self._draw.generator.integers(0, 21))
        held = due + dt.timedelta(days=away)
        return held if held <= self._last else None

    def _next(self, day: dt.date) -> dt.date:
        """Every six months under five, every twelve after: regulation 7 of the Care Planning Regulations."""
        months = _MONTHS_UNDER_FIVE if self._child.age_on(day) < _UNDER_FIVE else _MONTHS
        return add_months(day, months)

    def _assessment(self, kind: str, due: dt.date, held: dt.date | None) -> Iterator[Entry]:
        entry = {**self._identity, "kind": kind, "due_date": due, "held_date": held}
        listed = day_number(self._period.start_date if kind == "initial" else due - dt.timedelta(days=60)) + _BEHIND
        return as_it_grew(entry, listed, {"held_date": NEVER if held is None else day_number(held) + _BEHIND})

    def _check(self, kind: str, year: Period, score: int | None = None) -> Entry:
        first = max(day_number(year.first_day), day_number(self._period.start_date))
        day = int(self._draw.generator.integers(first, max(first, day_number(min(year.last_day, self._last))) + 1))
        told = {**self._identity, "kind": kind, "check_date": date_of(day), "score": score}
        return {**told, RECORDED: day + _BEHIND, REMOVED: NEVER}
