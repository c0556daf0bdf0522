"""Records at fault in words: sorts, weights, who mends them, what was said of one and how it went before."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sherwood.reports.document import Tag
from sherwood.reports.words import short_day

OPEN, SAID_FIXED, NOT_AN_ERROR, STILL_FOUND = "open", "said_fixed", "not_an_error", "still_found"
_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b", re.ASCII)
SET_ASIDE = (SAID_FIXED, NOT_AN_ERROR)
TOPICS = {
    "contradiction": "Contradictions",
    "late": "Recorded late",
    "missing": "Something missing",
    "responsibility": "Who is responsible",
    "impossible": "Impossible dates",
}
SEVERITIES = {"error": "Must be put right", "check": "A second look"}
WHO = {"worker": "The worker", "manager": "The manager", "officer": "Data quality"}
STATES = {OPEN: "Open", SAID_FIXED: "Said fixed", NOT_AN_ERROR: "Said to be no error"}


@dataclass(frozen=True)
class Said:
    """The latest word on a fault: its state, the words, who said it and when. What was said fixed and came again is *still found*."""

    state: str
    words: str
    by: str
    at: dt.datetime


@dataclass(frozen=True)
class Course:
    """What was kept of earlier builds: by month the open children, those in order and the faults; by rule the faults a month ago."""

    months: tuple[tuple[str, int, int, int], ...] = ()
    before: Mapping[str, int] = field(default_factory=dict)


def in_words(told: str) -> str:
    """Return what a fault tells with its days as people write them: `2026-03-31` becomes `31 Mar 2026`."""
    return _DAY.sub(_as_written, told)


def _as_written(found: re.Match[str]) -> str:
    try:
        return short_day(dt.date.fromisoformat(found.group()))
    except ValueError:
        return found.group()


def second_look(rule: Mapping[str, Any]) -> Tag | None:
    """Mark a fault that may be right after all."""
    return Tag("Second look", "note") if rule["severity"] == "check" else None


def state_words(said: Said | None) -> str:
    """Return where a fault stands, in words."""
    if said is None or said.state == OPEN:
        return STATES[OPEN]
    if said.state == STILL_FOUND:
        return f"Said fixed {short_day(said.at.date())}, still found"
    return f"{STATES[said.state]}, {short_day(said.at.date())}"
