"""Synthetic: headteachers' notices of suspensions and permanent exclusions, as the authority lists them."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from sherwood.synthetic.courses import LifeCourses
from sherwood.synthetic.drawing import Draw
from sherwood.synthetic.education.census_pupils import CURRICULUM_YEARS
from sherwood.synthetic.education.columns import chosen, dates, taken
from sherwood.synthetic.education.enrolling import school_years_of
from sherwood.synthetic.education.excluding import Excluded, together
from sherwood.synthetic.education.schooling import Schooling, schooling_of
from sherwood.synthetic.education.versions import as_filled_in
from sherwood.synthetic.everyone import NEVER, Everyone
from sherwood.synthetic.identifying import register
from sherwood.synthetic.partner_feed import FeedTables

FEED = "exclusions"
# Governors consider every permanent exclusion, and suspensions of more than five days where parents ask.
_LONG_SESSIONS, _LUNCH_SESSIONS = 11, 1
_IDENTITY = ("upn", "forename", "surname", "birth_date", "sex", "postcode")


def exclusions(everyone: Everyone, generator: np.random.Generator, courses: LifeCourses) -> FeedTables:
    """A notice for each suspension and exclusion of the county's years, told some days on; governors' part is filled in later."""
    draw, schooling = Draw(generator, courses), schooling_of(everyone, courses)
    columns = _all_of(schooling)
    rows, day, is_permanent = columns["enrolment"], columns["day"], columns["is_permanent"]
    count = len(rows)
    person = schooling.persons[rows]
    known, first = np.unique(person, return_index=True)
    told_day = day + np.where(is_permanent, 1, np.minimum(draw.days("exclusion_told", count), 30))
    registered = register(everyone, FEED, known.astype(np.int32), told_day[first].astype(np.int32), generator)
    record = registered.record_of(person, told_day.astype(np.int32))
    meets = is_permanent | ((columns["sessions"] >= _LONG_SESSIONS) & draw.happens("governors_meet", count))
    governors = np.where(meets, day + draw.days("governors_after", count), NEVER)
    is_lunch = ~is_permanent & (columns["sessions"] == _LUNCH_SESSIONS) & draw.happens("lunch_suspension", count)
    year = np.clip(school_years_of(day) - schooling.pupils.reception[schooling.enrolments.pupil[rows]], 0, 13)
    school = schooling.enrolments.school[rows]
    told = {
        "notice_number": pa.array([f"X{number:07d}" for number in range(1, count + 1)], pa.string()),
        "person_number": taken(registered.columns["source_id"], record),
        **{name: taken(registered.columns[name], record) for name in _IDENTITY},
        "year_group": chosen(CURRICULUM_YEARS, year),
        "urn": taken(schooling.schools.urn, school),
        "school": taken(schooling.schools.name, school),
        "category": chosen(("SUSP", "LNCH", "PERM"), np.where(is_permanent, 2, is_lunch)),
        "start_date": dates(day),
        "sessions": pa.array(columns["sessions"], mask=is_permanent),
        "reason": pa.array(columns["reason"], pa.string()),
        "second_reason": pa.array(columns["second_reason"], pa.string(), mask=columns["second_reason"] == ""),
        "sen_provision": pa.array(_provision(schooling, rows, day), pa.string()),
        "told_date": dates(told_day),
        "governors_date": dates(governors),
        "is_reinstated": pa.array(np.where(meets, draw.happens("reinstated", count), False)),
    }
    table = as_filled_in(told, told_day, [(np.where(meets, governors + 2, NEVER), ("governors_date", "is_reinstated"))])
    return FeedTables(FEED, {"notices": table}, (registered,))


def _all_of(schooling: Schooling) -> dict[str, np.ndarray]:
    """Every suspension and exclusion by day."""
    found = together([schooling.excluded_in(stretch) for stretch in schooling.years.stretches])
    order = np.argsort(found.day, kind="stable")
    return {name: getattr(found, name)[order] for name in Excluded.__dataclass_fields__}


def _provision(schooling: Schooling, rows: np.ndarray, day: np.ndarray) -> np.ndarray:
    """Each pupil's provision on the day of the exclusion."""
    needs, pupil = schooling.needs, schooling.enrolments.pupil[rows]
    has_support = (needs.support_from[pupil] <= day) & (day < needs.support_to[pupil])
    found: np.ndarray = np.where(needs.plan_from[pupil] <= day, "E", np.where(has_support, "K", "N"))
    return found
