"""The office's word on records at fault: what people said of each, kept in the order it was said."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.db import models

from sherwood.office.models.account import Account


class FaultNote(models.Model):
    """One thing said of one fault of a record: said fixed, no error and why, or open again. None is ever changed.

    The fault is named by its rule, a record key of the child and which of the child's things it is, so that it is still known when a
    child's records are split or merged.
    """

    rule: models.CharField[str, str] = models.CharField(max_length=80)
    record_key: models.CharField[str, str] = models.CharField(max_length=26, db_index=True)
    subject: models.CharField[str, str] = models.CharField(max_length=100)
    feed: models.CharField[str, str] = models.CharField(max_length=40)
    state: models.CharField[str, str] = models.CharField(max_length=16)
    words: models.CharField[str, str] = models.CharField(max_length=500, blank=True)
    noted_by: models.ForeignKey[Account, Account] = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="fault_notes"
    )
    noted_at: models.DateTimeField[dt.datetime, dt.datetime] = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Notes are listed in the order they were made."""

        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return f"note of {self.noted_at:%Y-%m-%d}"
