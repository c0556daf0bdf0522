"""Cohorts: where a family stands, worked out from what people said of it; handed on with why something more may not be said yet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from sherwood.cohorts.attached import CONDITIONS
from sherwood.office.family_words import (
    ACCEPTED,
    AGREEMENT,
    ALLOCATED,
    ANOTHER,
    ANSWERED,
    ATTACHED,
    CHALLENGED,
    CLOSED,
    CONDITION,
    DECISIONS,
    GATEWAY,
    KINDS,
    NOMINATED,
    OUTCOME,
    FamilyWord,
    NewWord,
)

WAITING, WORKED_WITH, ENDED = "waiting", "worked with", "closed"
GIVEN, REFUSED = "given", "refused"
# A reason shorter than this says nothing to whoever reads it in two years.
FEWEST_LETTERS = 10


@dataclass(frozen=True)
class Standing:
    """What the words on one family come to: the latest of each matter, and what is still open.

    `state` is waiting, accepted, declined, deferred, worked with (attached) or closed. The lawful gateway for matching and the family's
    own agreement are two things: neither stands for the other. `another` says why it is another family than one claimed at its address.
    `outcomes` are the days since which people say that the outcome of a problem holds.
    """

    state: str = WAITING
    decided: FamilyWord | None = None
    gateway: FamilyWord | None = None
    agreement: FamilyWord | None = None
    worker: FamilyWord | None = None
    attached: FamilyWord | None = None
    closed: FamilyWord | None = None
    conditions: Mapping[str, dt.date] = field(default_factory=dict)
    outcomes: Mapping[str, dt.date] = field(default_factory=dict)
    nominations: tuple[FamilyWord, ...] = ()
    challenge: FamilyWord | None = None
    another: FamilyWord | None = None

    @property
    def is_agreed(self) -> bool:
        """Whether the family has agreed to be worked with and has not taken that back."""
        return self.agreement is not None and self.agreement.subject == GIVEN


def standing(words: Iterable[FamilyWord]) -> Standing:
    """Where a family stands after these words, given oldest first."""
    latest: dict[str, FamilyWord] = {}
    conditions: dict[str, dt.date] = {}
    outcomes: dict[str, dt.date] = {}
    nominations: list[FamilyWord] = []
    state = WAITING
    for each in words:
        latest[each.kind] = each
        if each.kind in DECISIONS:
            state, latest["decided"] = each.kind, each
        elif each.kind == ATTACHED:
            state = WORKED_WITH
        elif each.kind == CLOSED:
            state = ENDED
        elif each.kind == NOMINATED:
            nominations.append(each)
            # A nomination reopens what was declined or closed: somebody knows more than the feeds.
            state = state if state in {ACCEPTED, WORKED_WITH} else WAITING
        elif each.kind == CONDITION and each.day is not None:
            conditions[each.subject] = each.day
        elif each.kind == OUTCOME and each.day is not None:
            outcomes[each.subject] = each.day
        elif each.kind == ANSWERED:
            latest.pop(CHALLENGED, None)
    return Standing(
        state=state,
        decided=latest.get("decided"),
        gateway=latest.get(GATEWAY),
        agreement=latest.get(AGREEMENT),
        worker=latest.get(ALLOCATED),
        attached=latest.get(ATTACHED),
        closed=latest.get(CLOSED),
        conditions=conditions,
        outcomes=outcomes,
        nominations=tuple(nominations),
        challenge=latest.get(CHALLENGED),
        another=latest.get(ANOTHER),
    )


def refusal(new: NewWord, now: Standing, today: dt.date) -> str:
    """Why this may not be said of a family that stands so; empty where it may."""
    if new.kind not in KINDS:
        return "Choose what you want to record."
    if len(new.words) < FEWEST_LETTERS:
        return "Give the reason in a few words: it is what an auditor, or the family, will read."
    if new.day is not None and new.day > today:
        return "That day has not come yet."
    return _BEFORE.get(new.kind, _nothing)(new, now)


def _nothing(_new: NewWord, _now: Standing) -> str:
    return ""


def _gateway(new: NewWord, _now: Standing) -> str:
    return "" if new.subject else "Name the law under which the records were matched."


def _agreement(new: NewWord, _now: Standing) -> str:
    if new.subject not in {GIVEN, REFUSED}:
        return "Say whether the family gave or refused its agreement."
    return "" if new.day else "Say on which day the family answered."


def _allocated(new: NewWord, now: Standing) -> str:
    if now.state not in {ACCEPTED, WORKED_WITH}:
        return "Accept the family first: nobody is given a family that nobody has accepted."
    return "" if new.subject else "Choose the key worker."


def _attached(new: NewWord, now: Standing) -> str:
    """A family is attached by people who accepted it, under a named law, with its own agreement."""
    if now.state != ACCEPTED:
        return "Only a family that was accepted, and is not attached yet, can be attached."
    if now.gateway is None:
        return "Record the lawful gateway for matching first."
    if not now.is_agreed:
        return "Record the family's own agreement first: the gateway does not stand for it."
    return "" if new.day and new.members else "Say on which day the family was attached."


def _condition(new: NewWord, now: Standing) -> str:
    if now.attached is None:
        return "Attach the family first."
    if new.subject not in CONDITIONS:
        return f"Choose one of: {', '.join(CONDITIONS)}."
    return "" if new.day else "Say from which day it was in place."


def _another(_new: NewWord, now: Standing) -> str:
    return "" if now.attached else "Attach the family first."


def _outcome(new: NewWord, now: Standing) -> str:
    if now.attached is None:
        return "Attach the family first."
    if not new.subject:
        return "Name the problem or need whose outcome was reached, as the family's page numbers it."
    return "" if new.day else "Say since which day it holds."


def _nominated(new: NewWord, _now: Standing) -> str:
    return "" if new.subject else "Name the agency or person who names the family."


def _answered(_new: NewWord, now: Standing) -> str:
    return "" if now.challenge else "No challenge of the family is open."


def _closed(_new: NewWord, now: Standing) -> str:
    return "" if now.attached and now.state != ENDED else "Only a family that is worked with can be closed."


_BEFORE: Mapping[str, Callable[[NewWord, Standing], str]] = {
    GATEWAY: _gateway,
    AGREEMENT: _agreement,
    ALLOCATED: _allocated,
    ATTACHED: _attached,
    CONDITION: _condition,
    ANOTHER: _another,
    OUTCOME: _outcome,
    NOMINATED: _nominated,
    ANSWERED: _answered,
    CLOSED: _closed,
}
