"""The office's answer after a breach: whose records one account was shown between two moments, and what it took away."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Min

from sherwood.office.models import AuditChild, AuditEvent

TAKEN = ("rows exported", "file taken")


@dataclass(frozen=True)
class Seen:
    """One record that was shown: when first and last (UTC), how often, by which acts."""

    record_key: str
    first_at: dt.datetime
    last_at: dt.datetime
    times: int
    acts: tuple[str, ...]

    @property
    def was_exported(self) -> bool:
        """Whether rows of it left in a file."""
        return any(act in TAKEN for act in self.acts)


@dataclass(frozen=True)
class Act:
    """One thing done: when (UTC), by which account, what, and the facts it carries; `records` is how many were shown."""

    at: dt.datetime
    account_id: str
    action: str
    detail: Mapping[str, Any]
    records: int


def records_shown(account_id: str, first: dt.datetime, last: dt.datetime) -> tuple[Seen, ...]:
    """Every record the account was shown from `first` to `last`, both included, in the order they were first shown."""
    shown = AuditChild.objects.filter(event__account_id=account_id, event__at__gte=first, event__at__lte=last)
    by_act = shown.values_list("record_key", "event__action").annotate(
        Min("event__at"), Max("event__at"), Count("event_id", distinct=True)
    )
    found: dict[str, Seen] = {}
    for key, act, began, ended, times in by_act.order_by("record_key", "event__action"):
        before = found.get(key)
        found[key] = (
            Seen(key, began, ended, times, (act,))
            if before is None
            else Seen(
                key, min(before.first_at, began), max(before.last_at, ended), before.times + times, (*before.acts, act)
            )
        )
    return tuple(sorted(found.values(), key=lambda each: (each.first_at, each.record_key)))


def acts(account_id: str, first: dt.datetime, last: dt.datetime, *actions: str) -> tuple[Act, ...]:
    """Everything the account did between two moments, oldest first; only `actions` where any are named."""
    events = AuditEvent.objects.filter(account_id=account_id, at__gte=first, at__lte=last)
    return _acts(events.filter(action__in=actions) if actions else events)


def acts_of_all(first: dt.datetime, last: dt.datetime, *actions: str) -> tuple[Act, ...]:
    """Everything of these kinds that anybody did between two moments, oldest first."""
    return _acts(AuditEvent.objects.filter(at__gte=first, at__lte=last, action__in=actions))


def opened(first: dt.datetime, last: dt.datetime, *actions: str) -> tuple[tuple[str, str, dt.datetime], ...]:
    """Each account and record it opened by one of these acts between two moments, with the first time."""
    shown = AuditChild.objects.filter(event__at__gte=first, event__at__lte=last, event__action__in=actions)
    rows = shown.values_list("event__account_id", "record_key").annotate(Min("event__at"))
    return tuple(rows.order_by("event__account_id", "record_key"))


def _acts(events: Iterable[AuditEvent]) -> tuple[Act, ...]:
    counted = events.order_by("id").annotate(shown=Count("children"))  # type: ignore[attr-defined]
    return tuple(Act(each.at, each.account_id, each.action, dict(each.detail), each.shown) for each in counted)
