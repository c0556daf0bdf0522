"""The office's decisions on who is who: one is added, the latest of each pair is told."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from sherwood.office import models


class Decided(NamedTuple):
    """The latest word on two records, the lesser key first."""

    record_key: str
    other_record_key: str
    is_same: bool


def decide(account_id: str, record_key: str, other_record_key: str, *, is_same: bool, reason: str) -> None:
    """Keep what a named person decided of two records; an earlier word on them stays, and this one counts from now on."""
    first, second = sorted((record_key, other_record_key))
    models.LinkDecision.objects.create(
        record_key=first, other_record_key=second, is_same=is_same, reason=reason, decided_by_id=account_id
    )


def decisions(until: dt.datetime | None = None) -> tuple[Decided, ...]:
    """The latest word on each pair, of those made up to a moment, in the order of the keys."""
    made = models.LinkDecision.objects.order_by("id")
    if until is not None:
        made = made.filter(decided_at__lte=until)
    latest = {
        (first, second): is_same
        for first, second, is_same in made.values_list("record_key", "other_record_key", "is_same")
    }
    return tuple(Decided(first, second, latest[first, second]) for first, second in sorted(latest))
