"""Access: what officers need to answer for who looked at what: keys of people and of teams, never a name."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import NamedTuple

from sqlglot import exp

from sherwood.access.asking import Bound, column, data_date, same_person, table
from sherwood.store import Reader
from sherwood.vocabulary.intervals import add_months


class Teams(NamedTuple):
    """Which teams a record's child is or lately was with, and in which teams a worker works on the last day of the data."""

    of_record: dict[str, frozenset[str]]
    of_worker: dict[str, frozenset[str]]


def persons_of_records(reader: Reader, authority: str) -> dict[str, str]:
    """Today's person of every record key of an authority."""
    bound = Bound("k")
    question = exp.select(column("record_key", "each"), column("person_key", "each")).from_(
        table("person_record", "each")
    )
    question = question.where(column("authority", "each").eq(bound.value(authority)))
    return {str(record): str(person) for record, person in reader.select(question, bound.values)}


def persons_for(reader: Reader, authority: str, record_keys: Collection[str]) -> dict[str, str]:
    """Today's person of each of these record keys, so that what was said of a child still holds after a split or a merge."""
    bound = Bound("k")
    question = exp.select(column("record_key", "each"), column("person_key", "each")).from_(
        table("person_record", "each")
    )
    question = question.where(
        column("authority", "each").eq(bound.value(authority)),
        bound.one_of(column("record_key", "each"), sorted(record_keys)),
    )
    return {str(record): str(person) for record, person in reader.select(question, bound.values)}


def teams_of_records(reader: Reader, authority: str, months: int) -> Teams:
    """The teams each record's child is with, or was within so many months, and the teams of each worker."""
    last = data_date(reader, authority)
    of_record: dict[str, set[str]] = defaultdict(set)
    for name in ("allocation", "held_by_hub"):
        for record, team in _lately_with(reader, authority, name, last, months):
            of_record[record].add(team)
    return Teams({key: frozenset(found) for key, found in of_record.items()}, _teams_of_workers(reader, last))


def _lately_with(reader: Reader, authority: str, name: str, last: dt.date, months: int) -> Iterator[tuple[str, str]]:
    """Each record with a team that, by this table of who holds a child, holds the child or did within so many months."""
    bound = Bound("k")
    held = (
        exp.select(column("record_key", "each"), column("team_id", "held"))
        .distinct()
        .from_(table("person_record", "each"))
        .join(table(name, "held"), on=same_person("each", "held"))
        .where(
            column("authority", "each").eq(bound.value(authority)),
            column("start_date", "held") <= bound.value(last),
            column("through_date", "held") >= bound.value(add_months(last, -months)),
            exp.not_(column("team_id", "held").is_(exp.null())),
        )
    )
    yield from ((str(record), str(team)) for record, team in reader.select(held, bound.values))


def _teams_of_workers(reader: Reader, last: object) -> dict[str, frozenset[str]]:
    bound = Bound("k")
    works = exp.select(column("worker_id", "each"), column("team_id", "each")).from_(table("worker", "each"))
    works = works.where(
        column("start_date", "each") <= bound.value(last), column("end_date", "each") >= bound.value(last)
    )
    found: dict[str, set[str]] = defaultdict(set)
    for worker, team in reader.select(works, bound.values):
        if team is not None:
            found[str(worker)].add(str(team))
    return {worker: frozenset(teams) for worker, teams in found.items()}


def team_of_record(reader: Reader, authority: str, record_key: str) -> str | None:
    """The team responsible for a record's child on the last day of the data, for whoever has to be told of an emergency."""
    last = data_date(reader, authority)
    bound = Bound("k")
    question = (
        exp.select(column("team_id", "held"))
        .from_(table("person_record", "each"))
        .join(table("allocation", "held"), on=same_person("each", "held"))
        .where(
            column("authority", "each").eq(bound.value(authority)),
            column("record_key", "each").eq(bound.value(record_key)),
            column("start_date", "held") <= bound.value(last),
            column("through_date", "held") >= bound.value(last),
        )
    )
    return next((str(team) for (team,) in reader.select(question, bound.values) if team is not None), None)
