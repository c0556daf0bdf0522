"""The office's audit trail: append what was done, sealed to what was done before, and tell who looked at a child."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import DatabaseError, transaction
from django.db.models import Case, Value, When
from django.utils import timezone

from sherwood.office import sealing
from sherwood.office.errors import AuditUnavailable
from sherwood.office.models import AuditChild, AuditEvent, AuditSeal

LATEST = 100


@dataclass(frozen=True)
class AuditRecord:
    """What is to be written: the act, who did it, for which authority and purpose, and the children's records it shows.

    `detail` holds what explains the act (report, measure, filters, row counts); never a name or a child's number.
    """

    action: str
    account_id: str
    authority: str = ""
    purpose: str = ""
    detail: Mapping[str, Any] = field(default_factory=dict)
    record_keys: tuple[str, ...] = ()


@dataclass(frozen=True)
class AuditEntry:
    """What was written; `at` is UTC, `record_keys` are the records asked about, `records_shown` how many there were."""

    id: int
    at: dt.datetime
    account_id: str
    action: str
    authority: str
    purpose: str
    detail: Mapping[str, Any]
    record_keys: tuple[str, ...]
    records_shown: int


@dataclass(frozen=True)
class Looks:
    """One page of the events that showed somebody's records, and how many there are in all."""

    entries: list[AuditEntry]
    total: int
    page: int
    page_size: int


def append(record: AuditRecord) -> int:
    """Write one event and its children together; returns its number.

    Raises AuditUnavailable if the trail cannot be written: the caller then shows nothing of the child (fail closed).
    """
    try:
        with transaction.atomic():
            event = AuditEvent.objects.create(
                at=timezone.now(),
                account_id=record.account_id,
                action=record.action,
                authority=record.authority,
                purpose=record.purpose,
                detail=dict(record.detail),
            )
            keys = dict.fromkeys(record.record_keys)
            AuditChild.objects.bulk_create([AuditChild(event=event, record_key=key) for key in keys], batch_size=500)
            _seal(event, tuple(keys))
    except (DatabaseError, OSError) as fault:
        raise AuditUnavailable(
            "The audit trail cannot be written, so no child's record can be shown. "
            "Tell whoever looks after Sherwood: the office database is full, locked or missing."
        ) from fault
    return event.id


def _seal(event: AuditEvent, keys: tuple[str, ...]) -> None:
    """Bind the event to the one before it; others wait for this until it is written, so that no two follow the same one."""
    # The first seal stands for the whole trail where a database locks rows; SQLite has one writer anyway.
    AuditSeal.objects.select_for_update().order_by("number").first()
    before = AuditSeal.objects.order_by("-number").first()
    number = before.number + 1 if before else 1
    entry = sealed(event, keys)
    home = settings.SHERWOOD_HOME
    digest = sealing.digest_of(sealing.key_of(home), before.digest if before else sealing.BEGINNING, number, entry)
    AuditSeal.objects.create(number=number, event_id=event.id, digest=digest)
    transaction.on_commit(lambda: sealing.keep_head(home, sealing.Head(number, digest)))


def sealed(event: AuditEvent, keys: tuple[str, ...]) -> sealing.Sealed:
    """Everything of an event that its seal holds."""
    said = (event.account_id, event.action, event.authority, event.purpose, event.detail)
    return sealing.Sealed(event.id, event.at, *said, keys)


def who_looked_at(record_keys: Iterable[str], limit: int = LATEST) -> list[AuditEntry]:
    """Every event that showed one of these records, the newest first."""
    wanted = tuple(record_keys)
    events = AuditEvent.objects.filter(children__record_key__in=wanted).distinct()[:limit]
    return [_entry(event, tuple(key for key in _keys(event) if key in wanted)) for event in events]


def looks_at(
    record_keys: Iterable[str], foremost: Iterable[str] = (), *, page: int = 1, page_size: int = LATEST
) -> Looks:
    """One page of the events that showed one of these records, those of the `foremost` actions before others, each newest first."""
    wanted = frozenset(record_keys)
    events = AuditEvent.objects.filter(id__in=AuditChild.objects.filter(record_key__in=wanted).values("event_id"))
    after = Case(When(action__in=tuple(foremost), then=Value(0)), default=Value(1))
    first = (page - 1) * page_size
    shown = events.order_by(after, "-id").prefetch_related("children")[first : first + page_size]
    entries = [_entry(event, tuple(key for key in _keys(event) if key in wanted)) for event in shown]
    return Looks(entries, events.count(), page, page_size)


def latest(limit: int = LATEST, action: str | None = None) -> list[AuditEntry]:
    """Return the latest events of all, or of one action, the newest first."""
    events = AuditEvent.objects.filter(action=action) if action else AuditEvent.objects.all()
    return [_entry(event, _keys(event)) for event in events.prefetch_related("children")[:limit]]


def count() -> int:
    """How many events the trail holds."""
    return AuditEvent.objects.count()


def _keys(event: AuditEvent) -> tuple[str, ...]:
    """Return the records an event showed."""
    return tuple(child.record_key for child in event.children.all())


def _entry(event: AuditEvent, keys: tuple[str, ...]) -> AuditEntry:
    """Return the event as a plain object."""
    return AuditEntry(
        event.id,
        event.at,
        event.account_id,
        event.action,
        event.authority,
        event.purpose,
        dict(event.detail),
        keys,
        len(event.children.all()),
    )
