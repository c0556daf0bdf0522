"""The office's access tokens: what lets a spreadsheet read a person's figures. Only a hash of each is kept."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import ClassVar

from django.db import models

from sherwood.office.models.account import Account


class AccessToken(models.Model):
    """One token of one account: its name, the hash it is known by, its last day, and when it was taken back or last used."""

    id: int
    account_id: uuid.UUID

    account: models.ForeignKey[Account, Account] = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="access_tokens"
    )
    title: models.CharField[str, str] = models.CharField(max_length=100)
    digest: models.CharField[str, str] = models.CharField(max_length=64, unique=True)
    made_at: models.DateTimeField[dt.datetime, dt.datetime] = models.DateTimeField(auto_now_add=True)
    last_day: models.DateField[dt.date, dt.date] = models.DateField()
    revoked_at: models.DateTimeField[dt.datetime | None, dt.datetime | None] = models.DateTimeField(null=True)
    used_at: models.DateTimeField[dt.datetime | None, dt.datetime | None] = models.DateTimeField(null=True)

    class Meta:
        """The newest token comes first."""

        ordering: ClassVar[list[str]] = ["-id"]

    def __str__(self) -> str:
        return f"token of {self.made_at:%Y-%m-%d}"
