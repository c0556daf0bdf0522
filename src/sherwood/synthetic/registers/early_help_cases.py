"""Synthetic: the early help system's cases, one row a child and case, under numbers of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from sherwood.synthetic.courses import LifeCourses
from sherwood.synthetic.delivering import date_of, day_number
from sherwood.synthetic.drawing import Draw
from sherwood.synthetic.everyone import NEVER, Everyone
from sherwood.synthetic.identifying import register
from sherwood.synthetic.lives import EarlyHelpCase
from sherwood.synthetic.partner_feed import RECORDED, REMOVED, FeedTables
from sherwood.synthetic.registers.growing import Entry, table_of

FEED = "early_help"
_LOWEST, _HIGHEST = 1, 10
_USUAL_START, _SPREAD, _USUAL_GAIN = 4.6, 1.6, 1.8
_NEEDS_MET = "Needs met"
_TYPES = {
    "case_number": pa.string(),
    "family_number": pa.string(),
    "person_number": pa.string(),
    "forename": pa.string(),
    "surname": pa.string(),
    "birth_date": pa.date32(),
    "sex": pa.string(),
    "postcode": pa.string(),
    "start_date": pa.date32(),
    "reason": pa.string(),
    "organisation": pa.string(),
    "lead": pa.string(),
    "assessment_date": pa.date32(),
    "last_review_date": pa.date32(),
    "score_at_start": pa.int32(),
    "score_at_end": pa.int32(),
    "end_date": pa.date32(),
    "end_reason": pa.string(),
}


@dataclass(frozen=True)
class _Helped:
    """A child helped in a case."""

    person: int
    family: int
    case: EarlyHelpCase


def early_help(everyone: Everyone, generator: np.random.Generator, courses: LifeCourses) -> FeedTables:
    """Every case of early help in the lives; reviews and scores are of the family, the same for its children."""
    draw = Draw(generator, courses)
    helped = sorted(_helped(everyone), key=lambda each: (each.case.start_date, each.family, each.person))
    persons = np.array([each.person for each in helped], np.int32)
    starts = np.array([day_number(each.case.start_date) for each in helped], np.int32)
    children, first = np.unique(persons, return_index=True)
    registered = register(everyone, FEED, children.astype(np.int32), starts[first], generator)
    told = registered.columns.to_pylist()
    cases: dict[tuple[int, int], list[Entry]] = {}
    entries: list[Entry] = []
    for each, record, start in zip(helped, registered.record_of(persons, starts), starts, strict=True):
        key = (each.family, int(start))
        if key not in cases:
            cases[key] = list(_versions(draw, each, f"E{len(cases) + 1:05d}", everyone.last_day))
        identity = {name: told[record][name] for name in ("forename", "surname", "birth_date", "sex", "postcode")}
        entries += ({**version, "person_number": told[record]["source_id"], **identity} for version in cases[key])
    return FeedTables(FEED, {"cases": table_of(entries, _TYPES)}, (registered,))


def _helped(everyone: Everyone) -> Iterator[_Helped]:
    people = everyone.people
    for person in np.flatnonzero(people.life >= 0):
        for case in everyone.lives[people.life[person]].early_help:
            yield _Helped(int(person), int(people.family[person]), case)


def _versions(draw: Draw, helped: _Helped, number: str, last: int) -> Iterator[Entry]:
    """The case as it stood from its start, from each review of its plan, and from its end on."""
    case = helped.case
    started = min(_HIGHEST, max(_LOWEST, round(draw.generator.normal(_USUAL_START, _SPREAD))))
    whole = {
        "case_number": number,
        "family_number": f"EF{helped.family:06d}",
        "start_date": case.start_date,
        "reason": case.reason,
        "organisation": case.organisation,
        "lead": draw.pick("early_help_lead", 1)[0],
        "score_at_start": started,
    }
    begun = day_number(case.start_date)
    ended = NEVER if case.end_date is None else day_number(case.end_date)
    reviews = _reviews(draw, begun, min(ended, last))
    assessed = None if case.assessment_completed_date is None else day_number(case.assessment_completed_date)
    days = sorted({begun, *reviews, *([] if assessed is None else [assessed]), *([] if ended == NEVER else [ended])})
    for since, until in zip(days, [*days[1:], NEVER], strict=True):
        held = [day for day in reviews if day <= since]
        is_over = since >= ended
        yield {
            **whole,
            "assessment_date": case.assessment_completed_date if assessed is not None and assessed <= since else None,
            "last_review_date": date_of(held[-1]) if held else None,
            "score_at_end": _score_at_end(draw, started, case) if is_over else None,
            "end_date": case.end_date if is_over else None,
            "end_reason": case.end_reason if is_over else None,
            RECORDED: since,
            REMOVED: until,
        }


def _reviews(draw: Draw, begun: int, until: int) -> list[int]:
    found: list[int] = []
    day = begun + int(draw.days("early_help_review", 1)[0])
    while day < until:
        found.append(day)
        day += int(draw.days("early_help_review", 1)[0])
    return found


def _score_at_end(draw: Draw, started: int, case: EarlyHelpCase) -> int:
    """Families whose needs were met mostly see themselves further on."""
    gain = _USUAL_GAIN if case.end_reason == _NEEDS_MET else 0.0
    return min(_HIGHEST, max(_LOWEST, round(started + draw.generator.normal(gain, _SPREAD))))
