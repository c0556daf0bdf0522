"""Job: the record of runs: begun, ended, how long it took and what it did; in the office, or in the logs of a home without one."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from sherwood.definitions.home import Home
from sherwood.office.presence import has_accounts

RUNS_FILE = "runs.jsonl"


@contextmanager
def recorded(home: Home, job: str) -> Iterator[dict[str, Any]]:
    """Keep a run with what is put into the summary; a failed one by the kind of failure alone, and the failure goes on."""
    summary: dict[str, Any] = {}
    begun = dt.datetime.now(dt.UTC)
    run = _begin(home, job)
    try:
        yield summary
    except BaseException as failure:
        _end(home, job, run, begun, "failed", {"failure": type(failure).__name__})
        raise
    seconds = round((dt.datetime.now(dt.UTC) - begun).total_seconds(), 1)
    _end(home, job, run, begun, "done", summary | {"seconds": seconds})


def latest(home: Home, most: int) -> list[Mapping[str, Any]]:
    """Return the last runs, newest first."""
    if not has_accounts(home):
        return _from_log(home, most)
    from sherwood.office import setup

    setup.prepare(home)
    from sherwood.office import job_runs

    return [
        {
            "job": run.job,
            "state": run.state,
            "started": run.started.isoformat(timespec="seconds"),
            "summary": dict(run.summary),
        }
        for run in job_runs.latest(most)
    ]


def _begin(home: Home, job: str) -> int | None:
    """Note in the office that a run has begun; None where there is no office."""
    if not has_accounts(home):
        return None
    from sherwood.office import setup

    setup.prepare(home)
    from sherwood.office import job_runs

    return job_runs.start(job)


def _end(home: Home, job: str, run: int | None, begun: dt.datetime, state: str, summary: Mapping[str, Any]) -> None:
    if run is not None:
        from sherwood.office import job_runs

        job_runs.finish(run, "done" if state == "done" else "failed", summary)
        return
    line = {"job": job, "state": state, "started": begun.isoformat(timespec="seconds"), "summary": dict(summary)}
    home.logs.mkdir(parents=True, exist_ok=True)
    with (home.logs / RUNS_FILE).open("a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")


def _from_log(home: Home, most: int) -> list[Mapping[str, Any]]:
    """Read the last lines; one that a kill cut short is passed over."""
    file = home.logs / RUNS_FILE
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    return [json.loads(line) for line in reversed(lines) if line.endswith("}}")][:most]
