"""The office's notes on records at fault: one is added, and the latest word on each is told."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from sherwood.office import models

OPEN, SAID_FIXED, NOT_AN_ERROR = "open", "said_fixed", "not_an_error"
STATES = (OPEN, SAID_FIXED, NOT_AN_ERROR)


class Fault(NamedTuple):
    """A fault by what names it for good: its rule, a record key of the child, which of the child's things, and the feed that holds it."""

    rule: str
    record_key: str
    subject: str
    feed: str


class FaultSaid(NamedTuple):
    """What somebody said of a fault, and when."""

    fault: Fault
    state: str
    words: str
    by: str
    at: dt.datetime


def say(account_id: str, fault: Fault, state: str, words: str) -> None:
    """Keep what a named person said of a fault; nothing said before is changed by it. Raises ValueError for an unknown state."""
    if state not in STATES:
        raise ValueError(f"a fault is {', '.join(STATES)}, not '{state}'")
    models.FaultNote.objects.create(**fault._asdict(), state=state, words=words, noted_by_id=account_id)


def everything_said() -> tuple[FaultSaid, ...]:
    """All that was said of faults, the oldest first."""
    notes = models.FaultNote.objects.select_related("noted_by").iterator()
    return tuple(
        FaultSaid(
            Fault(each.rule, each.record_key, each.subject, each.feed),
            each.state,
            each.words,
            each.noted_by.display_name,
            each.noted_at,
        )
        for each in notes
    )
