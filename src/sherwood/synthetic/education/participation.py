"""Synthetic: the monthly client file of what young people do after year 11."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from sherwood.synthetic.courses import LifeCourses
from sherwood.synthetic.delivering import date_of, day_number
from sherwood.synthetic.drawing import Draw
from sherwood.synthetic.education.activities import Activities
from sherwood.synthetic.education.columns import chosen, dates, taken
from sherwood.synthetic.education.moving import presence_of
from sherwood.synthetic.education.schooling import Schooling, schooling_of
from sherwood.synthetic.everyone import Everyone
from sherwood.synthetic.identifying import register
from sherwood.synthetic.partner_feed import FeedTables, Registered, Sent
from sherwood.vocabulary.intervals import add_months

FEED = "neet"
_MONTHS, _MONTHS_BEFORE = 24, 30
# Curriculum years followed: to 18, to 20 for those with a plan, whose participation the authority must know longer.
_FROM, _TO, _TO_WITH_PLAN = 12, 14, 20
_AGE_BEFORE_RECEPTION = 4
_IDENTITY = ("forename", "surname", "birth_date", "sex", "ethnicity", "house", "street", "postcode", "upn")


@dataclass(frozen=True)
class _Circumstances:
    """What the file holds of each young person for as long as it follows them."""

    is_parent: NDArray[np.bool_]
    is_carer: NDArray[np.bool_]
    is_offender: NDArray[np.bool_]
    is_looked_after: NDArray[np.bool_]


def neet(everyone: Everyone, generator: np.random.Generator, courses: LifeCourses) -> FeedTables:
    """A file at the end of each of the last 24 months, of everybody the authority then follows."""
    draw, schooling = Draw(generator, courses), schooling_of(everyone, courses)
    months = _month_ends(everyone)
    begins = schooling.years.starts_of(schooling.pupils.reception + _FROM)
    presence = presence_of(everyone, schooling.pupils)
    sought = np.flatnonzero((begins <= everyone.last_day) & (presence.end > np.maximum(months[0], begins)))
    since = np.maximum(begins, presence.start)[sought]
    registered = register(everyone, FEED, schooling.pupils.person[sought], since.astype(np.int32), generator)
    following = _Following(everyone, schooling, draw, registered, sought)
    return FeedTables(FEED, {}, (registered,), files=following.files(months))


def _month_ends(everyone: Everyone) -> list[int]:
    """The last days of the months before and of the last 24, as far as the county's years reach, and the last day itself."""
    last = date_of(everyone.last_day)
    firsts = [add_months(last.replace(day=1), -month) for month in range(_MONTHS + _MONTHS_BEFORE)]
    ends = [min(day_number(add_months(first, 1)) - 1, everyone.last_day) for first in firsts]
    return sorted(day for day in ends if day >= everyone.first_day)


class _Following:
    """Goes through the months; those before the first file only let lives take their course."""

    def __init__(
        self, everyone: Everyone, schooling: Schooling, draw: Draw, registered: Registered, pupil: NDArray[np.int64]
    ) -> None:
        self._everyone, self._schooling, self._draw = everyone, schooling, draw
        self._registered, self._pupil = registered, pupil
        self._presence = presence_of(everyone, schooling.pupils)
        self._circumstances = self._drawn()
        risk = np.exp(draw.rate("participation_by_need") * schooling.pupils.log_need[pupil])
        burdened = self._circumstances.is_parent | self._circumstances.is_looked_after | self._circumstances.is_offender
        self._activities = Activities(draw, risk * np.where(burdened, draw.rate("participation_burdened"), 1.0))

    def _drawn(self) -> _Circumstances:
        draw, pupils, count = self._draw, self._schooling.pupils, len(self._pupil)
        need = np.exp(np.minimum(pupils.log_need[self._pupil], 3.0))

        def some(rate: str) -> NDArray[np.bool_]:
            found: NDArray[np.bool_] = draw.generator.random(count) < draw.rate(rate) * need
            return found

        girls = ~pupils.is_boy[self._pupil]
        in_care = self._schooling.standing.ever_looked_after[pupils.person[self._pupil]]
        known = in_care & draw.happens("care_known_to_participation", count)
        return _Circumstances(some("young_parents") & girls, some("young_carers"), some("young_offenders"), known)

    def files(self, months: list[int]) -> Iterator[Sent]:
        """One file for each of the last 24 months."""
        for day in months:
            rows = self._followed(day)
            self._activities.month(day, rows, self._at_school(day))
            if day in months[-_MONTHS:]:
                yield Sent(day, f"clients_{date_of(day)}", "clients", self._clients(day, np.flatnonzero(rows)))

    def _followed(self, day: int) -> NDArray[np.bool_]:
        pupils, pupil = self._schooling.pupils, self._pupil
        year = self._school_year(day) - pupils.reception[pupil]
        has_plan = self._schooling.needs.plan_from[pupil] <= day
        here = (self._presence.start[pupil] <= day) & (day < self._presence.end[pupil])
        found: NDArray[np.bool_] = here & (year >= _FROM) & (year <= np.where(has_plan, _TO_WITH_PLAN, _TO))
        return found

    def _school_year(self, day: int) -> int:
        of_day = date_of(day)
        return of_day.year - (of_day.month < 9)

    def _at_school(self, day: int) -> NDArray[np.bool_]:
        found: NDArray[np.bool_] = self._schooling.enrolled_on(day)[self._pupil] >= 0
        return found

    def _clients(self, day: int, rows: NDArray[np.int64]) -> pa.Table:
        schooling, pupil, held = self._schooling, self._pupil[rows], self._circumstances
        person = schooling.pupils.person[pupil]
        record = self._registered.record_of(person, np.full(len(rows), day, np.int32))
        activities = self._activities
        age = self._school_year(day) - schooling.pupils.reception[pupil] + _AGE_BEFORE_RECEPTION
        return pa.table(
            {
                "person_number": taken(self._registered.columns["source_id"], record),
                **{name: taken(self._registered.columns[name], record) for name in _IDENTITY},
                "academic_age": pa.array(age),
                "activity": chosen(activities.codes, activities.now[rows]),
                "start_date": dates(activities.since[rows]),
                "confirmed_date": dates(activities.last_confirmed()[rows]),
                "has_plan": pa.array(schooling.needs.plan_from[pupil] <= day),
                "is_looked_after": pa.array(held.is_looked_after[rows]),
                "is_parent": pa.array(held.is_parent[rows]),
                "is_carer": pa.array(held.is_carer[rows]),
                "is_offender": pa.array(held.is_offender[rows]),
            }
        )
