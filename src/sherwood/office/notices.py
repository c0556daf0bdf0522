"""The office's notices: something one person has to know of, shown in the product; by mail goes only that there is one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from sherwood.office import mail, models

SUBJECT = "Sherwood: a notice waits for you"
# Mail leaves the council's own network: it says that there is something, never what about whom.
BODY = "A notice waits for you in Sherwood. Sign in and open Notices to read it. This message holds nothing else on purpose."


@dataclass(frozen=True)
class Told:
    """A notice as its reader sees it; `record_key` is empty where it is about no record."""

    id: int
    kind: str
    record_key: str
    words: str
    at: dt.datetime
    is_read: bool


def tell(accounts: Iterable[str], kind: str, words: str, record_key: str = "", *, once: bool = False) -> int:
    """Put a notice before each of these accounts and send those with an address a mail; returns how many were told.

    With `once` nobody is told again who has a notice in the same words.
    """
    people = list(models.Account.objects.filter(id__in=list(accounts), is_active=True))
    if once:
        knows = set(models.Notice.objects.filter(kind=kind, words=words).values_list("account_id", flat=True))
        people = [person for person in people if person.id not in knows]
    now = timezone.now()
    for person in people:
        models.Notice.objects.create(account=person, kind=kind, words=words, record_key=record_key, at=now)
    _mail([person.email for person in people if person.email])
    return len(people)


def of(account_id: str, limit: int = 50) -> tuple[Told, ...]:
    """An account's notices, the newest first."""
    found = models.Notice.objects.filter(account_id=account_id)[:limit]
    return tuple(
        Told(each.id, each.kind, each.record_key, each.words, each.at, each.read_at is not None) for each in found
    )


def unread(account_id: str) -> int:
    """How many of an account's notices nobody has read."""
    return models.Notice.objects.filter(account_id=account_id, read_at=None).count()


def mark_read(account_id: str) -> None:
    """Note that the account has read all of its notices."""
    models.Notice.objects.filter(account_id=account_id, read_at=None).update(read_at=timezone.now())


def _mail(addresses: list[str]) -> None:
    """Send the mail that says nothing; a server that does not answer is logged, for the notice itself stands already."""
    if addresses and mail.is_set_up():
        mail.post([(address, SUBJECT, BODY) for address in addresses])
