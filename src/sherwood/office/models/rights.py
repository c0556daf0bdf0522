"""The office's exceptions to scope: named grants to one child's record, and records restricted beyond a role."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.db import models

from sherwood.office.models.account import Account

RECORD_KEY_LENGTH = 64


class Grant(models.Model):
    """Leave for one account to open one restricted record between two days, both included, and who gave it why."""

    account: models.ForeignKey[Account, Account] = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="grants"
    )
    record_key: models.CharField[str, str] = models.CharField(max_length=RECORD_KEY_LENGTH, db_index=True)
    reason: models.CharField[str, str] = models.CharField(max_length=500)
    from_date: models.DateField[dt.date, dt.date] = models.DateField()
    to_date: models.DateField[dt.date | None, dt.date | None] = models.DateField(null=True, blank=True)
    given_by: models.ForeignKey[Account | None, Account | None] = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="grants_given", null=True
    )
    given_at: models.DateTimeField[dt.datetime, dt.datetime] = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Grants are listed in the order they begin."""

        ordering: ClassVar[list[str]] = ["from_date", "id"]

    def __str__(self) -> str:
        return f"grant from {self.from_date}"


class RestrictedRecord(models.Model):
    """A record closed to everybody without a named grant, between two days, both included, for a catalogued reason."""

    record_key: models.CharField[str, str] = models.CharField(max_length=RECORD_KEY_LENGTH, db_index=True)
    reason: models.CharField[str, str] = models.CharField(max_length=64)
    from_date: models.DateField[dt.date, dt.date] = models.DateField()
    to_date: models.DateField[dt.date | None, dt.date | None] = models.DateField(null=True, blank=True)
    note: models.CharField[str, str] = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        """Restrictions are listed in the order they begin."""

        ordering: ClassVar[list[str]] = ["from_date", "id"]

    def __str__(self) -> str:
        return f"restricted ({self.reason}) from {self.from_date}"
