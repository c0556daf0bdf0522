"""The office's plain objects about families: what a named person said of one, and a claim as it was frozen; free of any database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

ACCEPTED, DECLINED, DEFERRED = "accepted", "declined", "deferred"
GATEWAY, AGREEMENT, ALLOCATED, ATTACHED = "gateway", "agreement", "allocated", "attached"
CONDITION, NOMINATED, CHALLENGED, ANSWERED, CLOSED, COMMENT, ANOTHER, OUTCOME = (
    "condition", "nominated", "challenged", "answered", "closed", "comment", "another family", "outcome",
)  # fmt: skip
DECISIONS = (ACCEPTED, DECLINED, DEFERRED)
KINDS = (
    *DECISIONS, GATEWAY, AGREEMENT, ALLOCATED, ATTACHED, CONDITION, NOMINATED, CHALLENGED, ANSWERED, CLOSED, COMMENT,
    ANOTHER, OUTCOME,
)  # fmt: skip
WITHDRAWN, REPAID, SAMPLED, CHECKED, SIGNED = "withdrawn", "repaid", "sampled", "checked", "signed off"


class FamilyWord(NamedTuple):
    """One thing said of one family, by whom and when.

    `subject` is what it is about: the gateway, given or refused, the key worker, the condition, the agency. `day` is the day it is of,
    `shown` the assessment that lay before the person (programme, day, result, build), `seconds` how long the page had been open, `members`
    those frozen at attachment.
    """

    family: str
    kind: str
    words: str
    subject: str
    day: dt.date | None
    shown: str
    seconds: int | None
    members: tuple[str, ...]
    by: str
    by_id: str
    at: dt.datetime

    @property
    def result_shown(self) -> str:
        """What the assessment that lay before the person came to; empty if none did."""
        words = self.shown.split()
        return words[2] if len(words) > 2 else ""


class ClaimHeld(NamedTuple):
    """One claim of a batch as it was frozen, with the evidence it rests on."""

    batch: str
    family: str
    kind: str
    programme: str
    rules: str
    claimed_on: dt.date
    pounds: int
    members: tuple[str, ...]
    evidence: Mapping[str, Any]
    by: str
    at: dt.datetime


class BatchWord(NamedTuple):
    """One thing that was done to a batch of claims, or to one claim of it, since it was frozen."""

    batch: str
    family: str
    kind: str
    words: str
    detail: Mapping[str, Any]
    by: str
    at: dt.datetime


@dataclass(frozen=True)
class NewWord:
    """Something to be kept of a family."""

    family: str
    kind: str
    words: str
    subject: str = ""
    day: dt.date | None = None
    shown: str = ""
    seconds: int | None = None
    members: tuple[str, ...] = ()


@dataclass(frozen=True)
class NewClaim:
    """A claim to be frozen."""

    family: str
    kind: str
    programme: str
    rules: str
    claimed_on: dt.date
    pounds: int
    members: tuple[str, ...]
    evidence: Mapping[str, Any]
