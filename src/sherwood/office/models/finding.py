"""The office's word on what a scan found: what people made of it, who does what by when, kept in the order it was said."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.db import models

from sherwood.office.models.account import Account

KEY_LENGTH = 16


class FindingNote(models.Model):
    """One thing said of one finding: accepted, dismissed, an action with its owner and day, or a comment. None is ever changed."""

    finding: models.CharField[str, str] = models.CharField(max_length=KEY_LENGTH, db_index=True)
    kind: models.CharField[str, str] = models.CharField(max_length=16)
    words: models.CharField[str, str] = models.CharField(max_length=500)
    owner: models.CharField[str, str] = models.CharField(max_length=100, blank=True)
    due: models.DateField[dt.date | None, dt.date | None] = models.DateField(null=True)
    noted_by: models.ForeignKey[Account, Account] = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="finding_notes"
    )
    noted_at: models.DateTimeField[dt.datetime, dt.datetime] = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Notes are listed in the order they were made."""

        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return f"note of {self.noted_at:%Y-%m-%d}"
