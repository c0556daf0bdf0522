"""Synthetic: how every child of the county goes to school, thought up once and told by every feed of education alike."""

from __future__ import annotations

import weakref
import zlib
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from sherwood.synthetic.courses import LifeCourses
from sherwood.synthetic.drawing import Draw
from sherwood.synthetic.education.absence import Absence, leanings_of
from sherwood.synthetic.education.closures import lessons_over, pandemic, training_days, training_on
from sherwood.synthetic.education.enrolling import Enrolling, Enrolments, school_years_of
from sherwood.synthetic.education.excluding import (
    Excluded,
    permanent_exclusions,
    risk_of,
    suspensions,
    together,
    with_referral_units,
)
from sherwood.synthetic.education.meals import meals_of
from sherwood.synthetic.education.moving import presence_of
from sherwood.synthetic.education.needs import Needs, needs_of
from sherwood.synthetic.education.pupils import Pupils, pupils_of
from sherwood.synthetic.education.registers import Marking, Registers
from sherwood.synthetic.education.schools import PRIMARY, SECONDARY, Schools, schools_for
from sherwood.synthetic.education.standing import Standing, standing_of
from sherwood.synthetic.education.terms import SchoolYears, Stretch, school_years
from sherwood.synthetic.everyone import NOBODY, Days, Everyone
from sherwood.synthetic.identifying import homes_on, register
from sherwood.synthetic.partner_feed import Registered

_YEAR_7, _YEAR_11, _OLDEST = 7, 11, 12
MANAGEMENT_SYSTEM = "school_census"


@dataclass(frozen=True)
class Schooling:
    """Who is at which school when, with which needs, and what a stretch's registers say; asked twice it answers the same."""

    seed: int
    courses: LifeCourses
    years: SchoolYears
    pupils: Pupils
    standing: Standing
    needs: Needs
    meals: tuple[Days, Days]
    schools: Schools
    enrolments: Enrolments
    absence: Absence
    exclusion_risk: NDArray[np.float64]
    permanent: Excluded
    training: tuple[NDArray[np.int64], Days]
    attends: NDArray[np.bool_]
    registered: Registered
    _kept: dict[tuple[int, int], Excluded] = field(default_factory=dict)

    def _draw(self, purpose: int, stretch: Stretch) -> Draw:
        return Draw(np.random.default_rng([self.seed, purpose, stretch.year, stretch.part]), self.courses)

    def excluded_in(self, stretch: Stretch) -> Excluded:
        """Suspensions and permanent exclusions of a stretch."""
        key = stretch.year, stretch.part
        if key not in self._kept:
            found = suspensions(
                self._draw(1, stretch), self.enrolments, self.pupils, self.schools, self.exclusion_risk, stretch
            )
            self._kept[key] = _together(found, _within(self.permanent, stretch))
        return self._kept[key]

    def registers_of(self, stretch: Stretch) -> Registers:
        """The registers of a stretch, school by school and year by year."""
        draw, enrolments = self._draw(2, stretch), self.enrolments
        rows = enrolments.overlapping(stretch.first, stretch.last)
        year = self.pupils.curriculum_year(stretch.year)[enrolments.pupil[rows]]
        order = np.lexsort((year, enrolments.school[rows]))
        rows, year = rows[order], year[order]
        school, pupil = enrolments.school[rows], enrolments.pupil[rows]
        marking = Marking(draw, stretch, rows)
        marking.absences(self.absence.expected(enrolments, rows, stretch))
        marking.suspended(self.excluded_in(stretch))
        pandemic(draw, marking, year, school, self.attends[pupil])
        lessons_over(marking, year, self.schools.phase[school] == SECONDARY)
        marking.closed(school, training_on(self.training, len(self.schools), stretch))
        marking.off_roll(enrolments)
        return marking.registers()

    @cached_property
    def persons(self) -> NDArray[np.int32]:
        """The person of each enrolment."""
        found: NDArray[np.int32] = self.pupils.person[self.enrolments.pupil]
        return found

    def enrolled_on(self, day: int) -> NDArray[np.int64]:
        """For each pupil the enrolment that holds on a day, -1 where none does."""
        found = np.full(len(self.pupils), -1, np.int64)
        rows = np.flatnonzero((self.enrolments.start <= day) & (day < self.enrolments.end))
        found[self.enrolments.pupil[rows]] = rows
        return found


_MADE: dict[str, tuple[weakref.ref[Everyone], Schooling]] = {}


def schooling_of(everyone: Everyone, courses: LifeCourses) -> Schooling:
    """The schooling of a county's children; of the last county asked for it is kept, for seven feeds tell of it one after another."""
    kept = _MADE.get("last")
    if kept and kept[0]() is everyone and kept[1].courses is courses:
        return kept[1]
    made = _thought_up(everyone, courses)
    _MADE["last"] = weakref.ref(everyone), made
    return made


