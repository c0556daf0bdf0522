"""Job: a record is opened in an emergency, whoever answers for it is told at once, and the opening is reviewed."""

from __future__ import annotations

import datetime as dt

from sherwood.access import Reader, Viewer, opened_in_emergency, team_of_record
from sherwood.access.emergency import REASONS
from sherwood.access.events import EMERGENCY_REVIEWED, audited
from sherwood.access.permissions import Permission, require
from sherwood.definitions.council import load_council
from sherwood.definitions.home import Home

MANAGER, GUARDIAN = "team_manager", "caldicott_guardian"
KIND = "emergency"


def open_record(
    home: Home, reader: Reader, viewer: Viewer, *, number: str, birth_date: dt.date, reason: str, words: str
) -> str | None:
    """Open one child's record to the viewer for the council's minutes and tell the record's managers and the guardians.

    Returns the record key; None where no such record may be opened, which is written to the trail as a refusal. Raises NotAllowed,
    AuditNotWritten.
    """
    from sherwood.office import audit, emergency

    key = opened_in_emergency(reader, viewer, number, birth_date, reason)
    if key is None:
        detail = {"page": "emergency", "of": reason}
        audit.append(audit.AuditRecord("refused", viewer.account_id, viewer.authority, detail=detail))
        return None
    emergency.begin(viewer.account_id, key, reason, words, load_council(home).emergency_minutes)
    _tell(reader, viewer, key, reason)
    return key


def review(viewer: Viewer, opening: int, verdict: str, words: str) -> None:
    """Keep what a guardian found of an opening; raises NotAllowed, AlreadyReviewed."""
    from sherwood.office import emergency

    require(viewer, Permission.EMERGENCY_REVIEW)
    known = next(each for each in emergency.VERDICTS if each == verdict)
    emergency.review(opening, viewer.account_id, known, words)
    audited(viewer, EMERGENCY_REVIEWED, (), {"of": f"opening {opening}", "verdict": verdict})


def _tell(reader: Reader, viewer: Viewer, key: str, reason: str) -> None:
    from sherwood.office import directory, notices

    today = dt.datetime.now(dt.UTC).date()
    team = team_of_record(reader, viewer.authority, key)
    managers = directory.holders(MANAGER, today, team) if team else ()
    told = dict.fromkeys((*managers, *directory.holders(GUARDIAN, today)))
    told.pop(viewer.account_id, None)
    words = f"{viewer.display_name} opened a record of your team in an emergency: {REASONS[reason].lower()}."
    notices.tell(told, KIND, words, key)
