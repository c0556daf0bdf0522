"""The office's openings in an emergency: one is begun, those in force are told, each is reviewed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from django.utils import timezone

from sherwood.office import models
from sherwood.office.errors import OfficeError

Verdict = Literal["justified", "not justified"]
VERDICTS: tuple[Verdict, ...] = ("justified", "not justified")


class AlreadyReviewed(OfficeError):
    """An opening is reviewed once, and never by the person who opened."""


@dataclass(frozen=True)
class Opening:
    """One opening: by whom, of which record, why, from when until when (UTC), and what its review said; empty before it."""

    id: int
    account_id: str
    username: str
    display_name: str
    record_key: str
    reason: str
    words: str
    opened_at: dt.datetime
    until: dt.datetime
    verdict: str
    reviewed_by: str
    reviewed_at: dt.datetime | None
    review_words: str


def begin(account_id: str, record_key: str, reason: str, words: str, minutes: int) -> Opening:
    """Open a record to an account for so many minutes from now."""
    now = timezone.now()
    made = models.EmergencyOpening.objects.create(
        account_id=account_id,
        record_key=record_key,
        reason=reason,
        words=words,
        opened_at=now,
        until=now + dt.timedelta(minutes=minutes),
    )
    return _plain(made)


def open_to(account_id: str, now: dt.datetime) -> tuple[str, ...]:
    """The record keys that are open to the account at this moment."""
    held = models.EmergencyOpening.objects.filter(account_id=account_id, opened_at__lte=now, until__gt=now)
    return tuple(held.order_by("record_key").values_list("record_key", flat=True).distinct())


def openings(first: dt.datetime, last: dt.datetime) -> tuple[Opening, ...]:
    """Those begun between two moments, the newest first."""
    held = models.EmergencyOpening.objects.filter(opened_at__gte=first, opened_at__lte=last)
    return tuple(_plain(each) for each in held.select_related("account", "reviewed_by"))


def to_review() -> tuple[Opening, ...]:
    """Those that nobody has reviewed, the newest first."""
    held = models.EmergencyOpening.objects.filter(verdict="")
    return tuple(_plain(each) for each in held.select_related("account", "reviewed_by"))


def review(opening: int, account_id: str, verdict: Verdict, words: str) -> None:
    """Keep what a person found of an opening, which ends with it; raises AlreadyReviewed."""
    now = timezone.now()
    waiting = models.EmergencyOpening.objects.filter(id=opening, verdict="").exclude(account_id=account_id)
    changed = waiting.update(verdict=verdict, review_words=words, reviewed_by_id=account_id, reviewed_at=now)
    if not changed:
        raise AlreadyReviewed("This opening was reviewed already, or it is your own: somebody else reviews it.")
    models.EmergencyOpening.objects.filter(id=opening, until__gt=now).update(until=now)


def _plain(each: models.EmergencyOpening) -> Opening:
    return Opening(
        each.id,
        str(each.account_id),
        each.account.username,
        each.account.display_name,
        each.record_key,
        each.reason,
        each.words,
        each.opened_at,
        each.until,
        each.verdict,
        each.reviewed_by.display_name if each.reviewed_by else "",
        each.reviewed_at,
        each.review_words,
    )
