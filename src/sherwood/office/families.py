"""The office's record of families: what people said is added, never changed; claims are frozen in batches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from sherwood.office import models
from sherwood.office.family_words import KINDS, BatchWord, ClaimHeld, FamilyWord, NewClaim, NewWord


def say(account_id: str, new: NewWord) -> None:
    """Keep what a named person said of a family; nothing said before is changed by it. Raises ValueError for an unknown kind."""
    if new.kind not in KINDS:
        raise ValueError(f"a word on a family is one of {', '.join(KINDS)}, not '{new.kind}'")
    models.FamilyNote.objects.create(
        family=new.family,
        kind=new.kind,
        words=new.words,
        subject=new.subject,
        day=new.day,
        shown=new.shown,
        seconds=new.seconds,
        members=list(new.members),
        noted_by_id=account_id,
    )


def words(family: str | None = None) -> tuple[FamilyWord, ...]:
    """What was said, oldest first: of one family, or of all."""
    found = models.FamilyNote.objects.select_related("noted_by")
    chosen = found.filter(family=family) if family is not None else found.all()
    return tuple(
        FamilyWord(
            each.family, each.kind, each.words, each.subject, each.day, each.shown, each.seconds,
            tuple(each.members), each.noted_by.display_name, str(each.noted_by.pk), each.noted_at,
        )
        for each in chosen
    )  # fmt: skip


def freeze(account_id: str, batch: str, claims: Iterable[NewClaim]) -> None:
    """Keep a batch of claims whole, or none of it. Raises ValueError if a batch of that name is there already."""
    with transaction.atomic():
        if models.FamilyClaim.objects.filter(batch=batch).exists():
            raise ValueError(f"a batch '{batch}' is frozen already: name the new one differently")
        for each in claims:
            models.FamilyClaim.objects.create(
                batch=batch, family=each.family, kind=each.kind, programme=each.programme, rules=each.rules,
                claimed_on=each.claimed_on, pounds=each.pounds, members=list(each.members),
                evidence=dict(each.evidence), claimed_by_id=account_id,
            )  # fmt: skip


def claims(batch: str | None = None) -> tuple[ClaimHeld, ...]:
    """Every claim ever frozen, oldest first, or those of one batch."""
    found = models.FamilyClaim.objects.select_related("claimed_by")
    chosen = found.filter(batch=batch) if batch is not None else found.all()
    return tuple(
        ClaimHeld(
            each.batch, each.family, each.kind, each.programme, each.rules, each.claimed_on, each.pounds,
            tuple(each.members), each.evidence, each.claimed_by.display_name, each.claimed_at,
        )
        for each in chosen
    )  # fmt: skip


def note_batch(
    account_id: str, batch: str, kind: str, said: str, *, family: str = "", detail: Mapping[str, Any] | None = None
) -> None:
    """Keep what was done to a frozen batch, or to one claim of it."""
    models.BatchNote.objects.create(
        batch=batch, family=family, kind=kind, words=said, detail=dict(detail or {}), noted_by_id=account_id
    )


def batch_words(batch: str | None = None) -> tuple[BatchWord, ...]:
    """What was done to batches since they were frozen, oldest first."""
    found = models.BatchNote.objects.select_related("noted_by")
    chosen = found.filter(batch=batch) if batch is not None else found.all()
    return tuple(
        BatchWord(
            each.batch, each.family, each.kind, each.words, each.detail, each.noted_by.display_name, each.noted_at
        )
        for each in chosen
    )
