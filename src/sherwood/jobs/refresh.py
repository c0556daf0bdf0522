"""Job: the inbox is landed, the warehouse built; a failure leaves yesterday's warehouse serving and says so."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sherwood.definitions.home import Home
from sherwood.jobs.build import build
from sherwood.jobs.load import load_files
from sherwood.jobs.progress import Progress
from sherwood.office.presence import has_accounts

JOB = "refresh"


@dataclass(frozen=True)
class Outcome:
    """What a refresh did, in words, and the command's exit code."""

    lines: tuple[str, ...]
    exit_code: int


def refresh(home: Home, authority: str, *, progress: Progress) -> Outcome:
    """Land what lies in the inbox, keep those files under `inbox/done`, then build if anything changed."""
    home.inbox.mkdir(parents=True, exist_ok=True)
    with _recorded(home) as summary:
        waiting = _waiting(home.inbox)
        lines: list[str] = []
        exit_code = 0
        if waiting:
            report = load_files(home, authority, waiting, received=None, period=None, progress=progress)
            lines += list(report.lines())
            exit_code = report.exit_code
        result = build(home, authority, progress=progress)
        lines += result.in_words()
        _put_away(home.inbox, waiting)
        summary |= {"build": result.manifest["build_id"], "changed": result.changed, "files_refused": bool(exit_code)}
    return Outcome(tuple(lines), exit_code)


def _waiting(inbox: Path) -> list[Path]:
    return sorted(path for path in inbox.iterdir() if path.name != "done" and not path.name.startswith("."))


def _put_away(inbox: Path, landed: list[Path]) -> None:
    """Move landed files aside: landing holds the truth, the copies are for whoever asks what was put in."""
    for path in landed:
        target = inbox / "done" / path.name
        target.parent.mkdir(exist_ok=True)
        if target.is_dir():
            shutil.rmtree(target)
        path.replace(target)


@contextmanager
def _recorded(home: Home) -> Iterator[dict[str, Any]]:
    """Keep the run in the office where there is one; a failed run is kept as failed and the failure goes on."""
    summary: dict[str, Any] = {}
    if not has_accounts(home):
        yield summary
        return
    from sherwood.office import setup

    setup.prepare(home)
    from sherwood.office import job_runs

    run = job_runs.start(JOB)
    try:
        yield summary
    except BaseException as failure:
        job_runs.finish(run, "failed", {"failure": type(failure).__name__})
        raise
    job_runs.finish(run, "done", summary)
