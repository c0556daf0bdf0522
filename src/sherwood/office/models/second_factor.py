"""The office's second factors: a shared secret for codes that change every half minute, and codes to recover with, used once."""

from __future__ import annotations

import datetime as dt

from django.db import models

from sherwood.office.models.account import Account


class SecondFactor(models.Model):
    """An account's second factor. The secret is encrypted; `last_step` is the half minute of the last code taken, never taken again."""

    account_id: object

    account: models.OneToOneField[Account, Account] = models.OneToOneField(
        Account, on_delete=models.PROTECT, primary_key=True, related_name="second_factor"
    )
    secret: models.BinaryField[bytes, bytes] = models.BinaryField()
    confirmed_at: models.DateTimeField[dt.datetime | None, dt.datetime | None] = models.DateTimeField(null=True)
    last_step: models.BigIntegerField[int, int] = models.BigIntegerField(default=0)
    failures: models.IntegerField[int, int] = models.IntegerField(default=0)
    closed_until: models.DateTimeField[dt.datetime | None, dt.datetime | None] = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"second factor of {self.account_id}"


class RecoveryCode(models.Model):
    """One code that stands in for the second factor once; only its hash is kept."""

    account_id: object

    account: models.ForeignKey[Account, Account] = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="recovery_codes"
    )
    digest: models.CharField[str, str] = models.CharField(max_length=128)
    used_at: models.DateTimeField[dt.datetime | None, dt.datetime | None] = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"recovery code of {self.account_id}"
