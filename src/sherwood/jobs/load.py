"""Job: land files or folders for an authority, and list what was rejected."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path

from filelock import FileLock

from sherwood.definitions.home import Home
from sherwood.jobs.progress import Progress
from sherwood.sources import LoadReport, Problem
from sherwood.sources import load as land
from sherwood.sources import rejected as problems_of


def load_files(
    home: Home,
    authority: str,
    paths: Sequence[Path],
    *,
    received: dt.date | None,
    period: str | None,
    progress: Progress,
) -> LoadReport:
    """Land the files one process at a time, so that deliveries keep one order; returns what became of each file."""
    lock = home.lock(f"land-{authority}")
    lock.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(lock):
        return land(home, authority, paths, received=received, period=period, progress=progress)


def rejected_rows(home: Home, authority: str) -> Iterator[Problem]:
    """Yield every rejected row and emptied cell of the deliveries that stand."""
    return problems_of(home, authority)
