"""Sources: reads and types many large files at once, a process to a core, so that their rows are there when each delivery asks for them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import suppress
from multiprocessing import get_context
from typing import NamedTuple

from sherwood.definitions.catalogue import Catalogue, load_catalogue
from sherwood.definitions.home import Home
from sherwood.sources.errors import Refused
from sherwood.sources.kinds import FileKind
from sherwood.sources.landing.places import Landing
from sherwood.sources.placing import Placed
from sherwood.sources.recognising import MEGABYTE, Recognised
from sherwood.sources.report import Progress
from sherwood.sources.rereading import RowKeeper

# Below this a second process costs more than it saves: it must start and read the catalogue first.
WORTH_IT = 40 * MEGABYTE
_MOST_PROCESSES = 4


class _Task(NamedTuple):
    """One file to read: which feed's, of which kind and table, for which period, under which load and name."""

    feed: str
    kind: FileKind
    table: str
    period: str
    load: str
    name: str
    digest: str


def read_ahead(home: Home, landing: Landing, files: Sequence[Placed], progress: Progress) -> None:
    """Type the files whose rows are not there yet, in several processes, if together they are large enough.

    There is one process more than there are cores, for each waits for the disk at times. A file that can't be read is left alone: whoever
    asks for its rows next meets the same refusal and says so.
    """
    sizes = {file.load: file.file.kept.stat().st_size for file in files}
    cores = len(os.sched_getaffinity(0))
    if sum(sizes.values()) < WORTH_IT or cores < 2:
        return
    # The largest first, so that none is left to the end alone; the same content under two names is one load, read once.
    tasks = sorted({file.load: _task(file) for file in files}.values(), key=lambda each: (-sizes[each.load], each))
    with ProcessPoolExecutor(min(_MOST_PROCESSES, cores + 1), get_context("spawn"), _prepare, (home, landing)) as pool:
        waiting = {pool.submit(_read, task): task for task in tasks}
        for done, future in enumerate(as_completed(waiting)):
            future.result()
            progress("read", waiting[future].name, done, len(tasks))


def _task(file: Placed) -> _Task:
    found = file.file.found
    name = file.file.arrival.path.name
    return _Task(found.feed.id, found.kind, found.table, file.period, file.load, name, file.file.digest)


_prepared: dict[str, tuple[Landing, Catalogue]] = {}


def _prepare(home: Home, landing: Landing) -> None:
    """Load the catalogue once in each process."""
    _prepared["here"] = landing, load_catalogue(home.council)


def _read(task: _Task) -> None:
    landing, catalogue = _prepared["here"]
    found = Recognised(catalogue.feeds[task.feed], task.kind, task.table)
    content = landing.file(task.digest).read_bytes()
    with suppress(Refused):
        RowKeeper(landing, catalogue).arriving(found, task.period, task.load, task.name, content)
