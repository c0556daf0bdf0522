"""The office's attestations: that a purpose for which children's data are used still stands, said anew each year."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.db import models

from sherwood.office.models.account import Account


class Attestation(models.Model):
    """The word of a Caldicott Guardian that one purpose stands, on one day."""

    purpose: models.CharField[str, str] = models.CharField(max_length=64, db_index=True)
    on_date: models.DateField[dt.date, dt.date] = models.DateField()
    by: models.ForeignKey[Account, Account] = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="attestations"
    )

    class Meta:
        """The newest word comes first."""

        ordering: ClassVar[list[str]] = ["-on_date", "-id"]

    def __str__(self) -> str:
        return f"{self.purpose} attested on {self.on_date}"
