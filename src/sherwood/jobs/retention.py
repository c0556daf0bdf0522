"""Job: which records have been kept as long as rules say, who holds some back, who approved that they go, and letting them go."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from sherwood.access import Viewer, records_of_person
from sherwood.access.retained import Retained, retained
from sherwood.definitions.catalogue import load_catalogue
from sherwood.definitions.errors import Problem
from sherwood.definitions.home import Home
from sherwood.definitions.shapes.retention import RetentionRule
from sherwood.jobs.erase import PersonErased, finish_erasures
from sherwood.jobs.figures import viewer_at_keyboard
from sherwood.jobs.progress import Progress
from sherwood.sources import Erasure, Erasures
from sherwood.store import Reader
from sherwood.vocabulary.intervals import add_months

FILE = "retention.jsonl"
PRIVATE = 0o600
Act = Literal["held", "released", "approved", "let go"]


@dataclass(frozen=True)
class Decision:
    """What somebody decided of one child's records, and on what ground; nothing decided before is changed by it."""

    at: str
    act: Act
    record_keys: tuple[str, ...]
    by: str
    ground: str


@dataclass(frozen=True)
class Due:
    """A child whose record has been kept long enough: by which rule, until when, and whether it is held back or approved to go."""

    record_key: str
    rule: str
    kept_until: dt.date
    is_held: bool
    approved_by: str


def due(home: Home, authority: str, on: dt.date, *, as_user: str | None = None) -> list[Due]:
    """The children whose record nobody need keep any more on a day, the longest due first. Raises NotAllowed."""
    return _due(home, authority, on, viewer_at_keyboard(home, authority, as_user))


def decide(home: Home, authority: str, person: str, act: Act, *, ground: str, as_user: str | None) -> Decision:
    """Hold a child's record back, release it, or approve that it goes; the person is a record key or `feed:number`.

    Raises NotAllowed, Problem for nobody, and for approving a record that is held back or not due today.
    """
    viewer = viewer_at_keyboard(home, authority, as_user)
    found = _due(home, authority, dt.datetime.now(dt.UTC).date(), viewer)
    keys = records_of_person(Reader.current(home, authority), authority, person)
    if not keys:
        raise Problem("no record of that key or number is in the warehouse: give a record key, or feed:number")
    if act == "approved":
        _require_free(keys, found)
    made = Decision(dt.datetime.now(dt.UTC).isoformat(), act, keys, viewer.display_name, ground)
    _write(home, authority, made)
    return made


def let_go(home: Home, authority: str, *, as_user: str | None, progress: Progress) -> PersonErased | None:
    """Erase every child whose record is due today, approved by a named person and not held back; None where there is nobody.

    Raises NotAllowed, BuildFailed.
    """
    viewer = viewer_at_keyboard(home, authority, as_user)
    today = dt.datetime.now(dt.UTC).date()
    going = [each for each in _due(home, authority, today, viewer) if each.approved_by and not each.is_held]
    reader = Reader.current(home, authority)
    erased = 0
    for each in going:
        keys = records_of_person(reader, authority, each.record_key)
        Erasures.of(home).add(Erasure(today, authority, keys, each.approved_by, f"kept until {each.kept_until}"))
        _write(
            home,
            authority,
            Decision(dt.datetime.now(dt.UTC).isoformat(), "let go", keys, viewer.display_name, each.rule),
        )
        erased += len(keys)
    return finish_erasures(home, authority, records=erased, progress=progress) if going else None


def decisions(home: Home, authority: str) -> list[Decision]:
    """Everything decided of records of an authority, in order."""
    file = _file(home, authority)
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    return [Decision(**{**found, "record_keys": tuple(found["record_keys"])}) for found in map(json.loads, lines)]


def kept_until(child: Retained, rules: Sequence[tuple[str, RetentionRule]]) -> tuple[str, dt.date] | None:
    """The rule by which a record is kept longest, and its last day; None where no rule can say, and then it is kept.

    A child somebody works with is never due.
    """
    binding = {name: (rule, day) for name, rule in rules if (day := _day(child, rule)) is not None}
    replaced = {rule.instead_of for rule, _ in binding.values()}
    standing = [(day, name) for name, (_, day) in binding.items() if name not in replaced]
    could_bind = [rule for _, rule in rules if _binds(child, rule) and rule.before_age is None]
    if (
        child.is_open
        or not standing
        or (child.birth_date is None and any(r.counts_from == "birth" for r in could_bind))
    ):
        return None
    day, name = max(standing)
    return name, day


def _binds(child: Retained, rule: RetentionRule) -> bool:
    return {
        "adopted": child.adoption_date is not None,
        "looked_after": child.was_looked_after,
        "known": True,
    }[rule.binds]


def _day(child: Retained, rule: RetentionRule) -> dt.date | None:
    """The last day a rule keeps the record; None where it does not bind the child or its day is not known."""
    first = {"birth": child.birth_date, "death": child.death_date, "adoption": child.adoption_date}[rule.counts_from]
    if first is None or not _binds(child, rule):
        return None
    if rule.before_age is not None and (
        child.birth_date is None or first >= add_months(child.birth_date, 12 * rule.before_age)
    ):
        return None
    return add_months(first, 12 * rule.years)


def _due(home: Home, authority: str, on: dt.date, viewer: Viewer) -> list[Due]:
    reader = Reader.current(home, authority)
    rules = sorted(load_catalogue(home.council).retention.items())
    made = decisions(home, authority)
    found = []
    for child in retained(reader, viewer):
        until = kept_until(child, rules)
        if until is not None and until[1] < on:
            found.append(Due(child.record_key, *until, *_said(made, child.record_key)))
    return sorted(found, key=lambda each: (each.kept_until, each.record_key))


def _said(made: Sequence[Decision], key: str) -> tuple[bool, str]:
    """Whether a record is held back now, and who approved that it goes."""
    own = [each for each in made if key in each.record_keys]
    holds = [each.act for each in own if each.act in ("held", "released")]
    approved = [each.by for each in own if each.act == "approved"]
    return bool(holds) and holds[-1] == "held", approved[-1] if approved else ""


def _require_free(keys: Sequence[str], found: Sequence[Due]) -> None:
    own = [each for each in found if each.record_key in keys]
    if not own:
        raise Problem("this record is not due: `sherwood retention due` lists those that are")
    if any(each.is_held for each in own):
        raise Problem("this record is held back: release it first, with the ground on which it need not be kept")


def _write(home: Home, authority: str, made: Decision) -> None:
    """Add one line, on the disk before anything follows from it; it holds record keys, and no number or name of a child."""
    file = _file(home, authority)
    file.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, PRIVATE)
    with os.fdopen(handle, "a", encoding="utf-8") as opened:
        opened.write(json.dumps(asdict(made), ensure_ascii=False) + "\n")
        opened.flush()
        os.fsync(opened.fileno())


def _file(home: Home, authority: str) -> Path:
    return home.issued(authority) / FILE


def in_words(found: Sequence[Due]) -> Iterator[str]:
    """Yield the lines `sherwood retention due` prints."""
    for each in found:
        state = "held back" if each.is_held else f"approved by {each.approved_by}" if each.approved_by else "waits"
        yield f"{each.record_key}  kept until {each.kept_until}  {each.rule:<18} {state}"
    yield f"{len(found):,} records are due to be let go."
