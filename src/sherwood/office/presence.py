"""The office's first question, answered without loading Django: whether this home has accounts at all."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing

from sherwood.definitions.home import Home

DATABASE_SETTING = "SHERWOOD_OFFICE_DATABASE"
FIRST_ACCOUNT = "SELECT 1 FROM office_account LIMIT 1"


def has_accounts(home: Home) -> bool:
    """Whether anybody can sign in to this home; a home without an office database, or not yet migrated, has nobody.

    Where accounts exist, `--as` is needed on the command line and the owner of the home is no longer its analyst.
    """
    if os.environ.get(DATABASE_SETTING):
        from sherwood.office import setup  # noqa: PLC0415 - the server's database is only reached through Django

        return setup.has_accounts_on_server(home)
    if not home.office.exists():
        return False
    with closing(sqlite3.connect(f"{home.office.as_uri()}?mode=ro", uri=True)) as office:
        if not office.execute("SELECT 1 FROM sqlite_master WHERE name = 'office_account'").fetchone():
            return False
        return office.execute(FIRST_ACCOUNT).fetchone() is not None
