"""Synthetic: registers of the last twelve months as schools' systems export them, a row a pupil and week with ten marks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from sherwood.synthetic.courses import LifeCourses
from sherwood.synthetic.delivering import date_of
from sherwood.synthetic.education import marks
from sherwood.synthetic.education.census_pupils import CURRICULUM_YEARS
from sherwood.synthetic.education.columns import chosen, dates, taken
from sherwood.synthetic.education.registers import Registers
from sherwood.synthetic.education.schooling import Schooling, schooling_of
from sherwood.synthetic.everyone import NEVER, Everyone
from sherwood.synthetic.partner_feed import FeedTables, Sent

FEED = "attendance_daily"
_A_YEAR, _COMES_AFTER = 365, 4
_WEEK, _MARKS = 7, 10
# 1 January 1970 was a Thursday: three days after a Monday.
_MONDAYS = 3
_NO_SESSION = ord("-")


def attendance_daily(everyone: Everyone, generator: np.random.Generator, courses: LifeCourses) -> FeedTables:
    """The weeks of every stretch of school days in the county's last year; nothing is drawn, the registers stand already."""
    del generator
    schooling = schooling_of(everyone, courses)
    registered = replace(schooling.registered, feed=FEED)
    return FeedTables(FEED, {}, (registered,), files=_files(everyone, schooling))


def _files(everyone: Everyone, schooling: Schooling) -> Iterator[Sent]:
    for stretch in schooling.years.stretches:
        if stretch.last > everyone.last_day - _A_YEAR:
            registers = schooling.registers_of(stretch)
            comes = min(stretch.last + _COMES_AFTER, everyone.last_day)
            yield Sent(comes, f"pupils_{date_of(comes)}", "pupils", _pupils(schooling, registers, comes))
            yield Sent(comes, f"registers_{date_of(comes)}", "registers", _weeks(schooling, registers, comes))


def _records(schooling: Schooling, registers: Registers, day: int) -> NDArray[np.int32]:
    person = schooling.persons[registers.enrolment]
    return schooling.registered.record_of(person, np.full(len(person), day, np.int32))


def _weeks(schooling: Schooling, registers: Registers, day: int) -> pa.Table:
    """A row for each week in which a pupil was on the roll."""
    shown = np.empty_like(registers.marked)
    shown[:, ::2] = marks.MORNING[registers.marked[:, ::2]]
    shown[:, 1::2] = marks.AFTERNOON[registers.marked[:, 1::2]]
    days = registers.stretch.days.astype(np.int64)
    mondays = days - (days + _MONDAYS) % _WEEK
    rows, weeks, marked = [], [], []
    for monday in np.unique(mondays):
        of_week = np.flatnonzero(mondays == monday)
        columns = np.stack([2 * of_week, 2 * of_week + 1], axis=1).ravel()
        places = np.stack([2 * (days[of_week] - monday), 2 * (days[of_week] - monday) + 1], axis=1).ravel()
        held = np.full((len(shown), _MARKS), _NO_SESSION, np.uint8)
        held[:, places] = shown[:, columns]
        here = np.flatnonzero((registers.marked[:, columns] != marks.OFF_ROLL).any(axis=1))
        rows.append(here)
        weeks.append(np.full(len(here), monday))
        marked.append(held[here])
    row = np.concatenate(rows)
    enrolment = registers.enrolment[row]
    return pa.table(
        {
            "pupil_number": taken(schooling.registered.columns["source_id"], _records(schooling, registers, day)[row]),
            "urn": taken(schooling.schools.urn, schooling.enrolments.school[enrolment]),
            "week_date": dates(np.concatenate(weeks)),
            "marks": _fixed_width(np.concatenate(marked)),
        }
    )


def _fixed_width(letters: NDArray[np.uint8]) -> pa.Array:
    """Rows of ten letters as texts, without a copy for each."""
    count, width = letters.shape
    offsets = np.arange(0, (count + 1) * width, width, dtype=np.int32)
    return pa.StringArray.from_buffers(count, pa.py_buffer(offsets), pa.py_buffer(np.ascontiguousarray(letters)))


def _pupils(schooling: Schooling, registers: Registers, day: int) -> pa.Table:
    record, enrolments = _records(schooling, registers, day), schooling.enrolments
    rows = registers.enrolment
    school, end = enrolments.school[rows], enrolments.end[rows]
    year = schooling.pupils.curriculum_year(registers.stretch.year)[enrolments.pupil[rows]]
    told = ("upn", "forename", "surname", "birth_date", "sex", "postcode")
    return pa.table(
        {
            "pupil_number": taken(schooling.registered.columns["source_id"], record),
            "urn": taken(schooling.schools.urn, school),
            "school": taken(schooling.schools.name, school),
            **{name: taken(schooling.registered.columns[name], record) for name in told},
            "year_group": chosen(CURRICULUM_YEARS, np.clip(year, 0, len(CURRICULUM_YEARS) - 1)),
            "entry_date": dates(enrolments.start[rows]),
            "leaving_date": dates(np.where(end <= day, end - 1, NEVER)),
        }
    )
