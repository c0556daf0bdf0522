"""The office's scenarios of the hub's demand: what a manager assumed, kept with who assumed it and when."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from django.db import models

from sherwood.office.models.account import Account

TITLE_LENGTH = 60


class HubScenario(models.Model):
    """One scenario as it was set; it is never changed, and another takes another name."""

    title: models.CharField[str, str] = models.CharField(max_length=TITLE_LENGTH, unique=True)
    settings: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField()
    made_by: models.ForeignKey[Account, Account] = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="hub_scenarios"
    )
    made_at: models.DateTimeField[dt.datetime, dt.datetime] = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Scenarios are listed in the order they were made."""

        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return self.title