def _thought_up(everyone: Everyone, courses: LifeCourses) -> Schooling:
    # The people themselves are the seed, so that each feed's own source of chance is left alone.
    seed = zlib.crc32(everyone.people.nhs_number.tobytes())
    draw = Draw(np.random.default_rng([seed, 0]), courses)
    years = school_years(courses.terms, everyone.calendar, everyone.first_day, everyone.last_day)
    in_view = school_years_of(np.array([everyone.first_day, everyone.last_day], np.int32))
    standing = standing_of(everyone)
    pupils = pupils_of(everyone, draw, standing.ever_in_need, int(in_view[0]), int(in_view[1]))
    needs, meals = needs_of(draw, pupils, standing), meals_of(draw, pupils)
    schools = schools_for(everyone, draw, _pupils_by_district(everyone, pupils))
    enrolling = Enrolling(everyone, draw, pupils, needs, schools, years)
    base = enrolling.enrolments(presence_of(everyone, pupils))
    base = base.take((base.end > everyone.first_day) & (base.start <= everyone.last_day))
    is_known = everyone.people.life[pupils.person] != NOBODY
    risk = risk_of(draw, pupils, standing.ever_in_need[pupils.person], needs.support_from < everyone.last_day)
    ends_at_16 = years.ends_of(pupils.reception + _YEAR_11)
    permanent = permanent_exclusions(draw, base, pupils, schools, risk, years.stretches, ends_at_16)
    enrolments = with_referral_units(draw, base, permanent, schools)
    attends = np.where(
        is_known, draw.happens("attends_lockdown_known", len(pupils)), draw.happens("attends_lockdown", len(pupils))
    )
    return Schooling(
        seed=seed, courses=courses, years=years, pupils=pupils, standing=standing, needs=needs, meals=meals,
        schools=schools, enrolments=enrolments, exclusion_risk=risk, attends=attends,
        absence=Absence(draw, pupils, needs, meals, standing, schools, leanings_of(draw, pupils)),
        permanent=_permanent(draw, permanent.enrolment, permanent.day), training=training_days(draw, years, len(schools)),
        registered=_registered(everyone, draw, pupils, enrolments),
    )  # fmt: skip


def _pupils_by_district(everyone: Everyone, pupils: Pupils) -> NDArray[np.float64]:
    """Pupils of primary and of secondary age in each district on the middle day."""
    day = (everyone.first_day + everyone.last_day) // 2
    days = np.full(len(pupils), day, np.int32)
    home = homes_on(everyone, pupils.person, days)
    year = school_years_of(days) - pupils.reception
    found = np.zeros((2, len(everyone.districts)))
    for phase, low, high in ((PRIMARY, 0, _YEAR_7), (SECONDARY, _YEAR_7, _OLDEST)):
        here = home[(year >= low) & (year < high) & (home >= 0)]
        found[phase] = np.bincount(everyone.homes.district[here], minlength=found.shape[1])
    return found


def _registered(everyone: Everyone, draw: Draw, pupils: Pupils, enrolments: Enrolments) -> Registered:
    """The pupils as schools' systems hold them, from their first admission on; schools know nearly every pupil's number."""
    pupil, first = np.unique(enrolments.pupil[np.argsort(enrolments.start, kind="stable")], return_index=True)
    since = np.sort(enrolments.start, kind="stable")[first]
    found = register(everyone, MANAGEMENT_SYSTEM, pupils.person[pupil], since.astype(np.int32), draw.generator)
    upn = everyone.people.upn.take(pa.array(found.person))
    share = min(draw.rate("school_lacks_upn"), everyone.mess.no_upn)
    blank = pa.array(draw.generator.random(len(found.person)) < share)
    columns = found.columns
    at = columns.column_names.index("upn")
    told = pa.compute.if_else(blank, pa.scalar(None, pa.string()), upn)
    return Registered(found.feed, found.person, columns.set_column(at, "upn", told), found.since)


def _permanent(draw: Draw, enrolment: NDArray[np.int32], day: Days) -> Excluded:
    count = len(enrolment)
    reason = draw.pick("exclusion_reason", count)
    return Excluded(enrolment, day, np.zeros(count, np.int32), reason, np.full(count, "", object), np.ones(count, bool))


def _within(found: Excluded, stretch: Stretch) -> Excluded:
    here = (found.day >= stretch.first) & (found.day <= stretch.last)
    return _chosen(found, here)


def _chosen(found: Excluded, rows: NDArray[np.bool_]) -> Excluded:
    return Excluded(*(getattr(found, name)[rows] for name in Excluded.__dataclass_fields__))


def _together(first: Excluded, second: Excluded) -> Excluded:
    """Both, without suspensions after an exclusion from the same school."""
    gone = np.full(int(max(first.enrolment.max(initial=0), second.enrolment.max(initial=0))) + 1, 1 << 30, np.int64)
    gone[second.enrolment] = second.day
    first = _chosen(first, first.day < gone[first.enrolment])
    return together([first, second])
