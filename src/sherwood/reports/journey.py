"""A child's journey: who, now; one time axis; the same as a table, newest first, each row with its source."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sherwood.access import person_for, read
from sherwood.definitions.council import FOR_EVER
from sherwood.reports.desk import Desk
from sherwood.reports.document import (
    Cell,
    Document,
    Figure,
    KeyFigures,
    Lane,
    Note,
    Section,
    Table,
    TableColumn,
    Tag,
    Timeline,
    TimelineItem,
    Tone,
)
from sherwood.reports.lines import data_line, organisation_label, provenance, scope_line
from sherwood.reports.words import days_late, initials_label, plural, short_day
from sherwood.vocabulary.ages import age_on

Row = dict[str, Any]


@dataclass(frozen=True)
class Kept:
    """One kind of record on the journey: its table, columns, lane, and how a row reads."""

    table: str
    columns: tuple[str, ...]
    lane: str
    begins: str
    ends: str
    words: Callable[[Desk, Row], str]
    short: Callable[[Desk, Row], str] = lambda _desk, _row: ""


def _coded(column: str, codelist: str) -> Callable[[Desk, Row], str]:
    return lambda desk, row: code_label(desk, codelist, row[column])


def _placement(desk: Desk, row: Row) -> str:
    provider = code_label(desk, "placement_provider", row["placement_provider"])
    return f"{code_label(desk, 'placement_type', row['placement_type'])}; {provider}"


def _placement_group(desk: Desk, row: Row) -> str:
    """Return the kind of placement in the few words it is reported under."""
    known = desk.catalogue.codelist("placement_type").codes.get(row["placement_type"])
    return known.group if known else ""


def _held(desk: Desk, row: Row) -> str:
    return f"Review held: {code_label(desk, 'participation', row['participation'])}"


def _worker_name(desk: Desk, row: Row) -> str:
    return organisation_label(desk, "worker", row["worker_id"])


def _worker(desk: Desk, row: Row) -> str:
    return f"{_worker_name(desk, row)}, {organisation_label(desk, 'team', row['team_id'])}"


KEPT = (
    Kept(
        "period_of_care",
        ("start_date", "until_date", "reason_ceased"),
        "In care",
        "start_date",
        "until_date",
        lambda _desk, _row: "Looked after",
    ),
    Kept(
        "legal_status",
        ("legal_status", "start_date", "until_date"),
        "Legal status",
        "start_date",
        "until_date",
        _coded("legal_status", "legal_status"),
    ),
    Kept(
        "placement",
        ("placement_type", "placement_provider", "start_date", "until_date"),
        "Placement",
        "start_date",
        "until_date",
        _placement,
        _placement_group,
    ),
    Kept(
        "allocation",
        ("worker_id", "team_id", "start_date", "through_date"),
        "Worker",
        "start_date",
        "through_date",
        _worker,
        _worker_name,
    ),
    Kept("review", ("review_date", "participation"), "Reviews", "review_date", "", _held),
    Kept(
        "missing",
        ("missing_type", "start_date", "until_date"),
        "Missing",
        "start_date",
        "until_date",
        _coded("missing_type", "missing_type"),
    ),
)


def journey(desk: Desk, record_key: str) -> Document | None:
    """Return the child's page, or None where there is no such child for this viewer; opening it is recorded."""
    if person_for(desk.reader, record_key, desk.viewer) is None:
        return None
    person = _rows(
        desk, record_key, "person", ("record_key", "source_id", "birth_date", "sex", "ethnicity", "is_uasc")
    )[0]
    kept = {each.table: (each, _rows(desk, record_key, each.table, each.columns)) for each in KEPT}
    due = _rows(desk, record_key, "review_due", ("due_date", "held_date", "until_date", "rule"))
    restricted = _rows(desk, record_key, "restriction", ("reason", "from_date"))
    sections = (
        Section("Now", tuple(_now(desk, person, {name: rows for name, (_, rows) in kept.items()}, due))),
        Section("History", (_timeline(desk, kept, due), _table(desk, kept, due))),
    )
    return Document(
        id=record_key,
        title=initials_label(record_key),
        question="What has happened to this child, and what is due?",
        data_line=data_line(desk.reader.manifest, dt.datetime.now(dt.UTC).date()),
        scope_line=scope_line(desk),
        sections=sections,
        provenance=provenance(desk),
        names_children=True,
        restricted=bool(restricted) or record_key in dict(desk.viewer.office_restrictions),
    )


