"""Job: a figure or a record is flagged as wrong, whoever can mend it is told, and the answer reaches whoever flagged it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from sherwood.access import Permission, Reader, Viewer, audited, may, person_for, require, team_of_record
from sherwood.access.events import CHILD_LIST_SEEN, FLAG_ANSWERED, FLAG_RAISED

if TYPE_CHECKING:
    from sherwood.office.flags import Flagged

KIND = "flag"
MANAGER, OFFICER = "team_manager", "data_quality_officer"


def raise_flag(reader: Reader, viewer: Viewer, of: str, record_key: str, words: str) -> bool:
    """Keep that the viewer holds a figure or a record to be wrong, written to the trail first, and tell who can mend it.

    False for a child the viewer may not open, which is nobody's. Raises NotAllowed, AuditNotWritten.
    """
    from sherwood.office import flags

    require(viewer, Permission.CHILDREN_LIST if record_key else Permission.MEASURE_READ)
    if record_key and person_for(reader, record_key, viewer) is None:
        return False
    team = team_of_record(reader, viewer.authority, record_key) if record_key else next(iter(viewer.team_ids), None)
    audited(viewer, FLAG_RAISED, (record_key,) if record_key else (), {"of": of})
    flags.raise_flag(viewer.account_id, viewer.authority, of, record_key, team or "", words)
    _tell(_menders(team), viewer, "A figure or a record was flagged as wrong: see Flags.", record_key)
    return True


def answer(reader: Reader, viewer: Viewer, flag_id: str, state: str, words: str) -> bool:
    """Keep what the viewer answers to a flag that they may mend, written to the trail first, and tell whoever raised it.

    False for a flag that is none of theirs. Raises NotAllowed, AuditNotWritten, ValueError for an unknown state.
    """
    from sherwood.office import flags

    require(viewer, Permission.FLAGS_ANSWER)
    flag = next((each for each in _mendable(reader, viewer) if each.id == flag_id), None)
    if flag is None:
        return False
    audited(viewer, FLAG_ANSWERED, (flag.record_key,) if flag.record_key else (), {"of": flag.of, "state": state})
    flags.answer(viewer.account_id, flag.id, state, words)
    _tell((flag.by_id,), viewer, "What you flagged as wrong was answered: see Flags.", flag.record_key)
    return True


def to_mend(reader: Reader, viewer: Viewer) -> list[Flagged]:
    """The flags that the viewer can mend: of children they may open, and of figures of their teams or, for the county, of all.

    What is said of children is written to the trail.
    """
    return _listed(viewer, _mendable(reader, viewer))


def _mendable(reader: Reader, viewer: Viewer) -> list[Flagged]:
    from sherwood.office import flags

    if not may(viewer, Permission.FLAGS_ANSWER):
        return []
    return _open_to(reader, viewer, flags.of_authority(viewer.authority))


def own(reader: Reader, viewer: Viewer) -> list[Flagged]:
    """What the viewer flagged; of a child whom they may no longer open nothing but how it stands. Written to the trail."""
    from sherwood.office import flags

    return _listed(viewer, _own(reader, viewer, flags.of_authority(viewer.authority)))


def known(reader: Reader, viewer: Viewer, of: str, record_keys: Collection[str] = ()) -> list[Flagged]:
    """The flags of a page and of these records that the viewer raised or can mend."""
    from sherwood.office import flags

    found = flags.about(viewer.authority, of, record_keys)
    mendable = _open_to(reader, viewer, found) if may(viewer, Permission.FLAGS_ANSWER) else []
    return list({each.id: each for each in (*mendable, *_own(reader, viewer, found))}.values())


def _listed(viewer: Viewer, found: list[Flagged]) -> list[Flagged]:
    """These flags, once it is written of which children they speak; of figures alone there is no child to write."""
    if seen := tuple(dict.fromkeys(each.record_key for each in found if each.record_key)):
        audited(viewer, CHILD_LIST_SEEN, seen, {"of": "flags", "rows": len(found)})
    return found


def _open_to(reader: Reader, viewer: Viewer, found: Iterable[Flagged]) -> list[Flagged]:
    return [
        each
        for each in found
        if (_may_open(reader, viewer, each) if each.record_key else viewer.county or each.team in viewer.team_ids)
    ]


def _own(reader: Reader, viewer: Viewer, found: Iterable[Flagged]) -> list[Flagged]:
    mine = [each for each in found if each.by_id == viewer.account_id]
    return [each if not each.record_key or _may_open(reader, viewer, each) else _closed(each) for each in mine]


def _closed(flag: Flagged) -> Flagged:
    """How a flag stands and no more: neither what was said of the record, nor what was answered, is for whom it is closed to."""
    answers = tuple(replace(each, words="") for each in flag.answers)
    return replace(flag, record_key="", words="", answers=answers)


def _may_open(reader: Reader, viewer: Viewer, flag: Flagged) -> bool:
    return may(viewer, Permission.CHILDREN_LIST) and person_for(reader, flag.record_key, viewer) is not None


def _menders(team: str | None) -> tuple[str, ...]:
    from sherwood.office import directory

    today = dt.datetime.now(dt.UTC).date()
    managers = directory.holders(MANAGER, today, team) if team else ()
    return (*managers, *directory.holders(OFFICER, today))


def _tell(accounts: Iterable[str], viewer: Viewer, words: str, record_key: str) -> None:
    from sherwood.office import notices

    told = dict.fromkeys(map(str, accounts))
    told.pop(viewer.account_id, None)
    notices.tell(told, KIND, words, record_key)
