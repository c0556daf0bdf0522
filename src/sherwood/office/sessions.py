"""The office's session engine: database sessions that know whose they are, listed and ended by their owner."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.utils import timezone

from sherwood.office.models import SignedInSession


class SessionStore(db.SessionStore):
    """Django's database sessions with the account written beside the data."""

    @classmethod
    def get_model_class(cls) -> type[SignedInSession]:
        """Return the table that holds the sessions."""
        return SignedInSession

    def create_model_instance(self, data: dict[str, Any]) -> SignedInSession:
        """Return the row for this session, marked with the account that signed in."""
        row = super().create_model_instance(data)
        assert isinstance(row, SignedInSession)
        row.account_id = str(data.get(SESSION_KEY) or "")
        before = SignedInSession.objects.filter(session_key=row.session_key).values_list("started_at", flat=True)
        row.started_at = before.first() or timezone.now()
        return row


@dataclass(frozen=True)
class OpenSession:
    """A session as its owner sees it; `id` is a short name that is of no use to anybody who would take it over."""

    id: str
    started_at: dt.datetime
    seen_at: dt.datetime
    is_this_one: bool


def of_account(account_id: str, this_session: str | None = None) -> tuple[OpenSession, ...]:
    """Return the account's open sessions, the last used first."""
    rows = SignedInSession.objects.filter(account_id=account_id, expire_date__gt=timezone.now()).order_by("-seen_at")
    return tuple(
        OpenSession(row.session_key[:6], row.started_at, row.seen_at, row.session_key == this_session) for row in rows
    )


def end_others(account_id: str, this_session: str | None) -> int:
    """End every session of the account but this one; returns how many were ended."""
    ended, _ = SignedInSession.objects.filter(account_id=account_id).exclude(session_key=this_session or "").delete()
    return ended


def end_all(account_id: str) -> int:
    """End every session of the account; returns how many were ended."""
    return end_others(account_id, None)


def forget_expired() -> None:
    """Remove the sessions whose time is up."""
    SessionStore.clear_expired()
