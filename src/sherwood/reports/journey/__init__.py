"""Journey: one child's page: who and how now, one time axis, what is due, and everything recorded with its source."""

from __future__ import annotations

import datetime as dt

from sherwood.access import name_of, whole_record
from sherwood.reports.desk import Desk
from sherwood.reports.document import Document, Drill, Note, Section, Timeline
from sherwood.reports.journey.axis import lanes
from sherwood.reports.journey.family import family_section
from sherwood.reports.journey.header import header
from sherwood.reports.journey.record import WANTED, Record, waiting
from sherwood.reports.journey.tables import due_table, event_table
from sherwood.reports.lines import data_line, provenance, scope_line
from sherwood.reports.words import initials_label, plural, short_day
from sherwood.vocabulary.intervals import add_months

WINDOW_MONTHS = 36
AHEAD_DAYS = 30


def journey(
    desk: Desk, record_key: str, *, whole: bool = False, page: int = 1, with_name: bool = False
) -> Document | None:
    """Return the child's page, or None where there is no such child for this viewer; opening it is recorded.

    It begins three years back unless the `whole` is asked for. The name is there only `with_name`, which is recorded as an act
    of its own.
    """
    record = whole_record(desk.reader, desk.viewer, record_key, WANTED, reason="journey")
    if record is None or not record["person"]:
        return None
    name = (name_of(desk.reader, desk.viewer, record_key) if with_name else "") or ""
    start = _first_day(desk, record, whole=whole)
    return Document(
        id=record_key,
        title=initials_label(record_key),
        question="What has happened to this child, and what is due?",
        data_line=data_line(desk.reader.manifest, dt.datetime.now(dt.UTC).date()),
        scope_line=scope_line(desk),
        sections=(
            Section("Now", tuple(header(desk, record_key, record, name))),
            Section("What is due", (due_table(desk, record),)),
            family_section(desk, record_key),
            Section(
                "History", (_axis(desk, record_key, record, start, whole=whole), event_table(desk, record, start, page))
            ),
        ),
        provenance=provenance(desk),
        names_children=True,
        restricted=bool(record["restriction"]) or record_key in dict(desk.viewer.office_restrictions),
    )


def _first_day(desk: Desk, record: Record, *, whole: bool) -> dt.date:
    """Return where the axis begins: with the first thing recorded, or three years back if that is later."""
    first = min((row["event_date"] for row in record["event"]), default=desk.day)
    return first if whole else max(first, add_months(desk.day, -WINDOW_MONTHS))


def _axis(desk: Desk, record_key: str, record: Record, start: dt.date, *, whole: bool) -> Timeline | Note:
    """Return the axis to a month beyond today and beyond what is due."""
    if not record["event"]:
        return Note("The loaded files hold this child's particulars, and nothing that happened.")
    last = max([desk.day, *(row["due_date"] for row in waiting(record, desk.day))])
    end = last + dt.timedelta(days=AHEAD_DAYS)
    first = min(row["event_date"] for row in record["event"])
    shown = sum(start <= row["event_date"] <= end for row in record["event"])
    said = f"{plural(shown, 'event')} since {short_day(start)}."
    more = f" Records go back to {short_day(first)}." if first < start else ""
    other = Drill("child", record_key, {} if whole else {"period": "all"}) if whole or first < start else None
    title = "The whole time" if whole else "The last three years"
    return Timeline(title, said + more, start, end, desk.day, tuple(lanes(desk, record, start, end)), other=other)
