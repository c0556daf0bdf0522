"""Synthetic: the quality team's lists, case-file audits, supervision about children and complaints."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from sherwood.synthetic.courses import LifeCourses
from sherwood.synthetic.delivering import date_of, day_number
from sherwood.synthetic.drawing import Draw
from sherwood.synthetic.everyone import NEVER, Everyone
from sherwood.synthetic.partner_feed import RECORDED, REMOVED, FeedTables
from sherwood.synthetic.registers.counting import children_on, yearly
from sherwood.synthetic.registers.growing import Entry, as_it_grew, table_of

FEED = "quality"
# The list of supervision was begun when audits found it missing from files.
_YEARS_OF_SUPERVISION = 2
_DAYS_A_YEAR, _DAYS_A_MONTH = 365.25, 30.44
_GRADES = ("outstanding", "good", "requires_improvement", "inadequate")
_STAGES = (("1", "complaint_local"), ("2", "complaint_investigation"), ("3", "complaint_panel"))
_AUDITS = {
    "audit_number": pa.string(),
    "child_number": pa.string(),
    "audit_date": pa.date32(),
    "team": pa.string(),
    "grade": pa.string(),
    "moderated_grade": pa.string(),
}
_SUPERVISION = {
    "worker_id": pa.string(),
    "child_number": pa.string(),
    "supervision_date": pa.date32(),
    "has_actions": pa.bool_(),
}
_COMPLAINTS = {
    "complaint_number": pa.string(),
    "stage": pa.string(),
    "received_date": pa.date32(),
    "team": pa.string(),
    "is_from_child": pa.bool_(),
    "answered_date": pa.date32(),
    "outcome": pa.string(),
}


@dataclass(frozen=True)
class _Held:
    """A stretch in which a worker held a child's case, cut to the county's years."""

    child: str
    worker: str
    team: str
    start: int
    end: int


def quality(everyone: Everyone, generator: np.random.Generator, courses: LifeCourses) -> FeedTables:
    """Audits and supervision of the cases that workers hold, and complaints about their teams."""
    draw = Draw(generator, courses)
    spells = list(_held(everyone))
    supervised_since = everyone.last_day - round(_YEARS_OF_SUPERVISION * _DAYS_A_YEAR)
    tables = {
        "audits": table_of(_audits(draw, spells), _AUDITS),
        "supervision": table_of(_supervision(draw, spells, supervised_since), _SUPERVISION),
        "complaints": table_of(_complaints(everyone, draw, spells), _COMPLAINTS),
    }
    return FeedTables(FEED, tables)


def _held(everyone: Everyone) -> Iterator[_Held]:
    for life in everyone.lives:
        for spell in life.worker_spells:
            start = max(day_number(spell.start_date), everyone.first_day)
            end = everyone.last_day if spell.end_date is None else min(day_number(spell.end_date), everyone.last_day)
            if start < end:
                yield _Held(life.child.number, spell.worker, spell.team, start, end)


def _audits(draw: Draw, spells: list[_Held]) -> Iterator[Entry]:
    """Files drawn at random from those open, each day of a case alike."""
    lengths = np.array([spell.end - spell.start for spell in spells])
    share = draw.rate("audits_a_month_per_100") / 100 / _DAYS_A_MONTH
    audited = np.flatnonzero(draw.generator.random(len(spells)) < -np.expm1(-share * lengths))
    days = np.array([draw.generator.integers(spells[each].start, spells[each].end) for each in audited], np.int32)
    order = np.argsort(days, kind="stable")
    for number, position in enumerate(order, start=1):
        yield _audit(draw, number, spells[audited[position]], int(days[position]))


def _audit(draw: Draw, number: int, spell: _Held, day: int) -> Entry:
    grade = str(draw.pick("audit_grade", 1)[0])
    return {
        "audit_number": f"A{number:05d}",
        "child_number": spell.child,
        "audit_date": date_of(day),
        "team": spell.team,
        "grade": grade,
        "moderated_grade": _moderated(draw, grade) if draw.happens("audit_moderated", 1)[0] else None,
        RECORDED: day + int(draw.generator.integers(0, 10)),
        REMOVED: NEVER,
    }


def _moderated(draw: Draw, grade: str) -> str:
    """The grade after a second reading: the same, or one better or worse."""
    if not draw.happens("audit_grade_changed", 1)[0]:
        return grade
    place = _GRADES.index(grade) + (1 if draw.generator.random() < 0.7 else -1)
    return _GRADES[min(max(place, 0), len(_GRADES) - 1)]


def _supervision(draw: Draw, spells: list[_Held], since: int) -> Iterator[Entry]:
    for spell in (each for each in spells if each.end > since):
        day = max(spell.start, since) + int(draw.generator.integers(1, 31))
        while day < spell.end:
            yield {
                "worker_id": spell.worker,
                "child_number": spell.child,
                "supervision_date": date_of(day),
                "has_actions": bool(draw.happens("supervision_sets_actions", 1)[0]),
                RECORDED: day + int(draw.generator.integers(0, 8)),
                REMOVED: NEVER,
            }
            day += int(draw.days("supervision_gap", 1)[0])


def _complaints(everyone: Everyone, draw: Draw, spells: list[_Held]) -> Iterator[Entry]:
    teams = sorted({spell.team for spell in spells})
    if not teams:
        return
    first, last = everyone.first_day, everyone.last_day
    received = yearly(draw, draw.rate("complaints_per_10000"), children_on(everyone, last), first, last)
    for number, day in enumerate(received, start=1):
        told = {
            "complaint_number": f"C{number:04d}",
            "team": teams[int(draw.generator.integers(len(teams)))],
            "is_from_child": bool(draw.happens("complaint_from_child", 1)[0]),
        }
        yield from _stages(draw, told, int(day))


def _stages(draw: Draw, told: Entry, day: int) -> Iterator[Entry]:
    """Each stage asked for in turn; what goes on is seldom upheld before."""
    for stage, length in _STAGES:
        answered = day + int(draw.days(length, 1)[0])
        entry = {
            **told,
            "stage": stage,
            "received_date": date_of(day),
            "answered_date": date_of(answered),
            "outcome": draw.pick("complaint_outcome", 1)[0],
        }
        yield from as_it_grew(entry, day, {"answered_date": answered, "outcome": answered})
        if not draw.happens("complaint_goes_on", 1)[0]:
            return
        day = answered + int(draw.days("complaint_until_next", 1)[0])
