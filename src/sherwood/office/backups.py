"""The office's copies: a whole and checked copy of the SQLite file, made while others may be using it."""

from __future__ import annotations

import datetime as dt
import sqlite3
from contextlib import closing
from pathlib import Path

from sherwood.definitions.home import Home
from sherwood.office.errors import OfficeError


class BackupFailed(OfficeError):
    """No whole copy of the office could be made; nothing was changed."""


def back_up(home: Home, at: dt.datetime) -> Path:
    """Copy the office into the home's backups under this moment (UTC) and return the copy, readable by its owner alone.

    SQLite's own backup is used, so that a copy of an office in use is whole. Raises BackupFailed.
    """
    home.backups.mkdir(parents=True, exist_ok=True, mode=0o700)
    copy = home.backups / f"office-{at.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}.sqlite3"
    if copy.exists():
        raise BackupFailed(f"{copy} is there already: run the command again in a second")
    beside = copy.with_suffix(".part")
    beside.unlink(missing_ok=True)
    beside.touch(mode=0o600)
    try:
        _copy(home.office, beside)
    except sqlite3.Error as error:
        beside.unlink(missing_ok=True)
        raise BackupFailed(
            f"{home.office} could not be copied to {home.backups} ({error}): check the disk and its space; the office"
            " was not changed"
        ) from error
    return beside.replace(copy)


def _copy(office: Path, copy: Path) -> None:
    """Copy page by page and have the copy checked; raises sqlite3.Error."""
    with (
        closing(sqlite3.connect(f"{office.as_uri()}?mode=ro", uri=True)) as source,
        closing(sqlite3.connect(copy)) as target,
    ):
        source.backup(target)
        (answer,) = target.execute("PRAGMA integrity_check").fetchone()
        if answer != "ok":
            raise sqlite3.DatabaseError(answer)
