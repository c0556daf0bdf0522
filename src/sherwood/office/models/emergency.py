"""The office's openings in an emergency, each with its reason, time limit and review, and the notices people are sent about them."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.db import models

from sherwood.office.models.account import Account
from sherwood.office.models.rights import RECORD_KEY_LENGTH


class EmergencyOpening(models.Model):
    """One record opened beyond a person's rights, for a reason, until a moment; `verdict` is empty until it is reviewed."""

    id: int
    account_id: object

    account: models.ForeignKey[Account, Account] = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="emergency_openings"
    )
    record_key: models.CharField[str, str] = models.CharField(max_length=RECORD_KEY_LENGTH, db_index=True)
    reason: models.CharField[str, str] = models.CharField(max_length=64)
    words: models.CharField[str, str] = models.CharField(max_length=500)
    opened_at: models.DateTimeField[dt.datetime, dt.datetime] = models.DateTimeField()
    until: models.DateTimeField[dt.datetime, dt.datetime] = models.DateTimeField(db_index=True)
    reviewed_by: models.ForeignKey[Account | None, Account | None] = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="emergency_openings_reviewed", null=True
    )
    reviewed_at: models.DateTimeField[dt.datetime | None, dt.datetime | None] = models.DateTimeField(null=True)
    verdict: models.CharField[str, str] = models.CharField(max_length=16, blank=True, default="")
    review_words: models.CharField[str, str] = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        """The newest opening comes first."""

        ordering: ClassVar[list[str]] = ["-id"]

    def __str__(self) -> str:
        return f"opened in an emergency at {self.opened_at}"


class Notice(models.Model):
    """Something one person has to know of; it names a record by key, never a child."""

    id: int

    account: models.ForeignKey[Account, Account] = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="notices"
    )
    kind: models.CharField[str, str] = models.CharField(max_length=32)
    record_key: models.CharField[str, str] = models.CharField(max_length=RECORD_KEY_LENGTH, blank=True, default="")
    words: models.CharField[str, str] = models.CharField(max_length=500)
    at: models.DateTimeField[dt.datetime, dt.datetime] = models.DateTimeField()
    read_at: models.DateTimeField[dt.datetime | None, dt.datetime | None] = models.DateTimeField(null=True)

    class Meta:
        """The newest notice comes first."""

        ordering: ClassVar[list[str]] = ["-id"]

    def __str__(self) -> str:
        return f"{self.kind} at {self.at}"
