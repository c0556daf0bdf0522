"""Access: one child's whole record: the right to open it is asked once, and one entry in the audit trail says that it was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlglot import exp

from sherwood.access.asking import column, everything, table
from sherwood.access.clauses import Ask
from sherwood.access.events import CHILD_OPENED, NAME_SHOWN, audited
from sherwood.access.permissions import Permission, require
from sherwood.access.records import checked, person_for
from sherwood.access.scoping import permitted
from sherwood.access.viewer import Viewer
from sherwood.store import Reader

Record = dict[str, list[dict[str, Any]]]
NAMES = ("forename", "surname")


def whole_record(
    reader: Reader, viewer: Viewer, record_key: str, wanted: Mapping[str, Sequence[str]], *, reason: str
) -> Record | None:
    """The rows of each wanted table (by name, with its columns) about one child; None for a child not open to the viewer.

    Rows come in the order of their columns. The entry in the audit trail is written before anything is returned. Raises
    NotAllowed, UnknownColumn (a table or column that is not declared), AuditNotWritten.
    """
    require(viewer, Permission.CHILD_OPEN)
    for name, columns in wanted.items():
        checked(viewer, name, columns)
    person = person_for(reader, record_key, viewer)
    if person is None:
        return None
    found = {name: _rows(reader, viewer, name, columns, person) for name, columns in wanted.items()}
    audited(viewer, CHILD_OPENED, (record_key,), {"of": reason, "rows": sum(map(len, found.values()))})
    return found


def name_of(reader: Reader, viewer: Viewer, record_key: str) -> str | None:
    """The child's name, empty where no feed holds one, None for a child not open to the viewer.

    Asking is an act of its own in the audit trail, written before the name is returned. Raises NotAllowed, AuditNotWritten.
    """
    require(viewer, Permission.CHILD_OPEN)
    checked(viewer, "person", NAMES)
    person = person_for(reader, record_key, viewer)
    if person is None:
        return None
    audited(viewer, NAME_SHOWN, (record_key,), {"of": "person"})
    rows = _rows(reader, viewer, "person", NAMES, person)
    return " ".join(str(row[each]) for row in rows[:1] for each in NAMES if row[each])


def _rows(reader: Reader, viewer: Viewer, name: str, columns: Sequence[str], person: str) -> list[dict[str, Any]]:
    """Rows of one table about a person already found to be open to the viewer, of the feeds the viewer may use."""
    ask = Ask.of(reader, viewer, "a")
    wanted = [column(each, "held_row") for each in columns]
    held = everything().from_(table(name), copy=False)
    # A child's page asks fifteen of these: nothing here is used twice but the columns, so nothing else is copied.
    question = (
        exp.select(*wanted)
        .from_(permitted(held, ask).subquery("held_row", copy=False), copy=False)
        .where(column("person_key", "held_row").eq(ask.bound.value(person)), copy=False)
        .order_by(*(each.copy() for each in wanted), column("source_row", "held_row"), copy=False)
    )
    return reader.select(question, ask.bound.values).dicts()
