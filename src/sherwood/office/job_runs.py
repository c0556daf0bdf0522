"""The office's record of jobs: started, finished, and the last run of each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django.utils import timezone

from sherwood.office import models

Outcome = Literal["done", "failed"]


@dataclass(frozen=True)
class JobRun:
    """One run of one job; `finished` is None and `state` is `running` until it ends."""

    id: int
    job: str
    started: dt.datetime
    finished: dt.datetime | None
    state: str
    summary: Mapping[str, Any]


def start(job: str) -> int:
    """Note that the job has begun; returns the number to finish it with."""
    return models.JobRun.objects.create(job=job, started=timezone.now(), state="running").id


def finish(run: int, state: Outcome, summary: Mapping[str, Any] | None = None) -> None:
    """Note how the run ended; the summary holds counts and names of builds, nothing about a child."""
    models.JobRun.objects.filter(id=run).update(state=state, finished=timezone.now(), summary=dict(summary or {}))


def last(job: str, state: str | None = None) -> JobRun | None:
    """Return the newest run of the job, or the newest that ended in `state`; None if there was none."""
    runs = models.JobRun.objects.filter(job=job)
    return _plain((runs.filter(state=state) if state else runs).first())


def latest(limit: int = 20) -> tuple[JobRun, ...]:
    """Return the newest runs of all jobs."""
    return tuple(filter(None, map(_plain, models.JobRun.objects.all()[:limit])))


def _plain(run: models.JobRun | None) -> JobRun | None:
    """Return the run as a plain object."""
    if run is None:
        return None
    return JobRun(run.id, run.job, run.started, run.finished, run.state, dict(run.summary))
