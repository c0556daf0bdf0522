"""The office's audit trail: who did what when, which children's records it showed; nobody can change it."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from django.db import models

from sherwood.office.models.rights import RECORD_KEY_LENGTH


class AuditEvent(models.Model):
    """One thing somebody did. Accounts stand as plain ids: the trail outlives every other table."""

    id: int
    children: models.Manager[AuditChild]

    at: models.DateTimeField[dt.datetime, dt.datetime] = models.DateTimeField(db_index=True)
    account_id: models.CharField[str, str] = models.CharField(max_length=64, db_index=True)
    action: models.CharField[str, str] = models.CharField(max_length=64, db_index=True)
    authority: models.CharField[str, str] = models.CharField(max_length=64, blank=True, default="")
    # Every purpose of the viewer's roles, one after the other.
    purpose: models.CharField[str, str] = models.CharField(max_length=400, blank=True, default="")
    detail: models.JSONField[Any, Any] = models.JSONField(default=dict)

    class Meta:
        """The newest event comes first."""

        ordering: ClassVar[list[str]] = ["-id"]

    def __str__(self) -> str:
        return f"{self.action} at {self.at}"


class AuditChild(models.Model):
    """One child's record that an event showed."""

    event_id: int

    event: models.ForeignKey[AuditEvent, AuditEvent] = models.ForeignKey(
        AuditEvent, on_delete=models.PROTECT, related_name="children"
    )
    record_key: models.CharField[str, str] = models.CharField(max_length=RECORD_KEY_LENGTH, db_index=True)

    def __str__(self) -> str:
        return f"record shown by event {self.event_id}"


class AuditSeal(models.Model):
    """The seal of one event: its place in the trail and a digest that holds the event and the seal before it."""

    number: models.BigIntegerField[int, int] = models.BigIntegerField(primary_key=True)
    event_id: models.BigIntegerField[int, int] = models.BigIntegerField(unique=True)
    digest: models.CharField[str, str] = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return f"seal of entry {self.number}"
