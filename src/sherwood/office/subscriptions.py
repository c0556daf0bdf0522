"""The office's subscriptions: which report or view is sent to whom, how often, and which are due."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from sherwood.office import models
from sherwood.office.favourites import Thing
from sherwood.vocabulary.intervals import add_months

EVERY = ("day", "week", "month")
DAYS = {"day": 1, "week": 7}


@dataclass(frozen=True)
class Subscription:
    """Something one account is sent; `email` is where to, empty where the account has no address."""

    id: int
    account_id: str
    email: str
    thing: Thing
    every: str
    next_on: dt.date


def subscribe(account_id: str, thing: Thing, every: str, first: dt.date) -> None:
    """Send a thing to an account every day, week or month from a day on; an earlier arrangement gives way. Raises ValueError."""
    if every not in EVERY:
        raise ValueError(f"mail goes every {', '.join(EVERY)}, not every '{every}'")
    models.Subscription.objects.update_or_create(
        account_id=account_id, kind=thing.kind, name=thing.name, defaults={"every": every, "next_on": first}
    )


def unsubscribe(account_id: str, thing: Thing) -> None:
    """Send a thing to an account no more."""
    models.Subscription.objects.filter(account_id=account_id, kind=thing.kind, name=thing.name).delete()


def subscriptions(account_id: str) -> tuple[Subscription, ...]:
    """What an account is sent."""
    return _plain(models.Subscription.objects.filter(account_id=account_id))


def due(day: dt.date) -> tuple[Subscription, ...]:
    """What is due on a day or was due before it, of accounts that are open."""
    return _plain(models.Subscription.objects.filter(next_on__lte=day, account__is_active=True))


def sent(subscription: Subscription, day: dt.date) -> None:
    """Note that it was sent; the next is due at the first of its days after this one, so that days missed are sent once."""
    following = subscription.next_on
    step = 0
    while following <= day:
        step += 1
        following = _after(subscription, step)
    models.Subscription.objects.filter(id=subscription.id).update(next_on=following, last_sent=timezone.now())


def _after(subscription: Subscription, steps: int) -> dt.date:
    if subscription.every == "month":
        return add_months(subscription.next_on, steps)
    return subscription.next_on + dt.timedelta(days=DAYS[subscription.every] * steps)


def _plain(found: QuerySet[models.Subscription]) -> tuple[Subscription, ...]:
    return tuple(
        Subscription(
            each.id,
            str(each.account_id),
            each.account.email,
            Thing(each.kind, each.name),
            each.every,
            each.next_on,
        )
        for each in found.select_related("account")
    )
