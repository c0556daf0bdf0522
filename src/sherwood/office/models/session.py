"""The office's sessions: Django's own, plus whose they are, so that a person sees and ends their own (ASVS 7.5.2)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models


class SignedInSession(AbstractBaseSession):
    """One browser's session; `account_id` is empty until somebody signs in."""

    account_id: models.CharField[str, str] = models.CharField(max_length=64, blank=True, default="", db_index=True)
    started_at: models.DateTimeField[dt.datetime, dt.datetime] = models.DateTimeField(auto_now_add=True)
    seen_at: models.DateTimeField[dt.datetime, dt.datetime] = models.DateTimeField(auto_now=True)

    @classmethod
    def get_session_store_class(cls) -> type[Any]:
        """Return the engine that reads and writes these rows."""
        from sherwood.office.sessions import SessionStore  # noqa: PLC0415 - the engine imports this model

        return SessionStore

    def __str__(self) -> str:
        return f"session started {self.started_at}"
