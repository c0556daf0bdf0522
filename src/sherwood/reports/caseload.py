"""Caseload: the viewer's children, each in one line: how the child stands, when last seen, what is due next."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from sherwood.access import named
from sherwood.reports import questions
from sherwood.reports.children import child_cell, initials_of
from sherwood.reports.desk import Desk
from sherwood.reports.document import Cell, Note, Section, Table, TableColumn
from sherwood.reports.labels import code_label
from sherwood.reports.statuses import Status
from sherwood.reports.tasks import how_long
from sherwood.reports.words import joined, plural, short_day
from sherwood.vocabulary.ages import age_on

Row = Mapping[str, Any]
ORDER = tuple(Status)
NOT_BORN = "Not yet born"


def caseload(desk: Desk) -> tuple[Row, ...]:
    """Return the viewer's children of the day, by status and then by what is due next."""
    rows = named(
        desk.reader, desk.viewer, ("caseload", desk.day), lambda: questions.caseload(desk.day), reason="caseload"
    )
    return tuple(sorted(rows, key=lambda row: ORDER.index(Status(row["status"]))))


def initials_by_key(rows: Sequence[Row]) -> dict[str, str]:
    """Return the initials of each child by record key."""
    return {str(row["record_key"]): initials_of(row) for row in rows}


def caseload_section(desk: Desk, rows: Sequence[Row]) -> Section:
    """Return the children as a compact list, after one sentence that says how many there are of which status."""
    columns = ("Child", "Status", "Age", "Last seen", "Next due", "With you since")
    table = Table(
        "My children",
        tuple(TableColumn(each, is_number=each == "Age") for each in columns),
        tuple(_line(desk, row) for row in rows),
        empty="No child is allocated to you on the data date. Allocations come with the case system's involvements, the "
        "social-worker episodes of the SSDA903 return, or Annex A lists that name a worker.",
        holds_children=True,
    )
    return Section("My children", (Note(caseload_words(rows)), table) if rows else (table,))


def caseload_words(rows: Sequence[Row]) -> str:
    """Return `You hold 21 children: 3 looked after and 18 with a child protection plan`."""
    held = Counter(Status(row["status"]) for row in rows)
    parts = [f"{held[each]:,} {each.said_of_children}" for each in ORDER if held[each]]
    return f"You hold {plural(len(rows), 'child', 'children')}: {joined(parts)}."


def _line(desk: Desk, row: Row) -> tuple[Cell, ...]:
    age = _age(row["birth_date"], desk.day)
    return (
        child_cell(row, initials_of(row)),
        Cell(Status(row["status"]).words),
        Cell(age, number=float(age) if age.isdigit() else None),
        _seen(row["seen_date"], desk.day),
        _next(desk, row),
        Cell(short_day(row["held_from_date"]), date=row["held_from_date"]),
    )


def _age(birth: dt.date | None, day: dt.date) -> str:
    if birth is None:
        return ""
    return NOT_BORN if birth > day else str(age_on(birth, day))


def _seen(seen: dt.date | None, day: dt.date) -> Cell:
    if seen is None:
        return Cell("No visit recorded")
    ago = (day - seen).days
    return Cell(short_day(seen), date=seen, detail="today" if ago == 0 else f"{plural(ago, 'day')} ago")


def _next(desk: Desk, row: Row) -> Cell:
    due = row["due_date"]
    if due is None:
        return Cell("Nothing due")
    when = how_long(due, desk.day)
    words = " ".join(part for part in (short_day(due), when.text and f"({when.text})") if part)
    return Cell(code_label(desk, "task_kind", row["kind"]), tag=when.tag, detail=words)
