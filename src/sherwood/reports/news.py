"""News: what Sherwood first heard of on the last day on which anything was received, about the viewer's children."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from sherwood.access import named
from sherwood.reports import questions
from sherwood.reports.children import child_cell
from sherwood.reports.desk import Desk
from sherwood.reports.document import Cell, Note, Section, Table, TableColumn
from sherwood.reports.labels import code_label, organisation_label
from sherwood.reports.words import plural, short_day, weekday

Row = Mapping[str, Any]
MOST_SHOWN = 15
TITLE = "Changed since yesterday"


def last_received(desk: Desk) -> dt.date:
    """Return the last day a file was received of those the build is made from; the data date where none says."""
    days = [dt.date.fromisoformat(each["received"]) for each in desk.reader.manifest["deliveries"]]
    return max((day for day in days if day <= desk.day), default=desk.day)


def news(desk: Desk) -> tuple[Row, ...]:
    """Return the events first heard of on that day, the latest event first."""
    heard = last_received(desk)
    rows = named(
        desk.reader, desk.viewer, ("news", desk.day, heard), lambda: questions.news(desk.day, heard), reason="news"
    )
    return tuple(sorted(rows, key=lambda row: row["event_date"], reverse=True))


def news_section(desk: Desk, rows: Sequence[Row], initials: Mapping[str, str]) -> Section:
    """Return what happened, when and to which child; where nothing did, it is said so with the day of the files."""
    came = f"the files of {weekday(last_received(desk))}"
    if not rows:
        return Section(TITLE, (Note(f"Nothing new about your children came with {came}."),))
    shown = rows[:MOST_SHOWN]
    left = len(rows) - len(shown)
    more = f" The {MOST_SHOWN} latest are shown; {plural(left, 'older one stands', 'older ones stand')} in the children's journeys."
    told = Note(f"{plural(len(rows), 'event')} of your children came with {came}.{more if left else ''}")
    columns = tuple(TableColumn(each) for each in ("Child", "What happened", "When"))
    lines = tuple(_line(desk, row, initials) for row in shown)
    return Section(TITLE, (told, Table("What came last, latest first", columns, lines, holds_children=True)))


def _line(desk: Desk, row: Row, initials: Mapping[str, str]) -> tuple[Cell, ...]:
    return (
        child_cell(row, initials.get(str(row["record_key"]), "")),
        Cell(_what(desk, row), detail=detail_words(desk, row)),
        Cell(short_day(row["event_date"]), date=row["event_date"]),
    )


def _what(desk: Desk, row: Row) -> str:
    """Return the event in words; a child who came to the viewer is said to have."""
    if row["kind"] != "worker_changed":
        return code_label(desk, "event_kind", row["kind"])
    if row["taken_by"] in desk.viewer.caseloads:
        return "Allocated to you"
    return f"Allocated to {organisation_label(desk, 'worker', row['taken_by'])}"


def detail_words(desk: Desk, row: Row) -> str:
    """Return what the event adds to its kind, a code in its own words; empty where it adds nothing."""
    if not row["detail"]:
        return ""
    return code_label(desk, row["detail_codelist"], row["detail"]) if row["detail_codelist"] else str(row["detail"])
