"""Synthetic: the legal tracker, stages of pre-proceedings and care proceedings of the children who came before a court."""

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
from sherwood.synthetic.people import LegalSpell, PeriodOfCare
from sherwood.synthetic.registers.growing import Entry, table_of
from sherwood.synthetic.registers.of_care import CareRegister, InCare, care_register

FEED = "court"
_INTERIM = "interim_care_order"
_ORDERS = {"full_care_order": "care_order", "placement_order": "placement_order"}
# How care ended straight after an interim order, by the reason of the SSDA903: what the court then ordered.
_ORDER_BY_REASON = {
    **dict.fromkeys(("E43", "E44", "E45", "E46", "E47", "E48"), "special_guardianship"),
    "E41": "arrangements_order",
    "E4A": "supervision_order",
    "E4B": "supervision_order",
}
_TYPES = {
    "case_number": pa.string(),
    "person_number": pa.string(),
    "forename": pa.string(),
    "surname": pa.string(),
    "birth_date": pa.date32(),
    "stage": pa.string(),
    "stage_date": pa.date32(),
    "listed_date": pa.date32(),
    "order": pa.string(),
}


@dataclass(frozen=True)
class _Step:
    stage: str
    day: int
    listed: int | None = None
    order: str | None = None


def court(everyone: Everyone, generator: np.random.Generator, courses: LifeCourses) -> FeedTables:
    """A case for each family whose children were made subject to interim orders together; letters that avoided court stand alone."""
    draw = Draw(generator, courses)
    held = care_register(everyone, FEED, draw)
    entries = [entry for each in held.periods for entry in _entries(held, draw, each)]
    return FeedTables(FEED, {"stages": table_of(entries, _TYPES)}, (held.registered,))


def _entries(held: CareRegister, draw: Draw, in_care: InCare) -> Iterator[Entry]:
    """The row of every stage, recorded within days of it."""
    identity = held.identity(in_care.record, "forename", "surname", "birth_date")
    for position, spell in enumerate(in_care.period.legal):
        if spell.state == _INTERIM:
            for step in _steps(draw, in_care.period, spell, position):
                yield _entry(identity, f"N{in_care.life.child.family}-{spell.start_date:%y%j}", step, draw)


def _entry(identity: Entry, case: str, step: _Step, draw: Draw) -> Entry:
    return {
        "case_number": case,
        **identity,
        "stage": step.stage,
        "stage_date": date_of(step.day),
        "listed_date": None if step.listed is None else date_of(step.listed),
        "order": step.order,
        RECORDED: step.day + int(draw.generator.integers(0, 6)),
        REMOVED: NEVER,
    }


def _steps(draw: Draw, period: PeriodOfCare, spell: LegalSpell, position: int) -> Iterator[_Step]:
    issued, ended = day_number(spell.start_date), day_number(spell.end_date)
    if draw.happens("letter_before_proceedings", 1)[0]:
        letter = issued - int(draw.days("pre_proceedings", 1)[0])
        yield _Step("pre_proceedings", letter)
        yield _Step("pre_proceedings_ended", issued)
    yield _Step("issue", issued)
    managed = issued + int(draw.days("until_case_management", 1)[0])
    if managed < ended:
        yield _Step("case_management", managed, managed)
    resolved = ended - int(draw.generator.integers(14, 50))
    if managed < resolved:
        yield _Step("issues_resolution", resolved, _listed(draw, resolved, managed))
    yield _Step("final", ended, _listed(draw, ended, max(managed, issued)), _order(period, position))


def _listed(draw: Draw, held: int, earliest: int) -> int:
    """The day a hearing was first listed for: the day it was held, or earlier where it was adjourned."""
    if not draw.happens("hearing_adjourned", 1)[0]:
        return held
    return max(earliest, held - int(draw.days("adjourned_for", 1)[0]))


def _order(period: PeriodOfCare, position: int) -> str:
    """What the court ordered at the end of an interim order: the next order, or what the way out of care speaks of."""
    if position + 1 < len(period.legal):
        return _ORDERS.get(period.legal[position + 1].state, "no_order")
    return _ORDER_BY_REASON.get(period.reason_ceased, "no_order")
