"""The office's record of jobs: when each ran, how it ended and what it did."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from django.db import models


class JobRun(models.Model):
    """One run of one job; `state` is running, done or failed."""

    id: int

    job: models.CharField[str, str] = models.CharField(max_length=64, db_index=True)
    started: models.DateTimeField[dt.datetime, dt.datetime] = models.DateTimeField()
    finished: models.DateTimeField[dt.datetime | None, dt.datetime | None] = models.DateTimeField(null=True, blank=True)
    state: models.CharField[str, str] = models.CharField(max_length=16)
    summary: models.JSONField[Any, Any] = models.JSONField(default=dict)

    class Meta:
        """The newest run comes first."""

        ordering: ClassVar[list[str]] = ["-id"]

    def __str__(self) -> str:
        return f"{self.job} {self.state}"
