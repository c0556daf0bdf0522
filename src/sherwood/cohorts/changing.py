"""Cohorts: what would change an indicator's answer, handed on in words a family could be told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sherwood.cohorts.asking import PersonFact
from sherwood.definitions.shapes.programme import Indicator
from sherwood.vocabulary.intervals import add_months

_WORDS = {"events": "time", "sum": "day"}


def what_would_change(indicator: Indicator, met: bool | None, evidence: Sequence[PersonFact]) -> str:
    """What would make the answer another one: when the evidence grows too old, what is still missing, or who would have to tell."""
    if indicator.pattern == "not_told":
        return "No feed tells this: somebody who knows has to name it."
    if met is None:
        return f"An answer from {_feeds(indicator)}: nothing recent enough is told."
    return _lapses(indicator, evidence) if met else _misses(indicator)


def _lapses(indicator: Indicator, evidence: Sequence[PersonFact]) -> str:
    if indicator.pattern == "ever":
        return "Nothing but a correction of the record: it has no time limit."
    if indicator.pattern == "open":
        return "The end of what goes on now."
    if indicator.pattern == "share":
        return f"Less than {indicator.at_least:g} in every hundred over the next terms."
    if indicator.pattern == "latest":
        return "The next answer, if it says otherwise."
    if indicator.months and indicator.pattern == "events":
        return _grows_old(indicator.months, int(indicator.at_least), evidence)
    return "Time: it counts while it lies in the last school terms."


def _grows_old(months: int, at_least: int, evidence: Sequence[PersonFact]) -> str:
    """It holds as long as enough of the newest are inside the window, or go on."""
    last = sorted((each.until_date for each in evidence), reverse=True)[at_least - 1]
    if last.year == dt.MAXYEAR:
        return f"Its end, and {months} months after that."
    until = add_months(last, months)
    return f"Time: it counts until {until.day} {until:%B %Y}, unless it happens again."


def _misses(indicator: Indicator) -> str:
    if indicator.pattern in {"events", "sum"}:
        window = f"{indicator.months} months" if indicator.months else f"{indicator.terms} terms"
        word = _WORDS[indicator.pattern] + ("" if indicator.at_least == 1 else "s")
        return f"{indicator.at_least:g} {word} or more in the last {window}."
    if indicator.pattern == "share":
        return f"{indicator.at_least:g} or more in every hundred over {indicator.terms} terms."
    if indicator.pattern == "latest":
        return "The next answer, if it says otherwise."
    return "One record of it."


def _feeds(indicator: Indicator) -> str:
    return " and ".join(each.replace("_", " ") for each in indicator.feeds)
