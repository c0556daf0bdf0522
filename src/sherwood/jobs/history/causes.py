"""Job: the one cause for which a row counts otherwise in a later build than in an earlier one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any, Literal

from sherwood.definitions.shapes.table import Table
from sherwood.jobs.history.arrived import Arrival, Between
from sherwood.jobs.history.figure import Figure

Cause = Literal["late", "corrected", "deleted", "relinked", "redefined", "later_day", "access", "untold", "unexplained"]
WORDS: Mapping[Cause, str] = MappingProxyType(
    {
        "late": "late: the row came after the earlier day",
        "corrected": "corrected: a later file says something else",
        "deleted": "deleted: a later file no longer holds the row",
        "relinked": "re-linked: the record is another person's",
        "redefined": "definition changed: the builds were made by other rules",
        "later_day": "later day: the files speak of days they could not speak of before",
        "access": "access: the child's record is closed to you in one of the builds",
        "untold": "not told: the files of one of the days do not reach back to the period, so that it has no figure",
        "unexplained": "no cause was found",
    }
)


@dataclass(frozen=True)
class Difference:
    """One row that counts otherwise: its child (null where the viewer may not open it), what it adds, and the cause.

    `is_own` tells that the cause is the row itself; else it is another row of the same child.
    """

    record_key: str | None
    cause: Cause
    numerator: int
    denominator: int
    source_row: str
    arrivals: tuple[Arrival, ...] = ()
    is_own: bool = True


@dataclass(frozen=True)
class Pair:
    """A row as each build counts it; null where a build does not."""

    old: Mapping[str, Any] | None
    new: Mapping[str, Any] | None

    @property
    def rows(self) -> tuple[Mapping[str, Any], ...]:
        """Those there are, the later first."""
        return tuple(row for row in (self.new, self.old) if row is not None)

    def change(self, column: str) -> int:
        """How much more the later build counts."""
        return _count(self.new, column) - _count(self.old, column)


def pairs_that_differ(
    before: Figure, after: Figure, table: Table, sent_again: Mapping[str, str] = MappingProxyType({})
) -> list[Pair]:
    """The rows that do not count alike in both builds, matched by the key of the table counted.

    Where that key is the place of a row, a row that was `sent_again` is known by its later place.
    """
    old, new = _by_key(before.rows, table, sent_again), _by_key(after.rows, table, {})
    pairs = [Pair(old.get(key), new.get(key)) for key in dict.fromkeys((*old, *new))]
    return [pair for pair in pairs if pair.change("numerator") or pair.change("denominator")]


@dataclass(frozen=True)
class Known:
    """What decides causes: what came of the children, whose record is closed in one of the builds, and what holds for all rows."""

    came: Between
    closed: frozenset[str]
    otherwise: Cause

    @cached_property
    def by_place(self) -> Mapping[str, Sequence[Arrival]]:
        """What came of the row read at a place."""
        return _gathered((place, each) for each in self.came.arrivals for place in each.places)

    @cached_property
    def by_person(self) -> Mapping[str, Sequence[Arrival]]:
        """What came of a person."""
        return _gathered((person, each) for each in self.came.arrivals for person in each.persons)


def otherwise(before: Figure, after: Figure) -> Cause:
    """The cause of a row of whose child nothing came between the two builds."""
    if before.point.numerator is None or after.point.numerator is None:
        return "untold"
    if before.reader.manifest.get("made_by") != after.reader.manifest.get("made_by"):
        return "redefined"
    return "later_day" if before.data_date != after.data_date else "unexplained"


def explained(pair: Pair, known: Known) -> Difference:
    """Give a row its cause: its record closed, what came of the row itself, a new link, what came of its child, else what holds for all."""
    persons = {row["person_key"] for row in pair.rows}
    change = pair.change("numerator"), pair.change("denominator")
    place, key = pair.rows[0]["source_row"], pair.rows[0]["record_key"]
    if known.otherwise == "untold":
        return Difference(key, "untold", *change, place)
    if persons & known.closed or not all(row["record_key"] for row in pair.rows):
        return Difference(None, "access", *change, "")
    own = [each for row in pair.rows for each in known.by_place.get(row["source_row"], ()) if each.persons & persons]
    if own:
        return Difference(key, own[0].kind, *change, place, tuple(dict.fromkeys(own)))
    if any(row["source_row"] in known.came.moved for row in pair.rows):
        return Difference(key, "relinked", *change, place)
    others = tuple(each for person in sorted(persons) for each in known.by_person.get(person, ()))
    if others:
        return Difference(key, others[0].kind, *change, place, others, is_own=False)
    return Difference(key, known.otherwise, *change, place)


def _gathered(pairs: Iterable[tuple[str, Arrival]]) -> Mapping[str, Sequence[Arrival]]:
    found: dict[str, list[Arrival]] = defaultdict(list)
    for name, each in pairs:
        found[name].append(each)
    return found


def _by_key(
    rows: Sequence[Mapping[str, Any]], table: Table, sent_again: Mapping[str, str]
) -> dict[Hashable, Mapping[str, Any]]:
    def value(row: Mapping[str, Any], name: str) -> Any:
        return sent_again.get(row[name], row[name]) if name == "source_row" else row.get(name)

    return {tuple(value(row, name) for name in table.key): row for row in rows}


def _count(row: Mapping[str, Any] | None, column: str) -> int:
    return int((row or {}).get(column) or 0)