def code_label(desk: Desk, codelist: str, code: str | None) -> str:
    """Return the words of a code, the code itself where the list has none, or that it is not recorded."""
    if code is None:
        return "Not recorded"
    known = desk.catalogue.codelist(codelist).codes.get(code)
    return known.label if known else code


def _rows(desk: Desk, record_key: str, table: str, columns: tuple[str, ...]) -> list[Row]:
    return read(desk.reader, table, desk.viewer, (*columns, "source_row"), person=record_key)


def _now(desk: Desk, person: Row, rows: dict[str, list[Row]], due: list[Row]) -> Iterator[KeyFigures | Note]:
    """Yield the header: age, legal status, placement, worker, next review; the child's number stands in the page's text alone."""
    birth = person["birth_date"]
    age = f"{age_on(birth, desk.day)} years" if birth else "Not recorded"
    in_care = _open(rows["period_of_care"], "until_date", desk.day)
    figures = [
        Figure("Age", age, f"born {short_day(birth)}" if birth else "No date of birth in the returns"),
        _looked_after(desk, in_care, rows["period_of_care"]),
        Figure(
            "Legal status",
            _present(desk, rows["legal_status"], _coded("legal_status", "legal_status")),
            _from(rows["legal_status"], desk.day),
        ),
        _placed(desk, rows["placement"]),
        _responsible(desk, rows["allocation"]),
        _next_review(desk, due),
    ]
    yield KeyFigures(tuple(figures))
    sex = code_label(desk, "sex", person["sex"])
    ethnicity = code_label(desk, "ethnicity", person["ethnicity"])
    alone = " Came to the country alone as an asylum seeker." if person["is_uasc"] else ""
    yield Note(f"Child number {person['source_id']}. Sex: {sex}. Ethnicity: {ethnicity}.{alone}", heading="Who this is")


def _next_review(desk: Desk, due: list[Row]) -> Figure:
    """Return the next review due, overdue counted from the day after its due day."""
    waiting = [row for row in due if row["held_date"] > desk.day and row["until_date"] > desk.day]
    if not waiting:
        return Figure("Next review", "None due", "Not looked after, or under rules that the return does not show")
    first = min(waiting, key=lambda row: (row["due_date"], row["rule"]))
    return Figure(
        "Next review",
        short_day(first["due_date"]),
        code_label(desk, "review_rule", first["rule"]),
        tag=days_late(first["due_date"], desk.day),
    )


def _open(rows: list[Row], ends: str, today: dt.date) -> Row | None:
    """Return the row open today: begun, and not ended (an inclusive last day still counts)."""
    last_day_counts = ends == "through_date"
    for row in rows:
        if row["start_date"] <= today and (row[ends] > today or (last_day_counts and row[ends] == today)):
            return row
    return None


def _present(desk: Desk, rows: list[Row], words: Callable[[Desk, Row], str]) -> str:
    row = _open(rows, "until_date", desk.day)
    return words(desk, row) if row else "None now"


def _from(rows: list[Row], today: dt.date) -> str:
    row = _open(rows, "until_date", today)
    return f"since {short_day(row['start_date'])}" if row else ""


def _placed(desk: Desk, rows: list[Row]) -> Figure:
    """Return where the child lives: the kind of placement in a few words, the rest below."""
    row = _open(rows, "until_date", desk.day)
    if row is None:
        return Figure("Placement", "None now")
    since = f"{_placement(desk, row)}; since {short_day(row['start_date'])}"
    return Figure("Placement", _placement_group(desk, row) or "Not recorded", since)


def _responsible(desk: Desk, rows: list[Row]) -> Figure:
    """Return who is responsible today, and in which team."""
    row = _open(rows, "through_date", desk.day)
    if row is None:
        return Figure("Worker", "None now")
    return Figure("Worker", _worker_name(desk, row), organisation_label(desk, "team", row["team_id"]))


