"""Synthetic: the virtual school's workbook, personal education plans and results of looked-after pupils."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa

from sherwood.synthetic.courses import LifeCourses
from sherwood.synthetic.delivering import date_of
from sherwood.synthetic.drawing import Draw
from sherwood.synthetic.education.census_pupils import CURRICULUM_YEARS
from sherwood.synthetic.education.results import results_of
from sherwood.synthetic.education.schooling import Schooling, schooling_of
from sherwood.synthetic.education.terms import AUTUMN, PART_NAMES, SUMMER_1, SUMMER_2
from sherwood.synthetic.everyone import NEVER, Everyone
from sherwood.synthetic.identifying import register
from sherwood.synthetic.partner_feed import RECORDED, REMOVED, FeedTables, Registered
from sherwood.synthetic.registers.growing import Entry, as_it_grew, table_of

FEED = "pep_attainment"
_OLDEST = 13
# The first plan is due within twenty school days of coming into care.
_FIRST_WITHIN, _LEAST_OF_TERM = 28, 14
_IDENTITY = {
    "person_number": pa.string(), "upn": pa.string(), "forename": pa.string(), "surname": pa.string(),
    "birth_date": pa.date32(),
}  # fmt: skip
_PEPS = {
    **_IDENTITY, "school_year": pa.string(), "term": pa.string(), "year_group": pa.string(), "urn": pa.string(),
    "due_date": pa.date32(), "pep_date": pa.date32(), "quality": pa.string(), "is_child_there": pa.bool_(),
}  # fmt: skip
_RESULTS = {
    **_IDENTITY, "school_year": pa.string(), "key_stage": pa.string(), "subject": pa.string(), "result": pa.string(),
    "is_expected": pa.bool_(),
}  # fmt: skip


def pep_attainment(everyone: Everyone, generator: np.random.Generator, courses: LifeCourses) -> FeedTables:
    """A plan a term for every looked-after pupil, and results where a key stage ended in care."""
    draw, schooling = Draw(generator, courses), schooling_of(everyone, courses)
    terms = _terms(schooling)
    rows = list(_terms_in_care(schooling, terms))
    since: dict[int, int] = {}
    for pupil, first, *_ in rows:
        since[pupil] = min(since.get(pupil, first), first)
    known = np.array(sorted(since), np.int64)
    days = np.array([since[int(each)] for each in known], np.int32)
    registered = register(everyone, FEED, schooling.pupils.person[known], days, generator)
    told = _Telling(everyone, schooling, draw, registered)
    tables = {
        "peps": table_of((entry for row in rows for entry in told.plan(*row)), _PEPS),
        "attainment": table_of(told.results(rows), _RESULTS),
    }
    return FeedTables(FEED, tables, (registered,))


def _terms(schooling: Schooling) -> list[tuple[int, int, int, int]]:
    """School year, part, first and last day of each term; the halves of the summer are one."""
    found: list[tuple[int, int, int, int]] = []
    for each in schooling.years.stretches:
        if each.part == SUMMER_2 and found and found[-1][:2] == (each.year, SUMMER_1):
            found[-1] = (*found[-1][:3], each.last)
        else:
            found.append((each.year, min(each.part, SUMMER_1), each.first, each.last))
    return found


def _terms_in_care(
    schooling: Schooling, terms: list[tuple[int, int, int, int]]
) -> Iterator[tuple[int, int, int, int, int]]:
    """Pupil, first day in care within the term, school year, part and last day, by term and pupil."""
    care, pupils = schooling.standing.looked_after, schooling.pupils
    place = np.full(len(schooling.standing.is_disabled), -1, np.int64)
    place[pupils.person] = np.arange(len(pupils))
    pupil = place[care.person]
    for year, part, first, last in terms:
        curriculum = year - pupils.reception[np.maximum(pupil, 0)]
        here = (pupil >= 0) & (curriculum >= 0) & (curriculum <= _OLDEST)
        here &= np.maximum(care.start, first) + _LEAST_OF_TERM <= np.minimum(care.end, last)
        for row in np.flatnonzero(here):
            yield int(pupil[row]), max(int(care.start[row]), first), year, part, last


class _Telling:
    """Writes what the virtual school tells."""

    def __init__(self, everyone: Everyone, schooling: Schooling, draw: Draw, registered: Registered) -> None:
        self._everyone, self._schooling, self._draw = everyone, schooling, draw
        self._told = registered.columns.select(list({"source_id": 0} | dict.fromkeys(list(_IDENTITY)[1:]))).to_pylist()
        self._registered = registered

    def plan(self, pupil: int, first: int, year: int, part: int, last: int) -> Iterator[Entry]:
        """A plan as it was entered, empty until the meeting was held."""
        draw = self._draw
        due = min(first + _FIRST_WITHIN, last) if first > self._first_of(year, part) else last
        held = NEVER
        if draw.happens("pep_held", 1)[0]:
            late = int(draw.days("pep_late_by", 1)[0]) if draw.happens("pep_late", 1)[0] else 0
            held = due + late if late else int(draw.generator.integers(first + 3, max(due, first + 4)))
        is_held = held <= self._everyone.last_day
        entry = {
            **self._who(pupil, first),
            "school_year": f"{year}-{(year + 1) % 100:02d}",
            "term": PART_NAMES[part],
            "year_group": CURRICULUM_YEARS[year - int(self._schooling.pupils.reception[pupil])],
            "urn": self._urn(pupil, first, last),
            "due_date": date_of(due),
            "pep_date": date_of(held) if is_held else None,
            "quality": draw.pick("pep_quality", 1)[0] if is_held else None,
            "is_child_there": bool(draw.happens("pep_child_there", 1)[0]) if is_held else None,
        }
        entered = dict.fromkeys(("pep_date", "quality", "is_child_there"), held + 7 if is_held else NEVER)
        return as_it_grew(entry, first + 5, entered)

    def results(self, rows: list[tuple[int, int, int, int, int]]) -> Iterator[Entry]:
        """Results of those in care in the last term of a key stage."""
        for pupil, first, year, part, last in rows:
            curriculum = year - int(self._schooling.pupils.reception[pupil])
            if part == AUTUMN or part != SUMMER_1:
                continue
            for told in results_of(self._draw, year, curriculum, self._strength(pupil, last)):
                who: dict[str, Any] = self._who(pupil, first)
                yield {
                    **who,
                    "school_year": f"{year}-{(year + 1) % 100:02d}",
                    **told,
                    RECORDED: last + 50,
                    REMOVED: NEVER,
                }

    def _strength(self, pupil: int, day: int) -> float:
        """How easily a pupil learns, 0 in the middle of looked-after children; those with a plan find it harder."""
        has_plan = self._schooling.needs.plan_from[pupil] <= day
        return float(self._draw.generator.standard_normal()) - (0.9 if has_plan else -0.35)

    def _first_of(self, year: int, part: int) -> int:
        return next(each.first for each in self._schooling.years.stretches if (each.year, each.part) == (year, part))

    def _who(self, pupil: int, day: int) -> Entry:
        person = self._schooling.pupils.person[[pupil]]
        told = self._told[int(self._registered.record_of(person, np.array([day], np.int32))[0])]
        return {"person_number": told["source_id"], **{name: told[name] for name in list(_IDENTITY)[1:]}}

    def _urn(self, pupil: int, first: int, last: int) -> str | None:
        enrolments = self._schooling.enrolments
        rows = self._rows_of.get(pupil, ())
        here = [row for row in rows if enrolments.start[row] <= last and enrolments.end[row] > first]
        return self._schooling.schools.urn[int(enrolments.school[here[-1]])].as_py() if here else None

    @property
    def _rows_of(self) -> dict[int, list[int]]:
        if not hasattr(self, "_rows"):
            self._rows: dict[int, list[int]] = {}
            for row, pupil in enumerate(self._schooling.enrolments.pupil.tolist()):
                self._rows.setdefault(pupil, []).append(row)
        return self._rows
