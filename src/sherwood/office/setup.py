"""The office's start: point Django at a home in this process, bring its database up to date."""

from __future__ import annotations

import logging.config
import os

import django
from django.conf import settings
from django.db import Error, connections

from sherwood.definitions.home import Home
from sherwood.office import home_settings
from sherwood.office.errors import MigrationFailed, OfficeNotReady

HOME_SETTING = "SHERWOOD_HOME"
SETTINGS_MODULE = "sherwood.office.settings"


def prepare(home: Home) -> None:
    """Have Django serve this home in this process; asking again for the same home does nothing.

    A process serves one home at a time: asking for another closes the first one's database and moves to the other.
    """
    home.root.mkdir(parents=True, exist_ok=True)
    home.logs.mkdir(parents=True, exist_ok=True)
    home_settings.static_root(home).mkdir(parents=True, exist_ok=True)
    if not settings.configured:
        _begin_with(home)
    elif home != settings.SHERWOOD_HOME:
        _move_to(home)


def migrate(home: Home) -> None:
    """Make or bring up to date the office database; only its owner may read the file. Raises MigrationFailed."""
    from django.core.management import call_command  # noqa: PLC0415 - commands load once Django is set up

    prepare(home)
    if not (is_on_server() or home.office.exists()):
        home.office.touch(mode=0o600)
    try:
        call_command("migrate", verbosity=0, interactive=False)
    except Error as error:
        raise MigrationFailed(
            f"the office of {home.root} could not be brought up to date ({type(error).__name__})"
        ) from error


def is_migrated(home: Home) -> bool:
    """Whether the office database is as this version of Sherwood needs it; `serve` refuses one that is not."""
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415 - needs Django set up

    prepare(home)
    if not (is_on_server() or home.office.exists()):
        return False
    executor = MigrationExecutor(connections["default"])
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def is_begun(home: Home) -> bool:
    """Whether this home has an office at all, of this version of Sherwood or an older one."""
    from django.db.migrations.recorder import MigrationRecorder  # noqa: PLC0415 - needs Django set up

    prepare(home)
    return (is_on_server() or home.office.exists()) and MigrationRecorder(connections["default"]).has_table()


def is_on_server() -> bool:
    """Whether the office prepared in this process is a server's database, not a file of the home."""
    return "sqlite3" not in settings.DATABASES["default"]["ENGINE"]


def require_migrated(home: Home) -> None:
    """Go on only with an office that is as this version needs it; raises OfficeNotReady naming the command that mends it."""
    if is_migrated(home):
        return
    if is_begun(home):
        raise OfficeNotReady(
            f"the office database of {home.root} is of an older version of Sherwood: stop the website, run"
            " `sherwood upgrade`, which copies it before it changes anything, and start again"
        )
    raise OfficeNotReady(f"{home.root} has no office database yet: `sherwood user add` makes it with the first account")


def has_accounts_on_server(home: Home) -> bool:
    """Whether a server's office database has accounts; False until it is migrated."""
    prepare(home)
    from sherwood.office.models import Account  # noqa: PLC0415 - models load once Django is set up

    office = connections["default"]
    return Account._meta.db_table in office.introspection.table_names() and Account.objects.exists()


def close() -> None:
    """Close this thread's connections, as a process must before it makes another by forking."""
    connections.close_all()


def _begin_with(home: Home) -> None:
    """Load Django for its first home; the settings module reads the home from the environment."""
    before = os.environ.get(HOME_SETTING)
    os.environ[HOME_SETTING] = str(home.root)
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS_MODULE
    try:
        django.setup()
    finally:
        if before is None:
            del os.environ[HOME_SETTING]
        else:
            os.environ[HOME_SETTING] = before


def _move_to(home: Home) -> None:
    """Leave the home served so far for another one."""
    close()
    moved = home_settings.of(home)
    connections.settings["default"].update(moved.pop("DATABASES")["default"])
    for name, value in moved.items():
        setattr(settings, name, value)
    logging.config.dictConfig(moved["LOGGING"])
