"""The office's access tokens: made and shown once, known by a hash, good until their last day or until taken back."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone

from sherwood.definitions.council import DAYS_WITHOUT_SIGN_IN, load_council
from sherwood.office import models

PREFIX = "sherwood_"
MOST_DAYS = 366
# A token used every second need not be written down every second.
USED_AGAIN = dt.timedelta(minutes=5)


@dataclass(frozen=True)
class Token:
    """A token as its owner sees it: never the token itself."""

    id: int
    title: str
    made_at: dt.datetime
    last_day: dt.date
    used_at: dt.datetime | None
    is_good: bool


def make(account_id: str, title: str, last_day: dt.date) -> str:
    """Make a token and return it: this is the only time it can be read. Raises ValueError for a day past or over a year away."""
    today = timezone.localdate()
    if not today <= last_day <= today + dt.timedelta(days=MOST_DAYS):
        raise ValueError("a token is good for a day to a year: choose a day within the next year")
    token = PREFIX + secrets.token_urlsafe(32)
    models.AccessToken.objects.create(account_id=account_id, title=title, digest=_digest(token), last_day=last_day)
    return token


def revoke(account_id: str, token_id: int) -> bool:
    """Take one's own token back, from this moment on; False for one that is not."""
    mine = models.AccessToken.objects.filter(id=token_id, account_id=account_id, revoked_at=None)
    return bool(mine.update(revoked_at=timezone.now()))


def revoke_all(account_id: str) -> int:
    """Take every token of an account back, from this moment on; returns how many there were."""
    return models.AccessToken.objects.filter(account_id=account_id, revoked_at=None).update(revoked_at=timezone.now())


def account_of(token: str) -> str | None:
    """The account a token stands for now; None for one that is unknown, taken back, past its last day, or of a closed account.

    An account of the council's sign-in service is closed there when somebody leaves, and nobody tells Sherwood: its tokens read nothing
    once it has not signed in for so many days.
    """
    found = (
        models.AccessToken.objects.select_related("account")
        .filter(digest=_digest(token), revoked_at=None, last_day__gte=timezone.localdate(), account__is_active=True)
        .first()
    )
    now = timezone.now()
    if found is None or _may_have_left(found.account, now):
        return None
    if found.used_at is None or now - found.used_at > USED_AGAIN:
        models.AccessToken.objects.filter(id=found.id).update(used_at=now)
    return str(found.account_id)


def tokens(account_id: str) -> tuple[Token, ...]:
    """An account's tokens, the newest first."""
    today = timezone.localdate()
    return tuple(
        Token(
            each.id,
            each.title,
            each.made_at,
            each.last_day,
            each.used_at,
            each.revoked_at is None and each.last_day >= today,
        )
        for each in models.AccessToken.objects.filter(account_id=account_id)
    )


def _may_have_left(account: models.Account, now: dt.datetime) -> bool:
    """Whether an account of the sign-in service has not signed in for longer than the council allows its tokens."""
    if not account.subject:
        return False
    service = load_council(settings.SHERWOOD_HOME).sign_in
    days = service.token_days if service else DAYS_WITHOUT_SIGN_IN
    return account.last_login is None or now - account.last_login > dt.timedelta(days=days)


def _digest(token: str) -> str:
    # The token is drawn from 256 bits, so a plain hash gives nothing away: there is no guessing it.
    return hashlib.sha256(token.encode()).hexdigest()
