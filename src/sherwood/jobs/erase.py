"""Job: one person is erased from everything that is held: landing, builds, caches, and whatever is restored or arrives later."""

from __future__ import annotations

import datetime as dt
import shutil
from dataclasses import dataclass

from sherwood.access import records_of_person
from sherwood.definitions.errors import Problem
from sherwood.definitions.home import Home
from sherwood.jobs.build import build
from sherwood.jobs.progress import Progress
from sherwood.sources import Erasure, Erasures, erase_landed
from sherwood.store import Reader, remove_other_builds


@dataclass(frozen=True)
class PersonErased:
    """What erasing a person came to: their records, the rows and files these stood in, the builds that were removed."""

    records: int
    rows: int
    files: tuple[str, ...]
    builds: int


def keys_of_person(home: Home, authority: str, asked: str) -> tuple[str, ...]:
    """The keys of all records of the person that is asked for by a record key, or by `feed:number`.

    Raises Problem where the warehouse knows nobody of the kind.
    """
    found = records_of_person(Reader.current(home, authority), authority, asked)
    if not found:
        raise Problem("no record of that key or number is in the warehouse: give a record key, or feed:number")
    return found


def erase(home: Home, authority: str, asked: str, *, by: str, ground: str, progress: Progress) -> PersonErased:
    """Erase a person: every row of theirs in landing, every build that knew them, and their rows in files to come.

    The erasure is written down first, with record keys alone, so that one that is interrupted is finished by `finish_erasures`. The
    new warehouse is built before the old ones are removed. Raises Problem for somebody nobody knows, BuildFailed where no new
    warehouse could be made.
    """
    keys = keys_of_person(home, authority, asked)
    Erasures.of(home).add(Erasure(dt.datetime.now(dt.UTC).date(), authority, keys, by, ground))
    return finish_erasures(home, authority, records=len(keys), progress=progress)


def finish_erasures(home: Home, authority: str, *, records: int = 0, progress: Progress) -> PersonErased:
    """Take everybody erased out of what landed and of what was built of it; nothing where nothing of theirs is left."""
    gone = erase_landed(home, authority)
    removed = 0
    if gone.rows or records:
        build(home, authority, full=True, progress=progress)
        removed = remove_other_builds(home, authority)
        shutil.rmtree(home.pool, ignore_errors=True)
    return PersonErased(records, gone.rows, gone.files, removed)
