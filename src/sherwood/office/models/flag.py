"""The office's word on figures and records that somebody holds to be wrong, and what was answered."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import ClassVar

from django.db import models

from sherwood.office.models.account import Account

WORDS = 500


class Flag(models.Model):
    """One figure or one child's record that a named person holds to be wrong, and why. None is ever changed.

    `of` names the page it was seen on, as `report:area/name`, `measure:area/name` or `child`; `record_key` is a record key of the
    child, empty for a figure; `team` is the team that can mend it, empty where none is known.
    """

    id: models.UUIDField[uuid.UUID, uuid.UUID] = models.UUIDField(primary_key=True, default=uuid.uuid4)
    authority: models.CharField[str, str] = models.CharField(max_length=40, db_index=True)
    of: models.CharField[str, str] = models.CharField(max_length=120, db_index=True)
    record_key: models.CharField[str, str] = models.CharField(max_length=26, blank=True, db_index=True)
    team: models.CharField[str, str] = models.CharField(max_length=80, blank=True)
    words: models.CharField[str, str] = models.CharField(max_length=WORDS)
    raised_by: models.ForeignKey[Account, Account] = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="flags"
    )
    raised_at: models.DateTimeField[dt.datetime, dt.datetime] = models.DateTimeField(auto_now_add=True)
    answers: models.Manager[FlagAnswer]

    class Meta:
        """The newest first."""

        ordering: ClassVar[list[str]] = ["-raised_at", "id"]

    def __str__(self) -> str:
        return f"flag of {self.raised_at:%Y-%m-%d}"


class FlagAnswer(models.Model):
    """One answer to a flag: mended, not wrong, or open again, and why. None is ever changed; the last one stands."""

    flag: models.ForeignKey[Flag, Flag] = models.ForeignKey(Flag, on_delete=models.CASCADE, related_name="answers")
    state: models.CharField[str, str] = models.CharField(max_length=16)
    words: models.CharField[str, str] = models.CharField(max_length=WORDS)
    answered_by: models.ForeignKey[Account, Account] = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="flag_answers"
    )
    answered_at: models.DateTimeField[dt.datetime, dt.datetime] = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Answers are told in the order they were given."""

        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return f"answer of {self.answered_at:%Y-%m-%d}"
