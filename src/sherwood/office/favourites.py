"""The office's favourites: what people pinned, opened lately and open most; of pages, never of children."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from django.db.models import F, Sum
from django.utils import timezone

from sherwood.office import models

KINDS = ("report", "measure", "view")
# Turning pages within a few minutes is one visit, and costs no writing.
SAME_VISIT = dt.timedelta(minutes=10)
KEPT = dt.timedelta(days=90)


class Thing(NamedTuple):
    """A page people come back to: `report`, `measure` or `view`, and its name."""

    kind: str
    name: str


def pins(account_id: str) -> tuple[Thing, ...]:
    """What an account keeps on its home page, in the order it was pinned."""
    return tuple(Thing(each.kind, each.name) for each in models.Pin.objects.filter(account_id=account_id))


def pin(account_id: str, thing: Thing) -> None:
    """Keep a thing on the home page; once is enough. Raises ValueError for a kind of thing that has no page."""
    _check(thing)
    models.Pin.objects.get_or_create(account_id=account_id, kind=thing.kind, name=thing.name)


def unpin(account_id: str, thing: Thing) -> None:
    """Take a thing off the home page."""
    models.Pin.objects.filter(account_id=account_id, kind=thing.kind, name=thing.name).delete()


def note_opened(account_id: str, thing: Thing) -> None:
    """Count that an account opened a thing; again within minutes is the same visit. What is older than 90 days is forgotten."""
    _check(thing)
    now = timezone.now()
    mine = models.Opened.objects.filter(account_id=account_id)
    known = mine.filter(kind=thing.kind, name=thing.name)
    last = known.values_list("last_at", flat=True).first()
    if last is None:
        mine.filter(last_at__lt=now - KEPT).delete()
        models.Opened.objects.create(account_id=account_id, kind=thing.kind, name=thing.name, last_at=now)
    elif now - last > SAME_VISIT:
        known.update(times=F("times") + 1, last_at=now)


def lately(account_id: str, most: int) -> tuple[Thing, ...]:
    """What an account opened last, the latest first."""
    found = models.Opened.objects.filter(account_id=account_id)[:most]
    return tuple(Thing(each.kind, each.name) for each in found)


def most_used(most: int) -> tuple[Thing, ...]:
    """What all accounts together open most, views left out, for those are their owners' business."""
    rows = models.Opened.objects.filter(last_at__gte=timezone.now() - KEPT).exclude(kind="view").order_by()
    found = rows.values("kind", "name").annotate(total=Sum("times")).order_by("-total", "kind", "name")[:most]
    return tuple(Thing(each["kind"], each["name"]) for each in found)


def _check(thing: Thing) -> None:
    if thing.kind not in KINDS:
        raise ValueError(f"a page is of a {', '.join(KINDS)}, not of a '{thing.kind}'")
