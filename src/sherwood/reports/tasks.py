"""Tasks: what must be done for the viewer's children: what is overdue, worst first, then what is due next by day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlglot import exp

from sherwood.access import Facts, named
from sherwood.measures.asked import Asked, cut_periods, days_asked
from sherwood.measures.kinds import facts_of
from sherwood.reports.children import child_cell
from sherwood.reports.desk import Desk
from sherwood.reports.document import Cell, Note, Section, Table, TableColumn, Tag
from sherwood.reports.labels import code_label, organisation_label
from sherwood.reports.lists import is_own
from sherwood.reports.words import plural, weekday

DUE = "all_work_due"
DECIDED = ("assessment", "section_47_conference", "child_protection_review", "looked_after_review")
OVERDUE_WORD = "OVERDUE"
Row = Mapping[str, Any]
Initials = Mapping[str, str]


def tasks(desk: Desk) -> tuple[Row, ...]:
    """Return everything overdue or due in the next ten working days for the viewer's children, the longest overdue first."""
    measure = desk.catalogue.measure(DUE)
    question = (measure.id, measure.content_hash, desk.day)
    return named(desk.reader, desk.viewer, question, lambda: _facts(desk), reason=f"measure {measure.id}")


def decisions(desk: Desk, most: int) -> tuple[Row, ...]:
    """Return what a manager decides on (assessments, conferences, reviews), the longest overdue first, `most` at most."""
    measure = desk.catalogue.measure(DUE)
    question = (measure.id, measure.content_hash, desk.day, DECIDED)

    def compose() -> Facts:
        facts = _facts(desk)
        kinds = [exp.convert(kind) for kind in DECIDED]
        kept = exp.select("*").from_(facts.select.subquery("asked"))
        return replace(facts, select=kept.where(exp.In(this=exp.column("kind", "asked"), expressions=kinds)))

    return named(desk.reader, desk.viewer, question, compose, reason=f"measure {measure.id}", most=most)


def _facts(desk: Desk) -> Facts:
    """Return the measure's own question for the day, so that the page and the measure can't disagree."""
    measure = desk.catalogue.measure(DUE)
    days = days_asked(measure, desk.day, desk.day, desk.day, "day", desk.day)
    return facts_of(measure, desk.catalogue, Asked(cut_periods(days), days.as_at))


def is_overdue(row: Row, day: dt.date) -> bool:
    """Tell whether the last day in time is over; due on the day is not overdue."""
    return bool(row["due_date"] < day)


def overdue_section(desk: Desk, rows: Sequence[Row], initials: Initials) -> Section:
    """Return what is overdue, worst first, each with its kind and how many days late it is."""
    late = [row for row in rows if is_overdue(row, desk.day)]
    return Section("Overdue", (task_table(desk, late, "Overdue, worst first", initials, NOTHING_LATE),))


def due_section(desk: Desk, rows: Sequence[Row], initials: Initials) -> Section:
    """Return what is due in the next ten working days, in order of day."""
    soon = [row for row in rows if not is_overdue(row, desk.day)]
    return Section(
        "Due in the next ten working days", (task_table(desk, soon, "Due next, by day", initials, NOTHING_DUE),)
    )


NOTHING_LATE = "Nothing is overdue: every visit, review, conference and assessment of these children is in time."
NOTHING_DUE = "Nothing falls due in the next ten working days."


def said(rows: Sequence[Row], day: dt.date) -> Note:
    """Return in one sentence how much is overdue and how much is due."""
    late = sum(is_overdue(row, day) for row in rows)
    today = sum(row["due_date"] == day for row in rows)
    overdue = f"{plural(late, 'thing is', 'things are')} overdue" if late else "Nothing is overdue"
    also = f", {today} of them today" if today else ""
    return Note(f"{overdue}; {plural(len(rows) - late, 'is', 'are')} due in the next ten working days{also}.")


def task_table(desk: Desk, rows: Sequence[Row], caption: str, initials: Initials, empty: str) -> Table:
    """Return things to be done as rows; a worker's own list need not say whose."""
    others = not is_own(desk)
    columns = ("Child", "What", "Last day", "How long", *(("Worker",) if others else ()))
    return Table(
        caption,
        tuple(TableColumn(each) for each in columns),
        tuple(_line(desk, row, initials, others=others) for row in rows),
        empty=empty,
        holds_children=True,
    )


def _line(desk: Desk, row: Row, initials: Initials, *, others: bool) -> tuple[Cell, ...]:
    cells = (
        child_cell(row, initials.get(str(row["record_key"]), "")),
        Cell(code_label(desk, "task_kind", row["kind"])),
        Cell(weekday(row["due_date"]), date=row["due_date"]),
        how_long(row["due_date"], desk.day),
    )
    return (*cells, Cell(organisation_label(desk, "worker", row["worker_id"]))) if others else cells


def how_long(due: dt.date, day: dt.date) -> Cell:
    """Return `OVERDUE` and the days late, or in how many days it is due; the word carries it, the colour repeats it."""
    late = (day - due).days
    if late > 0:
        return Cell(f"{plural(late, 'day')} late", number=late, tag=Tag(OVERDUE_WORD, "late"))
    if late == 0:
        return Cell("", number=0, tag=Tag("Due today", "soon"))
    return Cell(f"in {plural(-late, 'day')}", number=late)
