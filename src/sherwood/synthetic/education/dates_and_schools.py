"""Synthetic: the authority's list of schools, its term dates and schools' training days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa

from sherwood.synthetic.courses import LifeCourses
from sherwood.synthetic.delivering import date_of, day_number
from sherwood.synthetic.education.census_pupils import CURRICULUM_YEARS
from sherwood.synthetic.education.columns import chosen, dates, taken
from sherwood.synthetic.education.enrolling import school_years_of
from sherwood.synthetic.education.schooling import schooling_of
from sherwood.synthetic.education.schools import PHASES
from sherwood.synthetic.everyone import Everyone
from sherwood.synthetic.partner_feed import RECORDED, FeedTables

FEED = "school_calendar"
_TERM_OF_HALF = ("autumn", "autumn", "spring", "spring", "summer", "summer")
_ONE_DAY = dt.timedelta(days=1)
_SATURDAY = 5
# Dates are published so long before a school year begins.
_PUBLISHED_BEFORE = 500


def school_calendar(everyone: Everyone, generator: np.random.Generator, courses: LifeCourses) -> FeedTables:
    """Schools, half terms of the declared school years, and training days; nothing is drawn, all of it stands already."""
    del generator
    schooling = schooling_of(everyone, courses)
    schools = schooling.schools
    school, day = schooling.training
    listed = {
        "urn": schools.urn, "establishment": schools.establishment, "school": schools.name,
        "phase": chosen(PHASES, schools.phase), "governance": schools.governance,
        "district": taken(everyone.districts, schools.district), "postcode": schools.postcode,
        "lowest_year": chosen(CURRICULUM_YEARS, schools.lowest), "highest_year": chosen(CURRICULUM_YEARS, schools.highest),
        "places": pa.array(schools.places), RECORDED: pa.array(np.full(len(schools), everyone.first_day, np.int32)),
    }  # fmt: skip
    begins = schooling.years.starts_of(school_years_of(day))
    training = {"urn": taken(schools.urn, school), "training_date": dates(day), RECORDED: pa.array(begins)}
    terms = pa.Table.from_pylist(list(_half_terms(courses, everyone)), schema=_TERMS)
    return FeedTables(FEED, {"schools": pa.table(listed), "terms": terms, "training_days": pa.table(training)})


_TERMS = pa.schema(
    [
        ("school_year", pa.string()), ("half_term", pa.int32()), ("term", pa.string()), ("first_date", pa.date32()),
        ("last_date", pa.date32()), (RECORDED, pa.int32()),
    ]
)  # fmt: skip


def _half_terms(courses: LifeCourses, everyone: Everyone) -> Iterator[dict[str, Any]]:
    """The half terms between the declared holidays, of school years that had begun or were soon to."""
    before: dt.date | None = None
    for label, year in sorted(courses.terms.year.items()):
        holidays = sorted(year.holidays, key=lambda each: each.first)
        begins = before or dt.date(int(label[:4]), 9, 3)
        published = day_number(begins) - _PUBLISHED_BEFORE
        for half, holiday in enumerate(holidays):
            last = _school_day(holiday.first - _ONE_DAY, -_ONE_DAY)
            if date_of(everyone.first_day) <= last:
                yield {
                    "school_year": label,
                    "half_term": half + 1,
                    "term": _TERM_OF_HALF[half],
                    "first_date": _school_day(begins, _ONE_DAY),
                    "last_date": last,
                    RECORDED: published,
                }
            begins = holiday.last + _ONE_DAY
        before = begins


def _school_day(day: dt.date, step: dt.timedelta) -> dt.date:
    while day.weekday() >= _SATURDAY:
        day += step
    return day
