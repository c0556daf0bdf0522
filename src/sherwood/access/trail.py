"""Access: where the record of who saw which child is written; if it cannot be, nothing is shown."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from sherwood.access.errors import AuditNotWritten

OWNER_FILE = "owner-audit.jsonl"
PRIVATE = 0o600


@dataclass(frozen=True)
class Entry:
    """One thing done: the act, who, for which authority and purposes, what was asked, and whose records were shown."""

    action: str
    account_id: str
    authority: str
    purpose: str
    detail: Mapping[str, str | int]
    record_keys: tuple[str, ...]


class Trail(Protocol):
    """Something that keeps entries for good."""

    def append(self, entry: Entry) -> None:
        """Write one entry; raises AuditNotWritten if it cannot be."""


class NoTrail:
    """A viewer without a trail, who can therefore be shown figures but never a child."""

    def append(self, entry: Entry) -> None:
        """Refuse: there is nowhere to write."""
        raise AuditNotWritten(f"'{entry.action}' cannot be written to an audit trail, so no child can be shown.")


@dataclass(frozen=True)
class OfficeTrail:
    """The office's audit table, for people with accounts."""

    def append(self, entry: Entry) -> None:
        """Write to the office; raises AuditNotWritten if it refuses."""
        # Django is loaded only where there are accounts.
        from sherwood.office import audit  # noqa: PLC0415
        from sherwood.office.errors import AuditUnavailable  # noqa: PLC0415

        fields = (entry.action, entry.account_id, entry.authority, entry.purpose, entry.detail, entry.record_keys)
        try:
            audit.append(audit.AuditRecord(*fields))
        except AuditUnavailable as error:
            raise AuditNotWritten(str(error)) from error


@dataclass(frozen=True)
class AtKeyboard:
    """A trail for whoever names an account at the command line, where no password proves that they are that person."""

    kept: Trail

    def append(self, entry: Entry) -> None:
        """Write the entry, marked so that it is never taken for a sign-in; raises AuditNotWritten."""
        self.kept.append(replace(entry, detail={**entry.detail, "through": "command line"}))


@dataclass(frozen=True)
class OwnerTrail:
    """A file of one line an entry in the home's logs, for the owner of a home without accounts."""

    folder: Path

    def append(self, entry: Entry) -> None:
        """Add a line, holding record keys only, and wait until it is on the disk; raises AuditNotWritten if it can't be."""
        line = {
            "at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
            "action": entry.action,
            "account": entry.account_id,
            "authority": entry.authority,
            "purpose": entry.purpose,
            "detail": dict(entry.detail),
            "record_keys": list(entry.record_keys),
        }
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            file = os.open(self.folder / OWNER_FILE, os.O_WRONLY | os.O_APPEND | os.O_CREAT, PRIVATE)
            with os.fdopen(file, "a", encoding="utf-8") as handle:
                handle.write(json.dumps(line) + "\n")
                handle.flush()
                os.fsync(handle.fileno())
        except OSError as error:
            place = self.folder / OWNER_FILE
            raise AuditNotWritten(
                f"the audit trail {place} cannot be written, so no child can be shown: {error.strerror}"
            ) from error
