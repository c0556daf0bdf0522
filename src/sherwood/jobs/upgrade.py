"""Job: the office of an older version is copied, then brought up to date; only this changes an office that is in use."""

from __future__ import annotations

import datetime as dt

from sherwood.definitions.errors import Problem
from sherwood.definitions.home import Home


class UpgradeFailed(Problem):
    """The office was not brought up to date; the message says where its copy is and what to do."""


def upgrade(home: Home, *, is_backed_up: bool = False) -> list[str]:
    """Bring the office up to date and return what was done, in words; an office that is up to date is left alone.

    A SQLite office is copied into the home's backups first. A server's office has the council's own backup: somebody has
    to say that it is there (`is_backed_up`). Raises UpgradeFailed, OfficeNotReady (no office yet), BackupFailed.
    """
    from sherwood.office import backups, setup

    if setup.is_migrated(home):
        return ["The office is up to date: nothing to do."]
    if not setup.is_begun(home):
        setup.require_migrated(home)
    if setup.is_on_server():
        if not is_backed_up:
            raise UpgradeFailed(
                "the office is on a database server, which Sherwood does not back up: make the council's own backup of it,"
                " then run `sherwood upgrade --yes`"
            )
        return _migrated(home, "the council's own backup of the server")
    copy = backups.back_up(home, dt.datetime.now(dt.UTC))
    return [f"The office as it was: {copy}", *_migrated(home, str(copy))]


def _migrated(home: Home, copy: str) -> list[str]:
    """Bring the tables up to date; a failure says which copy to go back to."""
    from sherwood.office import setup
    from sherwood.office.errors import MigrationFailed

    try:
        setup.migrate(home)
    except MigrationFailed as error:
        raise UpgradeFailed(f"{error}: put the former version of Sherwood back, and the office from {copy}") from error
    return ["The office is up to date."]
