"""Job: the inbox is landed, the warehouse built; a failure leaves yesterday's warehouse serving and says so."""

from __future__ import annotations

import datetime as dt
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from filelock import FileLock, Timeout

from sherwood.definitions.errors import Problem
from sherwood.definitions.home import Home
from sherwood.jobs.build import BuildResult, build
from sherwood.jobs.load import load_files
from sherwood.jobs.progress import Progress
from sherwood.jobs.quality_kept import keep_quality
from sherwood.jobs.runs import recorded
from sherwood.jobs.watching import tell_of_failure, tell_of_late_feeds, tell_of_warnings
from sherwood.sources import LoadReport

JOB = "refresh"
ZONE = "Europe/London"
DONE, REFUSED = "done", "refused"
KEPT_BESIDE = {DONE, REFUSED}


class RefreshRuns(Problem):
    """A refresh was asked for while another ran."""


@dataclass(frozen=True)
class Outcome:
    """What a refresh did, in words, and the command's exit code."""

    lines: tuple[str, ...]
    exit_code: int


def refresh(home: Home, authority: str, *, progress: Progress) -> Outcome:
    """Land what lies in the inbox and build if anything changed; files go to `inbox/done`, those refused to `inbox/refused`.

    One refresh runs at a time. The exit code is 1 if a file was refused, and the run is then kept with `files_refused`. Each run is kept
    with what it loaded, what it built, what its checks warn of, how many rules were asked and how long it took. One that was interrupted
    is simply run again: what had landed is known by its content, and the inbox is put away last.
    """
    home.inbox.mkdir(parents=True, exist_ok=True)
    with _alone(home), _watched(home, authority), recorded(home, JOB) as summary:
        waiting = _waiting(home.inbox)
        lines: list[str] = []
        refused: list[Path] = []
        exit_code = 0
        if waiting:
            report = load_files(home, authority, waiting, received=None, period=None, progress=progress)
            lines += list(report.lines())
            refused = [Path(entry.path) for entry in report.files if entry.status == "refused"]
            exit_code = report.exit_code
            summary.update(_counts(report))
        result = build(home, authority, progress=progress)
        lines += result.in_words()
        lines += _put_aside(home.inbox, refused)
        _put_away(home.inbox, waiting)
        summary.update({"files_refused": bool(exit_code)} | _built(result))
        if result.changed:
            summary.update(_asked(keep_quality(home, authority, progress)))
            tell_of_warnings(home, result.warnings, dt.datetime.now(ZoneInfo(ZONE)))
    return Outcome(tuple(lines), exit_code)


@contextmanager
def _watched(home: Home, authority: str) -> Iterator[None]:
    """Tell whoever looks after the data that a refresh failed, and after each of feeds that are late."""
    begun = dt.datetime.now(ZoneInfo(ZONE))
    try:
        yield
    except Exception as failure:
        tell_of_failure(home, type(failure).__name__, begun)
        raise
    finally:
        tell_of_late_feeds(home, authority, begun.date())


def _counts(report: LoadReport) -> dict[str, int]:
    """What came: files and rows, as the office keeps them."""
    loaded = [entry for entry in report.files if entry.status == "loaded"]
    return {
        "files_loaded": len(loaded),
        "rows_accepted": sum(entry.counts.rows_accepted for entry in loaded),
        "rows_rejected": sum(entry.counts.rows_rejected for entry in loaded),
    }


def _built(result: BuildResult) -> dict[str, Any]:
    """What was built: which build, whether it is new, the tables it took over as they were, and the warnings of its checks."""
    found: dict[str, Any] = {"build": result.manifest["build_id"], "changed": result.changed}
    if result.changed:
        found |= {"tables_taken_over": result.manifest["tables_taken_over"], "warnings": len(result.warnings)}
    return found


def _asked(rows: list[Mapping[str, Any]]) -> dict[str, int]:
    """What the rules did: how many ran, were skipped for want of a table, and failed."""
    states = Counter(row["state"] for row in rows if row["state"])
    return {f"rules_{state}": states[state] for state in ("ran", "skipped", "failed")}


@contextmanager
def _alone(home: Home) -> Iterator[None]:
    """Let one refresh run at a time; raise RefreshRuns at once where another does, for it will do this one's work."""
    lock = home.lock(JOB)
    lock.parent.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(lock, timeout=0):
            yield
    except Timeout as error:
        raise RefreshRuns(
            "another refresh runs already: wait for it to end; `sherwood status` shows the last runs"
        ) from error


def _waiting(inbox: Path) -> list[Path]:
    return sorted(path for path in inbox.iterdir() if path.name not in KEPT_BESIDE and not path.name.startswith("."))


def _put_aside(inbox: Path, refused: list[Path]) -> list[str]:
    """Move each refused file to `inbox/refused`, in the folder it came in, and say so; a later one takes the earlier one's place."""
    lines = []
    for path in dict.fromkeys(refused):
        if not (path.is_file() and path.is_relative_to(inbox)):
            continue
        target = inbox / REFUSED / path.relative_to(inbox)
        target.parent.mkdir(parents=True, exist_ok=True)
        path.replace(target)
        lines.append(f"{path.name} was refused and lies in {target.parent}: put it right and into the inbox again.")
    return lines


def _put_away(inbox: Path, landed: list[Path]) -> None:
    """Move landed files aside: landing holds the truth, the copies are for whoever asks what was put in."""
    for path in landed:
        if not path.exists() or _is_emptied(path):
            continue
        target = inbox / DONE / path.name
        target.parent.mkdir(exist_ok=True)
        if target.is_dir():
            shutil.rmtree(target)
        path.replace(target)


def _is_emptied(path: Path) -> bool:
    """Take away a folder all of whose files were refused and moved; tell whether it was one."""
    if not path.is_dir() or any(each.is_file() for each in path.rglob("*")):
        return False
    shutil.rmtree(path)
    return True
