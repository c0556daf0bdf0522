"""Journey: the same as rows: what is due, and everything that happened, newest first, each with its source."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from sherwood.reports.desk import Desk
from sherwood.reports.document import Cell, Table, TableColumn, Tag
from sherwood.reports.journey.record import Record, Row, waiting, was_late
from sherwood.reports.labels import code_label, short_title
from sherwood.reports.news import detail_words
from sherwood.reports.tasks import how_long
from sherwood.reports.words import short_day, weekday

PAGE_SIZE = 30


def due_table(desk: Desk, record: Record) -> Table:
    """Return what is still to be done, the first due first."""
    rows = tuple(
        (
            Cell(code_label(desk, "task_kind", row["kind"])),
            Cell(weekday(row["due_date"]), date=row["due_date"]),
            how_long(row["due_date"], desk.day),
            Cell(short_day(row["clock_date"]), date=row["clock_date"]),
        )
        for row in waiting(record, desk.day)
    )
    columns = tuple(TableColumn(each) for each in ("What", "Last day", "How long", "Clock since"))
    empty = "No visit, review, conference or assessment is waiting for this child."
    return Table("What is due", columns, rows, empty=empty)


def event_table(desk: Desk, record: Record, start: dt.date, page: int) -> Table:
    """Return one page of everything that happened since a day, newest first, with its feed and row and when it was heard of."""
    events = [row for row in record["event"] if row["event_date"] >= start]
    events.sort(key=lambda row: (row["event_date"], row["kind"]), reverse=True)
    late = was_late(record)
    begin = (page - 1) * PAGE_SIZE
    shown = events[begin : begin + PAGE_SIZE]
    columns = ("Date", "What", "In time", "Detail", "First heard of", "Source")
    return Table(
        "Everything recorded, newest first",
        tuple(TableColumn(each) for each in columns),
        tuple(_line(desk, row, late) for row in shown),
        total_rows=len(events),
        page=page,
        page_size=PAGE_SIZE,
        empty="Nothing is recorded of this child in this time.",
        holds_children=True,
    )


def _line(desk: Desk, row: Row, late: Mapping[tuple[str, dt.date], bool]) -> tuple[Cell, ...]:
    known = late.get((row["kind"], row["event_date"]))
    tag = None if known is None else Tag("Late", "late") if known else Tag("In time", "good")
    return (
        Cell(short_day(row["event_date"]), date=row["event_date"]),
        Cell(code_label(desk, "event_kind", row["kind"])),
        Cell("", tag=tag),
        Cell(detail_words(desk, row)),
        Cell(short_day(row["first_received_date"]), date=row["first_received_date"]),
        Cell(short_title(desk, row["feed"]), detail=str(row["source_row"])),
    )
