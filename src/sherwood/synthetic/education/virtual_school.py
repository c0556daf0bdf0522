"""Synthetic: the virtual school's workbook, personal education plans and results of looked-after pupils."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from sherwood.synthetic.courses import LifeCourses
from sherwood.synthetic.drawing import Draw
from sherwood.synthetic.education.census_pupils import CURRICULUM_YEARS
from sherwood.synthetic.education.columns import Columns, blanked, chosen, dates, taken
from sherwood.synthetic.education.results import results_of
from sherwood.synthetic.education.schooling import Schooling, schooling_of
from sherwood.synthetic.education.terms import PART_NAMES, SUMMER_1, SUMMER_2
from sherwood.synthetic.education.versions import as_filled_in
from sherwood.synthetic.everyone import NEVER, Days, Everyone
from sherwood.synthetic.identifying import register
from sherwood.synthetic.partner_feed import RECORDED, REMOVED, FeedTables, Registered

FEED = "pep_attainment"
_OLDEST = 13
# The first plan is due within twenty school days of coming into care.
_FIRST_WITHIN, _LEAST_OF_TERM, _ENTERED_AFTER, _RESULTS_AFTER = 28, 14, 7, 50
_IDENTITY = ("upn", "forename", "surname", "birth_date")


@dataclass(frozen=True)
class _InCare:
    """One row a pupil and term in care: school year and part, first day of it in care, first and last day of term."""

    pupil: NDArray[np.int64]
    year: NDArray[np.int64]
    part: NDArray[np.int64]
    first: Days
    begins: Days
    last: Days

    def take(self, rows: NDArray[Any]) -> _InCare:
        """Some of the rows."""
        return _InCare(*(getattr(self, name)[rows] for name in _InCare.__dataclass_fields__))


def pep_attainment(everyone: Everyone, generator: np.random.Generator, courses: LifeCourses) -> FeedTables:
    """A plan a term for every looked-after pupil, and results where a key stage ended in care."""
    draw, schooling = Draw(generator, courses), schooling_of(everyone, courses)
    in_care = _terms_in_care(schooling)
    known, at = np.unique(in_care.pupil, return_index=True)
    registered = register(everyone, FEED, schooling.pupils.person[known], in_care.first[at], generator)
    tables = {
        "peps": _plans(everyone, schooling, draw, registered, in_care),
        "attainment": _results(schooling, draw, registered, in_care),
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


def _terms_in_care(schooling: Schooling) -> _InCare:
    """Every term of which a pupil was looked after for a fortnight, once, in order."""
    care, pupils = schooling.standing.looked_after, schooling.pupils
    place = np.full(len(schooling.standing.is_disabled), -1, np.int64)
    place[pupils.person] = np.arange(len(pupils))
    pupil = place[care.person]
    parts: list[NDArray[np.int64]] = [np.zeros((0, 6), np.int64)]
    for year, part, first, last in _terms(schooling):
        curriculum = year - pupils.reception[np.maximum(pupil, 0)]
        here = (pupil >= 0) & (curriculum >= 0) & (curriculum <= _OLDEST)
        here &= np.maximum(care.start, first) + _LEAST_OF_TERM <= np.minimum(care.end, last)
        of_term, at = np.unique(pupil[here], return_index=True)
        since = np.maximum(care.start[here][at], first)
        same = [np.full(len(of_term), number, np.int64) for number in (year, part, first, last)]
        parts.append(np.stack([of_term, same[0], same[1], since, same[2], same[3]], axis=1))
    columns = np.concatenate(parts).T
    return _InCare(*columns[:3], *columns[3:].astype(np.int32))


def _who(schooling: Schooling, registered: Registered, in_care: _InCare) -> Columns:
    record = registered.record_of(schooling.pupils.person[in_care.pupil], in_care.first)
    told = {name: taken(registered.columns[name], record) for name in _IDENTITY}
    return {
        "person_number": taken(registered.columns["source_id"], record),
        **told,
        "school_year": pa.array([f"{year}-{(year + 1) % 100:02d}" for year in in_care.year.tolist()], pa.string()),
    }


def _plans(everyone: Everyone, schooling: Schooling, draw: Draw, registered: Registered, in_care: _InCare) -> pa.Table:
    """Each plan as it was entered, empty until the meeting was held."""
    count = len(in_care.pupil)
    came_within = in_care.first > in_care.begins
    due = np.where(came_within, np.minimum(in_care.first + _FIRST_WITHIN, in_care.last), in_care.last)
    late = draw.happens("pep_late", count)
    span = np.maximum(due - in_care.first - 3, 1)
    in_time = in_care.first + 3 + (draw.generator.random(count) * span).astype(np.int64)
    held = np.where(late, due + draw.days("pep_late_by", count), in_time)
    held = np.where(draw.happens("pep_held", count) & (held <= everyone.last_day), held, NEVER)
    not_held = held >= NEVER
    year = in_care.year - schooling.pupils.reception[in_care.pupil]
    columns = {
        **_who(schooling, registered, in_care),
        "term": chosen(PART_NAMES, in_care.part),
        "year_group": chosen(CURRICULUM_YEARS, year),
        "urn": _urns(schooling, in_care),
        "due_date": dates(due),
        "pep_date": dates(held),
        "quality": blanked(pa.array(draw.pick("pep_quality", count), pa.string()), not_held),
        "is_child_there": blanked(pa.array(draw.happens("pep_child_there", count)), not_held),
    }
    entered = np.where(not_held, NEVER, held + _ENTERED_AFTER)
    return as_filled_in(columns, in_care.first + 5, [(entered, ("pep_date", "quality", "is_child_there"))])


def _urns(schooling: Schooling, in_care: _InCare) -> pa.Array:
    """The school of each pupil in the middle of the part of the term in care; none where on no roll of the county."""
    row = np.full(len(in_care.pupil), -1, np.int64)
    middle = (in_care.first.astype(np.int64) + in_care.last) // 2
    for day in np.unique(middle):
        here = middle == day
        row[here] = schooling.enrolled_on(int(day))[in_care.pupil[here]]
    school = schooling.enrolments.school[np.maximum(row, 0)]
    return blanked(taken(schooling.schools.urn, school), row < 0)


def _results(schooling: Schooling, draw: Draw, registered: Registered, in_care: _InCare) -> pa.Table:
    """Results of those in care in the summer term that ends a key stage, sent with the autumn's workbook."""
    year = in_care.year - schooling.pupils.reception[in_care.pupil]
    ending = in_care.take((in_care.part == SUMMER_1) & np.isin(year, (6, 11)))
    has_plan = schooling.needs.plan_from[ending.pupil] <= ending.last
    told = list(_told(schooling, draw, ending, has_plan))
    at = np.array([row for row, _ in told], np.int64)
    who = {name: taken(column, at) for name, column in _who(schooling, registered, ending).items()}
    kinds = {"key_stage": pa.string(), "subject": pa.string(), "result": pa.string(), "is_expected": pa.bool_()}
    results = {name: pa.array([each[name] for _, each in told], kind) for name, kind in kinds.items()}
    steering = {
        RECORDED: pa.array(ending.last[at] + _RESULTS_AFTER),
        REMOVED: pa.array(np.full(len(at), NEVER, np.int32)),
    }
    return pa.table({**who, **results, **steering})


def _told(
    schooling: Schooling, draw: Draw, ending: _InCare, has_plan: NDArray[np.bool_]
) -> Iterator[tuple[int, dict[str, Any]]]:
    """The results of each row; those with a plan for special needs find learning harder."""
    year = ending.year - schooling.pupils.reception[ending.pupil]
    strengths = draw.generator.standard_normal(len(year)) - np.where(has_plan, 0.9, -0.35)
    for row, strength in enumerate(strengths):
        for told in results_of(draw, int(ending.year[row]), int(year[row]), float(strength)):
            yield row, told
