"""The office's word on what people made for themselves: views kept, pinned, sent by mail, dates noted, pages opened."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any, ClassVar

from django.db import models

from sherwood.office.models.account import Account

NAME_LENGTH = 150


class SavedView(models.Model):
    """What somebody chose to see, by name: choices alone and no figure, so that each who opens it is shown their own scope.

    `roles` are those it is shared with. One that is taken back stays, for what was sent of it names it.
    """

    owner_id: uuid.UUID

    id: models.UUIDField[uuid.UUID, uuid.UUID] = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner: models.ForeignKey[Account, Account] = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="saved_views"
    )
    title: models.CharField[str, str] = models.CharField(max_length=NAME_LENGTH)
    choices: models.JSONField[Any, Any] = models.JSONField(default=list)
    roles: models.JSONField[Any, Any] = models.JSONField(default=list)
    saved_at: models.DateTimeField[dt.datetime, dt.datetime] = models.DateTimeField(auto_now=True)
    is_withdrawn: models.BooleanField[bool, bool] = models.BooleanField(default=False)

    class Meta:
        """Views are listed by title."""

        ordering: ClassVar[list[str]] = ["title", "id"]

    def __str__(self) -> str:
        return f"view of {self.saved_at:%Y-%m-%d}"


class Pin(models.Model):
    """A report, measure or view that somebody keeps on their home page."""

    account: models.ForeignKey[Account, Account] = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="pins"
    )
    kind: models.CharField[str, str] = models.CharField(max_length=16)
    name: models.CharField[str, str] = models.CharField(max_length=NAME_LENGTH)

    class Meta:
        """A thing is pinned once, and pins stand in the order they were made."""

        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["account", "kind", "name"], name="pinned_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"


class Opened(models.Model):
    """How often one person opened one report, measure or view, and when last; never which child was on it."""

    account: models.ForeignKey[Account, Account] = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="opened"
    )
    kind: models.CharField[str, str] = models.CharField(max_length=16)
    name: models.CharField[str, str] = models.CharField(max_length=NAME_LENGTH)
    times: models.PositiveIntegerField[int, int] = models.PositiveIntegerField(default=1)
    last_at: models.DateTimeField[dt.datetime, dt.datetime] = models.DateTimeField(db_index=True)

    class Meta:
        """One row for each person and thing, the latest first."""

        ordering: ClassVar[list[str]] = ["-last_at", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["account", "kind", "name"], name="opened_counted_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"


class Subscription(models.Model):
    """A report or view that somebody is sent by mail, every so often, from `next_on` on."""

    id: int
    account_id: uuid.UUID

    account: models.ForeignKey[Account, Account] = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="subscriptions"
    )
    kind: models.CharField[str, str] = models.CharField(max_length=16)
    name: models.CharField[str, str] = models.CharField(max_length=NAME_LENGTH)
    every: models.CharField[str, str] = models.CharField(max_length=8)
    next_on: models.DateField[dt.date, dt.date] = models.DateField(db_index=True)
    last_sent: models.DateTimeField[dt.datetime | None, dt.datetime | None] = models.DateTimeField(null=True)

    class Meta:
        """A thing is sent to one person once; those due longest come first."""

        ordering: ClassVar[list[str]] = ["next_on", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["account", "kind", "name"], name="sent_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} every {self.every}"


class DateNote(models.Model):
    """What somebody noted of a day of a measure, shown on every chart of it; one that is withdrawn stays, unseen."""

    id: int
    noted_by_id: uuid.UUID

    measure: models.CharField[str, str] = models.CharField(max_length=NAME_LENGTH, db_index=True)
    day: models.DateField[dt.date, dt.date] = models.DateField()
    words: models.CharField[str, str] = models.CharField(max_length=120)
    noted_by: models.ForeignKey[Account, Account] = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="date_notes"
    )
    noted_at: models.DateTimeField[dt.datetime, dt.datetime] = models.DateTimeField(auto_now_add=True)
    is_withdrawn: models.BooleanField[bool, bool] = models.BooleanField(default=False)

    class Meta:
        """Notes stand in the order of their days."""

        ordering: ClassVar[list[str]] = ["day", "id"]

    def __str__(self) -> str:
        return f"note of {self.day}"
