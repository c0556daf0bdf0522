"""Journey: one time axis: spells as bands, what happened as dots (ringed where late), what is due as dashed marks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sherwood.reports.desk import Desk
from sherwood.reports.document import Lane, TimelineItem, Tone
from sherwood.reports.journey.header import placement, placement_group
from sherwood.reports.journey.record import Record, Row, waiting, was_late
from sherwood.reports.labels import code_label, organisation_label

Words = Callable[[Desk, Row], str]


def _nothing(_desk: Desk, _row: Row) -> str:
    return ""


@dataclass(frozen=True)
class Band:
    """One lane of spells: the table, the column of their end, and how a spell reads in full and on a narrow band."""

    lane: str
    table: str
    ends: str
    words: Words
    short: Words = _nothing


def _coded(column: str, codelist: str) -> Words:
    return lambda desk, row: code_label(desk, codelist, row[column])


def _said(words: str) -> Words:
    return lambda _desk, _row: words


def _worker(desk: Desk, row: Row) -> str:
    return organisation_label(desk, "worker", row["worker_id"])


def _worker_and_team(desk: Desk, row: Row) -> str:
    return f"{_worker(desk, row)}, {organisation_label(desk, 'team', row['team_id'])}"


def _early_help(_desk: Desk, row: Row) -> str:
    return str(row["organisation"] or "Early help")


BANDS = (
    Band("Early help", "early_help", "end_date", _early_help),
    Band("Child in need", "child_in_need", "end_date", _coded("primary_need", "primary_need"), _said("Case open")),
    Band("Assessments", "assessment", "until_date", _said("Assessment")),
    Band("In need plan", "child_in_need_plan", "end_date", _said("Child in need plan")),
    Band("Protection plan", "child_protection_plan", "end_date", _coded("latest_category", "category_of_abuse")),
    Band("In care", "period_of_care", "until_date", _said("Looked after")),
    Band("Placement", "placement", "until_date", placement, placement_group),
    Band("Legal status", "legal_status", "until_date", _coded("legal_status", "legal_status")),
    Band("Missing", "missing", "until_date", _coded("missing_type", "missing_type")),
    Band("Worker", "allocation", "through_date", _worker_and_team, _worker),
)
# What happened at a moment, by lane: kinds of event.
DOTS = {
    "Contacts": ("contact", "referral"),
    "Section 47": ("section_47",),
    "Conferences": ("initial_conference", "child_protection_review"),
    "Reviews": ("looked_after_review",),
    "Visits": ("child_protection_visit", "child_in_need_visit", "looked_after_visit"),
}
# Lanes of moments stand where they belong: after the spells that lead to them.
AFTER = {
    "Contacts": "",
    "Section 47": "Assessments",
    "Conferences": "Protection plan",
    "Reviews": "Legal status",
    "Visits": "Missing",
}


def lanes(desk: Desk, record: Record, start: dt.date, end: dt.date) -> Iterator[Lane]:
    """Yield the lanes that hold anything between the two days, in the order of a journey."""
    dots = {lane: tuple(_dots(desk, record, kinds, start, end)) for lane, kinds in DOTS.items()}
    waits = tuple(_due(desk, record))
    found = [Lane("Contacts", dots["Contacts"])]
    for band in BANDS:
        found.append(Lane(band.lane, tuple(_band(desk, record, band, start, end))))
        found += [Lane(lane, dots[lane]) for lane, before in AFTER.items() if before == band.lane]
    found.append(Lane("Due", waits))
    yield from (lane for lane in found if lane.items)


def _band(desk: Desk, record: Record, band: Band, start: dt.date, end: dt.date) -> Iterator[TimelineItem]:
    """Yield the spells that touch the days; one that goes on is drawn to the day of the page."""
    for row in record[band.table]:
        until = min(row[band.ends], desk.day)
        if row["start_date"] <= min(end, desk.day) and until >= start:
            tone = _assessment_tone(row) if band.table == "assessment" else None
            yield TimelineItem(band.words(desk, row), row["start_date"], until, tone, band.short(desk, row))


def _assessment_tone(row: Row) -> Tone | None:
    """Mark an assessment that went on past its last day in time."""
    return "late" if row["law_due_date"] is not None and row["until_date"] > row["law_due_date"] else None


def _dots(desk: Desk, record: Record, kinds: tuple[str, ...], start: dt.date, end: dt.date) -> Iterator[TimelineItem]:
    late = was_late(record)
    for row in record["event"]:
        if row["kind"] in kinds and start <= row["event_date"] <= end:
            known = late.get((row["kind"], row["event_date"]))
            tone: Tone | None = None if known is None else "late" if known else "good"
            yield TimelineItem(code_label(desk, "event_kind", row["kind"]), row["event_date"], None, tone)


def _due(desk: Desk, record: Record) -> Iterator[TimelineItem]:
    for row in waiting(record, desk.day):
        tone: Tone = "late" if row["due_date"] < desk.day else "soon"
        label = f"{code_label(desk, 'task_kind', row['kind'])} due"
        yield TimelineItem(label, row["due_date"], tone=tone, is_due=True)
