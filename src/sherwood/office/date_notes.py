"""The office's notes of dates: what happened on a day that a measure's charts must be read with."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from sherwood.office import models


@dataclass(frozen=True)
class DateNote:
    """One note of one day of a measure, and who made it."""

    id: int
    measure: str
    day: dt.date
    words: str
    by: str
    is_own: bool


def note_date(account_id: str, measure: str, day: dt.date, words: str) -> None:
    """Note what happened on a day; every chart of the measure over that day then says so."""
    models.DateNote.objects.create(measure=measure, day=day, words=words, noted_by_id=account_id)


def withdraw(account_id: str, note: int) -> bool:
    """Take one's own note back; False for one that is not."""
    return bool(models.DateNote.objects.filter(id=note, noted_by_id=account_id).update(is_withdrawn=True))


def notes_by_measure(account_id: str) -> Mapping[str, tuple[DateNote, ...]]:
    """Every note that stands, by measure, in the order of their days."""
    found: dict[str, list[DateNote]] = defaultdict(list)
    for each in models.DateNote.objects.filter(is_withdrawn=False).select_related("noted_by"):
        is_own = str(each.noted_by_id) == account_id
        found[each.measure].append(
            DateNote(each.id, each.measure, each.day, each.words, each.noted_by.display_name, is_own)
        )
    return {measure: tuple(notes) for measure, notes in found.items()}
