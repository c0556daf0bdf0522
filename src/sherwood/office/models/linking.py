"""The office's word on who is who: what a named person decided of two records, kept for ever."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.db import models

from sherwood.office.models.account import Account
from sherwood.office.models.rights import RECORD_KEY_LENGTH


class LinkDecision(models.Model):
    """Two records are one person, or never are: who decided it, when and why. The latest word of a pair counts; none is ever changed."""

    record_key: models.CharField[str, str] = models.CharField(max_length=RECORD_KEY_LENGTH, db_index=True)
    other_record_key: models.CharField[str, str] = models.CharField(max_length=RECORD_KEY_LENGTH, db_index=True)
    is_same: models.BooleanField[bool, bool] = models.BooleanField()
    reason: models.CharField[str, str] = models.CharField(max_length=500)
    decided_by: models.ForeignKey[Account, Account] = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="link_decisions"
    )
    decided_at: models.DateTimeField[dt.datetime, dt.datetime] = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Decisions are listed in the order they were made."""

        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return f"decision of {self.decided_at:%Y-%m-%d}"
