"""Access: what a programme's assessment may know of people, the one door to the tables that hold those nobody works with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlglot import exp

from sherwood.access.asking import all_of, any_of, as_type, column, table
from sherwood.access.clauses import Ask, conditions
from sherwood.access.permissions import Permission, require
from sherwood.access.viewer import Viewer
from sherwood.access.viewers import feeds_for
from sherwood.definitions.programmes import PURPOSE, PURPOSES
from sherwood.store import Reader

_PERSON, _HOME, _FACT = "asked_person", "asked_home", "asked_fact"
_FACT_COLUMNS = (
    "person_key",
    "fact",
    "start_date",
    "until_date",
    "amount",
    "possible",
    "detail",
    "feed",
    "source_row",
)
_FACT_ORDER = ("person_key", "start_date", "fact", "source_row")


@dataclass(frozen=True)
class ProgrammeRows:
    """Rows for an assessment: birth dates, homes and facts as tuples; people whose record is closed to the viewer; newest day by feed."""

    people: list[tuple[Any, ...]]
    homes: list[tuple[Any, ...]]
    facts: list[tuple[Any, ...]]
    closed: frozenset[str]
    newest: dict[str, dt.date]


def programme_rows(reader: Reader, viewer: Viewer, facts: Mapping[str, dt.date], *, as_at: dt.date) -> ProgrammeRows:
    """Read what an assessment on a day asks for, of feeds that declare a purpose for it and whose agreement has not run out.

    Without the programme's own purpose, which may have lapsed, a viewer gets no row at all. Facts are those of each kind that
    began by the day asked about and began or still went on since the day of its kind. Raises NotAllowed. Whoever calls writes
    the look to the audit trail once it knows of how many families.
    """
    require(viewer, Permission.FAMILIES_ASSESS)
    door = _Door(reader, viewer, feeds_of_programme(viewer), as_at)
    people = door.people()
    open_keys = door.open_keys()
    closed = frozenset(str(key) for key, _ in people if key not in open_keys)
    return ProgrammeRows(people, door.homes(), door.facts(facts), closed, door.newest())


def feeds_of_programme(viewer: Viewer) -> list[str]:
    """The feeds that declare a purpose for a programme and whose agreement has not run out; none without the programme's purpose."""
    may_use = PURPOSES if PURPOSE in viewer.purposes else ()
    return sorted(feeds_for(viewer.catalogue, may_use, viewer.on_date)) if viewer.catalogue else []


@dataclass(frozen=True)
class _Door:
    """Every question of one assessment, each with bound values of its own."""

    reader: Reader
    viewer: Viewer
    feeds: list[str]
    as_at: dt.date

    def people(self) -> list[tuple[Any, ...]]:
        """Everybody with a birth date."""
        ask = self._ask()
        return self._rows(ask, self._of_feeds(ask, "programme_person", _PERSON, ("person_key", "birth_date")))

    def open_keys(self) -> set[str]:
        """The people whose record is not closed to the viewer."""
        ask = self._ask()
        asked = self._of_feeds(ask, "programme_person", _PERSON, ("person_key",))
        return {str(key) for (key,) in self._rows(ask, asked.where(conditions(ask, _PERSON, "child")))}

    def homes(self) -> list[tuple[Any, ...]]:
        """Where people lived on the day."""
        ask = self._ask()
        asked = self._of_feeds(ask, "programme_address", _HOME, ("person_key", "place", "start_date", "until_date"))
        lived = (
            column("start_date", _HOME) <= ask.bound.value(self.as_at),
            column("until_date", _HOME) > ask.bound.value(self.as_at),
        )
        return self._rows(ask, asked.where(*lived))

    def facts(self, facts: Mapping[str, dt.date]) -> list[tuple[Any, ...]]:
        """What is told of people up to the day, by person and day."""
        ask = self._ask()
        # What began before the day and ended after it is told too: a claim asks whether a need was over by then.
        wanted = [
            all_of(
                (
                    column("fact", _FACT).eq(ask.bound.value(kind)),
                    any_of(column(end, _FACT) >= ask.bound.value(since) for end in ("start_date", "until_date")),
                )
            )
            for kind, since in sorted(facts.items())
        ]
        told = (column("start_date", _FACT) <= ask.bound.value(self.as_at), any_of(wanted))
        asked = self._of_feeds(ask, "programme_fact", _FACT, _FACT_COLUMNS).where(*told)
        return self._rows(ask, asked.order_by(*(column(each, _FACT) for each in _FACT_ORDER)))

    def newest(self) -> dict[str, dt.date]:
        """The newest day each feed's files speak of."""
        ask = self._ask()
        newest = exp.alias_(as_type(exp.func("max", column("cover_to", "came")), "DATE"), "newest")
        asked = self._of_feeds(ask, "landing_delivery", "came", ("feed",)).select(newest)
        found = self._rows(ask, asked.group_by(column("feed", "came")))
        return {str(feed): day for feed, day in found if day is not None}

    def _ask(self) -> Ask:
        return Ask.of(self.reader, self.viewer, "a")

    def _rows(self, ask: Ask, question: exp.Select) -> list[tuple[Any, ...]]:
        return list(self.reader.select(question, ask.bound.values).rows)

    def _of_feeds(self, ask: Ask, name: str, row: str, columns: tuple[str, ...]) -> exp.Select:
        """Rows of the viewer's authority and of feeds that may be used."""
        return (
            exp.select(*(column(each, row) for each in columns))
            .from_(table(name, row))
            .where(
                column("authority", row).eq(ask.bound.value(self.viewer.authority)),
                ask.bound.one_of(column("feed", row), self.feeds),
            )
        )
