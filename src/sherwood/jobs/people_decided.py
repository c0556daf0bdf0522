"""Job: what people wrote that decides who is who: decisions on pairs, and records whose addresses are never used."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sherwood import identity
from sherwood.access import LINK_DECIDED, Permission, Viewer, audited, is_record, require
from sherwood.definitions.errors import Problem
from sherwood.definitions.home import Home
from sherwood.office.presence import has_accounts
from sherwood.store import Reader

_LONDON = ZoneInfo("Europe/London")
_LENGTH = 16


@dataclass(frozen=True)
class PeopleDecided:
    """Decisions on pairs of records, and the keys of records that were restricted by hand, whose addresses nobody may match by."""

    decisions: tuple[identity.Decision, ...] = ()
    hidden: frozenset[str] = frozenset()

    def in_manifest(self) -> dict[str, str]:
        """What a build says of them beside its linkage model: a fingerprint, so that a new decision makes a new build."""
        told = {"linkage": identity.model_hash()}
        if self.decisions or self.hidden:
            text = json.dumps([self.decisions, sorted(self.hidden)])
            told["decisions"] = f"{len(self.decisions)} {hashlib.sha256(text.encode()).hexdigest()[:_LENGTH]}"
        return told


def people_decided(home: Home, known_at: dt.date | None = None) -> PeopleDecided:
    """What was decided by the end of the day `known_at`; restrictions are always those of today, for they protect people now."""
    if not has_accounts(home):
        return PeopleDecided()
    from sherwood.office import setup

    setup.prepare(home)
    from sherwood.office import directory, linking

    until = dt.datetime.combine(known_at, dt.time.max, _LONDON) if known_at else None
    made = tuple(identity.Decision(*each) for each in linking.decisions(until))
    today = dt.datetime.now(_LONDON).date()
    return PeopleDecided(made, frozenset(key for key, _ in directory.restricted_records(today)))


def decide(home: Home, viewer: Viewer, first: str, second: str, *, is_same: bool, reason: str) -> None:
    """Keep what the viewer decided of two records; it counts from the next build on, and for ever.

    Raises NotAllowed without the permission, Problem for a key that names no record or the same one twice.
    """
    require(viewer, Permission.IDENTITY_DECIDE)
    reader = Reader.current(home, viewer.authority)
    if first == second:
        raise Problem("these are one record: name two")
    for key in (first, second):
        if not is_record(reader, viewer.authority, key):
            raise Problem(
                f"'{key}' names no record of the warehouse: `sherwood identity review` lists the pairs that wait"
            )
    audited(viewer, LINK_DECIDED, (first, second), {"of": "one person" if is_same else "two people"})
    from sherwood.office import linking

    linking.decide(viewer.account_id, first, second, is_same=is_same, reason=reason)
