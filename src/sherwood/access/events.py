"""Access: the acts that are written to the audit trail, each with the facts it must carry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sherwood.access.trail import Entry
from sherwood.access.viewer import Viewer


@dataclass(frozen=True)
class Event:
    """An act and the facts without which its entry would explain nothing; facts never hold a name or a child's number."""

    action: str
    facts: frozenset[str]


CHILD_LIST_SEEN = Event("child list seen", frozenset({"of", "rows"}))
CHILD_OPENED = Event("child opened", frozenset({"of"}))
ROWS_EXPORTED = Event("rows exported", frozenset({"of", "rows"}))
FILE_TAKEN = Event("file taken", frozenset({"of", "rows", "as"}))
SEARCH = Event("search", frozenset({"of", "rows"}))
NAME_SHOWN = Event("child name shown", frozenset({"of"}))
MAPPING_CONFIRMED = Event("mapping of a file confirmed", frozenset({"of", "headings"}))
EMERGENCY_OPENED = Event("opened in an emergency", frozenset({"of"}))
EMERGENCY_REVIEWED = Event("emergency reviewed", frozenset({"of"}))
PURPOSE_ATTESTED = Event("purpose attested", frozenset({"of"}))
SUBJECT_ANSWERED = Event("subject's request answered", frozenset({"of"}))
RETENTION_LISTED = Event("what is due to be let go listed", frozenset({"of"}))
LINK_DECIDED = Event("who is who decided", frozenset({"of"}))
FAULT_SAID = Event("record at fault answered", frozenset({"of", "state"}))
FLAG_RAISED = Event("flagged as wrong", frozenset({"of"}))
FLAG_ANSWERED = Event("flag answered", frozenset({"of", "state"}))
FAMILIES_ASSESSED = Event("families assessed", frozenset({"of", "rows", "as_at"}))
FAMILIES_SEEN = Event("families listed", frozenset({"of", "rows"}))
FAMILY_OPENED = Event("family opened", frozenset({"of"}))
FAMILY_NAMES_SHOWN = Event("names of a family shown", frozenset({"of"}))
FAMILY_NOTED = Event("family noted", frozenset({"of", "kind"}))
CLAIMS_FROZEN = Event("claims frozen", frozenset({"of", "rows"}))
CLAIMS_NOTED = Event("claims noted", frozenset({"of", "kind"}))
SENT_BY_MAIL = Event("figures sent by mail", frozenset({"of", "every"}))
TOKEN_MADE = Event("token made", frozenset({"until"}))
TOKEN_REVOKED = Event("token taken back", frozenset())
FIGURES_READ = Event("figures read by token", frozenset({"of", "rows"}))
EVENTS = {
    event.action: event
    for event in (
        CHILD_LIST_SEEN,
        CHILD_OPENED,
        ROWS_EXPORTED,
        FILE_TAKEN,
        SEARCH,
        NAME_SHOWN,
        MAPPING_CONFIRMED,
        LINK_DECIDED,
        FAULT_SAID,
        FLAG_RAISED,
        FLAG_ANSWERED,
        FAMILIES_ASSESSED,
        FAMILIES_SEEN,
        FAMILY_OPENED,
        FAMILY_NAMES_SHOWN,
        FAMILY_NOTED,
        CLAIMS_FROZEN,
        CLAIMS_NOTED,
        EMERGENCY_OPENED,
        EMERGENCY_REVIEWED,
        PURPOSE_ATTESTED,
        SUBJECT_ANSWERED,
        RETENTION_LISTED,
        SENT_BY_MAIL,
        TOKEN_MADE,
        TOKEN_REVOKED,
        FIGURES_READ,
    )
}


def audited(viewer: Viewer, event: Event, record_keys: tuple[str, ...], facts: Mapping[str, str | int]) -> None:
    """Write that the viewer did this to these records, before anything is shown.

    Raises AuditNotWritten if it cannot be written, ValueError if a fact the event must carry is missing.
    """
    missing = sorted(event.facts - set(facts))
    if missing:
        raise ValueError(f"the audit event '{event.action}' must say: {', '.join(missing)}")
    purpose = ", ".join(sorted(viewer.purposes))
    viewer.trail.append(Entry(event.action, viewer.account_id, viewer.authority, purpose, facts, record_keys))
