"""Store: the open warehouse files of this process, one connection a file, shared by every reader in it."""

import os
import threading
from pathlib import Path

import duckdb

from sherwood.store import places
from sherwood.store.errors import engine_errors_as

# The current build, the one before it while its last pages are answered, and two builds of earlier days.
_MOST_OPEN = 4

_opening = threading.Lock()
# By process too: a connection does not survive a fork, so a forked web worker opens its own.
_open: dict[tuple[int, Path], duckdb.DuckDBPyConnection] = {}


def connection_to(file: Path, threads: int) -> duckdb.DuckDBPyConnection:
    """Give the process's connection to one build, read-only and shut off from every other file.

    The engine allows one setting a file and process, so the first caller's number of threads stands. Raises StoreError
    if the file is damaged, FileNotFoundError if it is gone.
    """
    key = (os.getpid(), file.absolute())
    with _opening:
        connection = _open.pop(key, None) or _opened(file, threads)
        _open[key] = connection
        mine = [each for each in _open if each[0] == key[0]]
        for least_recently_used in mine[:-_MOST_OPEN]:
            # Let go, not closed: readers that still hold it finish their page, and then it closes by itself.
            del _open[least_recently_used]
        return connection


def forget(file: Path) -> None:
    """Let go of a file about to be replaced; else this process would go on reading the old one under its name."""
    with _opening:
        _open.pop((os.getpid(), file.absolute()), None)


def _opened(file: Path, threads: int) -> duckdb.DuckDBPyConnection:
    if not file.exists():
        raise FileNotFoundError(file)
    with engine_errors_as(f"the warehouse {file} cannot be opened: run `sherwood build --full` to build it again"):
        connection = duckdb.connect(
            str(file),
            read_only=True,
            config={**places.NO_DOWNLOADS, **places.SOUND_PLANS, "enable_external_access": False, "threads": threads},
        )
        connection.execute("SET GLOBAL TimeZone = 'UTC'")
        connection.execute("SET lock_configuration = true")
        return connection
