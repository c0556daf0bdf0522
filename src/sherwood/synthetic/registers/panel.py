"""Synthetic: the adoption panel's list, its items about children and about adopters."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import numpy as np
import pyarrow as pa

from sherwood.synthetic.courses import LifeCourses
from sherwood.synthetic.delivering import date_of, day_number
from sherwood.synthetic.drawing import Draw
from sherwood.synthetic.everyone import Everyone
from sherwood.synthetic.partner_feed import FeedTables
from sherwood.synthetic.people import AdoptionPlan
from sherwood.synthetic.registers.growing import Entry, as_it_grew, table_of
from sherwood.synthetic.registers.of_care import CareRegister, InCare, care_register

FEED = "adoption_panel"
_APPROVED_BEFORE_MATCH = (40, 500)
_TO_NEXT_PANEL = 28
_TYPES = {
    "item_number": pa.string(),
    "person_number": pa.string(),
    "forename": pa.string(),
    "birth_date": pa.date32(),
    "adopters_number": pa.string(),
    "item": pa.string(),
    "panel_date": pa.date32(),
    "decision_date": pa.date32(),
    "decision": pa.string(),
}
_NOBODY: Entry = {"person_number": None, "forename": None, "birth_date": None}


def adoption_panel(everyone: Everyone, generator: np.random.Generator, courses: LifeCourses) -> FeedTables:
    """The plan, the approval of adopters, the match and a change of plan of every child for whom adoption was decided."""
    draw = Draw(generator, courses)
    held = care_register(everyone, FEED, draw)
    items = sorted(
        _all_items(held, draw), key=lambda each: (each["panel_date"], str(each["person_number"]), each["item"])
    )
    numbered = zip(count(1), items, strict=False)
    entries = [version for number, item in numbered for version in _versions({"item_number": f"P{number:05d}", **item})]
    return FeedTables(FEED, {"items": table_of(entries, _TYPES)}, (held.registered,))


def _versions(item: Entry) -> Iterator[Entry]:
    """The item as listed on the day of the panel, then with what was decided."""
    decided = day_number(item["decision_date"])
    return as_it_grew(item, day_number(item["panel_date"]), {"decision_date": decided, "decision": decided})


def _all_items(held: CareRegister, draw: Draw) -> Iterator[Entry]:
    adopters = count(1)
    for each in held.periods:
        if plan := each.period.adoption:
            yield from _items(held, draw, each, plan, f"AD{next(adopters):04d}")


def _items(held: CareRegister, draw: Draw, in_care: InCare, plan: AdoptionPlan, adopters: str) -> Iterator[Entry]:
    child = held.identity(in_care.record, "forename", "birth_date")
    yield from _considered(draw, "plan", day_number(plan.decision_date), child, None)
    if plan.match_date:
        matched = day_number(plan.match_date)
        approved = matched - int(draw.generator.integers(*_APPROVED_BEFORE_MATCH))
        yield from _considered(draw, "approval", approved, _NOBODY, adopters)
        yield from _considered(draw, "match", matched, child, adopters)
    if plan.reversed_date:
        yield from _considered(draw, "reversal", day_number(plan.reversed_date), child, None)


def _considered(draw: Draw, item: str, decided: int, child: Entry, adopters: str | None) -> Iterator[Entry]:
    """The item as it was agreed, and a panel before it at which it was put off, now and then."""
    panel = decided - int(draw.days("panel_to_decision", 1)[0])
    same = {**child, "adopters_number": adopters, "item": item}
    if draw.happens("panel_deferred", 1)[0]:
        yield {**same, **_held(panel - _TO_NEXT_PANEL, decided - _TO_NEXT_PANEL, "deferred")}
    yield {**same, **_held(panel, decided, "agreed")}


def _held(panel: int, decided: int, decision: str) -> Entry:
    return {"panel_date": date_of(panel), "decision_date": date_of(decided), "decision": decision}
