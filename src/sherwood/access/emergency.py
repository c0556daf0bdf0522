"""Access: which record may be opened beyond one's rights in an emergency: one child, known by number and date of birth, not sealed."""

from __future__ import annotations

import datetime as dt

from sqlglot import exp

from sherwood.access.asking import any_of, column, everything, same_person, table
from sherwood.access.clauses import Ask
from sherwood.access.errors import NotAllowed
from sherwood.access.events import EMERGENCY_OPENED, audited
from sherwood.access.permissions import Permission, require
from sherwood.access.scoping import permitted
from sherwood.access.viewer import Viewer
from sherwood.store import Reader
from sherwood.vocabulary.identifiers import tidy_identifier

REASONS = {
    "immediate_risk": "Immediate risk of harm to the child",
    "out_of_hours": "Out-of-hours duty for the child",
    "missing": "The child is missing",
    "colleague_absent": "The responsible worker cannot be reached",
}


def opened_in_emergency(reader: Reader, viewer: Viewer, number: str, birth_date: dt.date, reason: str) -> str | None:
    """The record key of the one child with this number and date of birth, written to the trail as opened; None where none may be.

    None is the answer too for a record that no emergency opens, and for a wrong date of birth. Raises NotAllowed for a viewer who may
    not, or a reason that is none; AuditNotWritten.
    """
    require(viewer, Permission.EMERGENCY_OPEN)
    if reason not in REASONS:
        raise NotAllowed("An emergency needs one of the reasons of the list.")
    key = _found(reader, viewer, tidy_identifier(number), birth_date)
    if key is not None:
        audited(viewer, EMERGENCY_OPENED, (key,), {"of": reason})
    return key


def _found(reader: Reader, viewer: Viewer, number: str, birth_date: dt.date) -> str | None:
    ask = Ask.of(reader, viewer, "a")
    records = permitted(everything().from_(table("person_record")), ask)
    question = (
        exp.select(column("record_key", "child"))
        .distinct()
        .from_(records.subquery("each"))
        .join(table("person", "child"), on=same_person("child", "each"))
        .where(
            column("source_id", "each").eq(ask.bound.value(number)),
            column("birth_date", "child").eq(ask.bound.value(birth_date)),
            exp.not_(any_of((_sealed_by_data(ask), _sealed_by_hand(ask)))),
        )
        .limit(2)
    )
    rows = reader.select(question, ask.bound.values).rows
    return str(rows[0][0]) if len(rows) == 1 else None


def _sealed_by_data(ask: Ask) -> exp.Expr:
    """A child whose record the data restrict for a reason that no emergency opens, or for none that is known."""
    may = ask.bound.one_of(column("reason", "sealed"), sorted(ask.viewer.emergency_may_open))
    found = exp.select("1").from_(table("restriction", "sealed"))
    found = found.where(same_person("sealed", "child"), exp.not_(exp.func("coalesce", may, exp.false())))
    return exp.Exists(this=found)


def _sealed_by_hand(ask: Ask) -> exp.Expr:
    """A child whose record somebody restricted for such a reason."""
    keys = sorted({key for key, why in ask.viewer.office_restrictions if why not in ask.viewer.emergency_may_open})
    if not keys:
        return exp.false()
    found = exp.select("1").from_(table("person_record", "closed"))
    found = found.where(same_person("closed", "child"), ask.bound.one_of(column("record_key", "closed"), keys))
    return exp.Exists(this=found)
