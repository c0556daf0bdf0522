"""The office's flags: a figure or a record is said to be wrong, and somebody who can mend it answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from sherwood.office import models

OPEN, FIXED, NOT_WRONG = "open", "fixed", "not_wrong"
STATES = (FIXED, NOT_WRONG, OPEN)


@dataclass(frozen=True)
class Answer:
    """What was answered to a flag, by whom and when."""

    state: str
    words: str
    by: str
    at: dt.datetime


@dataclass(frozen=True)
class Flagged:
    """A figure or a record said to be wrong; `record_key` is empty for a figure, `team` where nobody is known to work with it."""

    id: str
    of: str
    record_key: str
    team: str
    words: str
    by_id: str
    by: str
    at: dt.datetime
    answers: tuple[Answer, ...]

    @property
    def state(self) -> str:
        """How it stands: open until somebody has answered otherwise."""
        return self.answers[-1].state if self.answers else OPEN


def raise_flag(account_id: str, authority: str, of: str, record_key: str, team: str, words: str) -> str:
    """Keep that a named person holds a figure or a record to be wrong; returns the flag's key."""
    flag = models.Flag.objects.create(
        authority=authority, of=of, record_key=record_key, team=team, words=words, raised_by_id=account_id
    )
    return str(flag.id)


def answer(account_id: str, flag_id: str, state: str, words: str) -> None:
    """Keep what a named person answers to a flag; nothing said before is changed by it. Raises ValueError for an unknown state."""
    if state not in STATES:
        raise ValueError(f"a flag is {', '.join(STATES)}, not '{state}'")
    models.FlagAnswer.objects.create(flag_id=flag_id, state=state, words=words, answered_by_id=account_id)


def of_authority(authority: str) -> tuple[Flagged, ...]:
    """Every flag of an authority with its answers, the newest first."""
    return _told(models.Flag.objects.filter(authority=authority))


def about(authority: str, of: str, record_keys: Collection[str]) -> tuple[Flagged, ...]:
    """The flags raised on one page, and those of these records, the newest first."""
    found = models.Flag.objects.filter(authority=authority)
    return _told(found.filter(Q(of=of) | Q(record_key__in=[key for key in record_keys if key])))


def _told(found: QuerySet[models.Flag]) -> tuple[Flagged, ...]:
    return tuple(_plain(each) for each in found.select_related("raised_by").prefetch_related("answers__answered_by"))


def _plain(flag: models.Flag) -> Flagged:
    answers = tuple(
        Answer(each.state, each.words, each.answered_by.display_name, each.answered_at) for each in flag.answers.all()
    )
    by = flag.raised_by
    return Flagged(
        str(flag.id),
        flag.of,
        flag.record_key,
        flag.team,
        flag.words,
        str(by.id),
        by.display_name,
        flag.raised_at,
        answers,
    )
