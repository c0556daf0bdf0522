"""The office's word on families of a programme: what people decided, and what was claimed; none of it is ever changed."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from django.db import models

from sherwood.office.models.account import Account

KEY_LENGTH = 26


class FamilyNote(models.Model):
    """One thing said of one family by a named person; see `FamilyWord`."""

    family: models.CharField[str, str] = models.CharField(max_length=KEY_LENGTH, db_index=True)
    kind: models.CharField[str, str] = models.CharField(max_length=16)
    words: models.CharField[str, str] = models.CharField(max_length=500)
    subject: models.CharField[str, str] = models.CharField(max_length=200, blank=True)
    day: models.DateField[dt.date | None, dt.date | None] = models.DateField(null=True)
    shown: models.CharField[str, str] = models.CharField(max_length=100, blank=True)
    seconds: models.IntegerField[int | None, int | None] = models.IntegerField(null=True)
    members: models.JSONField[list[str], list[str]] = models.JSONField(default=list)
    noted_by: models.ForeignKey[Account, Account] = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="family_notes"
    )
    noted_at: models.DateTimeField[dt.datetime, dt.datetime] = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Notes are listed in the order they were made."""

        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return f"note of {self.noted_at:%Y-%m-%d}"


class FamilyClaim(models.Model):
    """One claim of a batch, frozen with its evidence; a result of one kind is claimed for a family once."""

    batch: models.CharField[str, str] = models.CharField(max_length=40, db_index=True)
    family: models.CharField[str, str] = models.CharField(max_length=KEY_LENGTH, db_index=True)
    kind: models.CharField[str, str] = models.CharField(max_length=16)
    programme: models.CharField[str, str] = models.CharField(max_length=16)
    rules: models.CharField[str, str] = models.CharField(max_length=64)
    claimed_on: models.DateField[dt.date, dt.date] = models.DateField()
    pounds: models.IntegerField[int, int] = models.IntegerField()
    members: models.JSONField[list[str], list[str]] = models.JSONField(default=list)
    evidence: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    claimed_by: models.ForeignKey[Account, Account] = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="family_claims"
    )
    claimed_at: models.DateTimeField[dt.datetime, dt.datetime] = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Claims are listed in the order they were made; one of a family stands in a batch once."""

        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["batch", "family"], name="one_claim_a_family_and_batch")
        ]

    def __str__(self) -> str:
        return f"claim of {self.claimed_on:%Y-%m-%d}"


class BatchNote(models.Model):
    """One thing done to a batch of claims after it was frozen: sampled, checked, signed off, withdrawn, repaid."""

    batch: models.CharField[str, str] = models.CharField(max_length=40, db_index=True)
    family: models.CharField[str, str] = models.CharField(max_length=KEY_LENGTH, blank=True)
    kind: models.CharField[str, str] = models.CharField(max_length=16)
    words: models.CharField[str, str] = models.CharField(max_length=500)
    detail: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    noted_by: models.ForeignKey[Account, Account] = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="batch_notes"
    )
    noted_at: models.DateTimeField[dt.datetime, dt.datetime] = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Notes are listed in the order they were made."""

        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return f"note of {self.noted_at:%Y-%m-%d}"