def _looked_after(desk: Desk, now: Row | None, rows: list[Row]) -> Figure:
    """Return for how long the child has been looked after, or when and why that ceased."""
    if now is None:
        return Figure("Looked after", "Not now", _ceased(desk, rows))
    days = (desk.day - now["start_date"]).days
    return Figure("Looked after", plural(days, "day"), f"since {short_day(now['start_date'])}")


def _ceased(desk: Desk, rows: list[Row]) -> str:
    ended = [row for row in rows if row["until_date"] <= desk.day]
    if not ended:
        return ""
    last = max(ended, key=lambda row: row["until_date"])
    return f"ceased {short_day(last['until_date'])}: {code_label(desk, 'reason_ceased', last['reason_ceased'])}"


def _timeline(desk: Desk, kept: dict[str, tuple[Kept, list[Row]]], due: list[Row]) -> Timeline | Note:
    """Return the time axis; reviews are marked in time or late, and the next one due is shown ahead."""
    late = {row["held_date"]: row["held_date"] > row["due_date"] for row in due}
    lanes = [
        Lane(kind.lane, tuple(_item(desk, kind, row, late) for row in rows)) for kind, rows in kept.values() if rows
    ]
    waiting = [row for row in due if row["held_date"] > desk.day and row["until_date"] > desk.day]
    lanes.append(
        Lane(
            "Due",
            tuple(
                TimelineItem("Review due", row["due_date"], tone=_lateness(row["due_date"], desk.day), is_due=True)
                for row in waiting
            ),
        )
    )
    items = [item for lane in lanes for item in lane.items]
    if not items:
        return Note("The returns hold this child's particulars but no episode of care.")
    start = min(item.start for item in items)
    end = max([desk.day, *(item.start for item in items)]) + dt.timedelta(days=30)
    moves = len(kept["placement"][1])
    sentence = f"{plural(moves, 'placement')} and {plural(len(kept['review'][1]), 'review')} since {short_day(start)}."
    return Timeline("Time in care", sentence, start, end, desk.day, tuple(lane for lane in lanes if lane.items))


def _lateness(due: dt.date, today: dt.date) -> Tone:
    return "late" if due < today else "soon"


def _item(desk: Desk, kind: Kept, row: Row, late: dict[dt.date, bool]) -> TimelineItem:
    begin = row[kind.begins]
    until = min(row[kind.ends], desk.day) if kind.ends else None
    tone: Tone | None = ("late" if late.get(begin) else "good") if kind.table == "review" else None
    return TimelineItem(kind.words(desk, row), begin, until, tone, kind.short(desk, row))


def _table(desk: Desk, kept: dict[str, tuple[Kept, list[Row]]], due: list[Row]) -> Table:
    """Return everything on the axis as rows, newest first."""
    in_time = {row["held_date"]: row["held_date"] <= row["due_date"] for row in due}
    found = [(row[kind.begins], kind, row) for kind, rows in kept.values() for row in rows]
    found.sort(key=lambda each: (each[0], each[1].table), reverse=True)
    columns = ("Date", "Until", "Kind", "What", "Source (file load : line)")
    rows = tuple(_line(desk, begin, kind, row, in_time) for begin, kind, row in found)
    return Table(
        "Everything recorded, newest first", tuple(TableColumn(each) for each in columns), rows, holds_children=True
    )


def _line(desk: Desk, begin: dt.date, kind: Kept, row: Row, in_time: dict[dt.date, bool]) -> tuple[Cell, ...]:
    until = row[kind.ends] if kind.ends else None
    shown = Cell(
        "" if until is None else "still open" if until >= FOR_EVER else short_day(until),
        date=until if until and until < FOR_EVER else None,
    )
    tag = None
    if kind.table == "review" and begin in in_time:
        tag = Tag("In time", "good") if in_time[begin] else Tag("Late", "late")
    return (
        Cell(short_day(begin), date=begin),
        shown,
        Cell(kind.lane),
        Cell(kind.words(desk, row), tag=tag),
        Cell(str(row["source_row"])),
    )
