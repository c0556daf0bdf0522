"""The office's notes on findings: one is added, those of some findings are told, oldest first."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from sherwood.office import models

ACCEPTED, DISMISSED, ACTION, COMMENT = "accepted", "dismissed", "action", "comment"
KINDS = (ACCEPTED, DISMISSED, ACTION, COMMENT)


class Said(NamedTuple):
    """What somebody said of a finding; an action has an owner and a day by which it is done."""

    kind: str
    words: str
    owner: str
    due: dt.date | None
    by: str
    at: dt.datetime


def note(account_id: str, finding: str, kind: str, words: str, *, owner: str = "", due: dt.date | None = None) -> None:
    """Keep what a named person said of a finding; nothing said before is changed by it. Raises ValueError for an unknown kind."""
    if kind not in KINDS:
        raise ValueError(f"a note is {', '.join(KINDS)}, not '{kind}'")
    models.FindingNote.objects.create(
        finding=finding, kind=kind, words=words, owner=owner, due=due, noted_by_id=account_id
    )


def notes_of(findings: Iterable[str]) -> Mapping[str, tuple[Said, ...]]:
    """What was said of each of these findings, the oldest first; those of which nothing was said are left out."""
    found: dict[str, list[Said]] = defaultdict(list)
    for each in models.FindingNote.objects.filter(finding__in=list(findings)).select_related("noted_by"):
        said = Said(each.kind, each.words, each.owner, each.due, each.noted_by.display_name, each.noted_at)
        found[each.finding].append(said)
    return {finding: tuple(said) for finding, said in found.items()}


def standing(said: Iterable[Said]) -> str:
    """Where a finding stands: the latest word on whether it is accepted, else new."""
    decided = [each.kind for each in said if each.kind in {ACCEPTED, DISMISSED}]
    return decided[-1] if decided else "new"
