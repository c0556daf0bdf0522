"""The words by which families, problems and answers are told, neutral enough for a family to read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sherwood.reports.document import Tag
from sherwood.reports.words import day

MET = {True: "Met", False: "Not met", None: "Not known"}
TONES = {True: "soon", False: "note", None: "late"}
RESULTS = {
    "eligible": "Meets the conditions",
    "not_eligible": "Does not meet them",
    "cannot_tell": "Cannot be told yet",
}
STATES = {
    "waiting": "Awaiting a decision",
    "accepted": "Accepted",
    "declined": "Declined",
    "deferred": "Deferred",
    "worked with": "Worked with",
    "closed": "Closed",
}
_HEADINGS_JOIN = "; "


def family_label(key: str) -> str:
    """The neutral label of a family: the first characters of its key."""
    return f"Family {key[:4].upper()}"


def answer(met: bool | None) -> Tag:
    """The answer to a condition as a tag."""
    return Tag(MET[met], TONES[met])  # type: ignore[arg-type]


def problems(ids: str, titles: Mapping[str, str]) -> str:
    """Criteria by their titles, one after another."""
    return _HEADINGS_JOIN.join(titles.get(each, each) for each in ids.split())


def age_words(days: int | None) -> str:
    """How old evidence is, in words a person counts in."""
    if days is None:
        return "no evidence"
    if days < 60:
        return f"{days} days"
    return f"{days // 30} months" if days < 730 else f"{days // 365} years"


def day_of(text: str) -> str:
    """A day as it is written on pages."""
    return day(dt.date.fromisoformat(text))


def fact_words(evidence: Mapping[str, Any]) -> str:
    """What happened, in words: the kind of fact and its detail."""
    words = str(evidence["fact"]).replace("_", " ").capitalize()
    detail = str(evidence["detail"] or "").replace("_", " ")
    return f"{words}: {detail}" if detail else words
