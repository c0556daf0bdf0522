"""Access: how a question to the warehouse is put together: bound values, quoted names, and the tables that hold no people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from sqlglot import exp

from sherwood.access.errors import UnknownColumn
from sherwood.access.kept import Answers
from sherwood.store import Reader, Rows

# Every other table is bound by authority and purpose: a table nobody has thought of is filtered, not shown.
REFERENCE_TABLES = frozenset(
    {
        "build_facts",
        "calendar_day",
        "code",
        "collection_year",
        "comparator",
        "council_team",
        "council_worker",
        "due_day",
        "feed_reach",
        "landing_delivery",
        "organisation",
        "pool_event_month",
        "pool_open_month",
        "population",
        "postcode",
        "record_rule",
        "school",
        "school_term",
        "school_training_day",
        "team_alias",
        "team_became",
        "timescale_limit",
        "unmatched",
        "worker",
        "worker_alias",
    }
)


class Bound:
    """Values bound to a statement under names of their own, so that none ever becomes part of its text."""

    def __init__(self, prefix: str) -> None:
        self.values: dict[str, object] = {}
        self._prefix = prefix

    def value(self, value: object) -> exp.Expr:
        """Bind one value and return what stands for it; a date is marked as one."""
        name = f"{self._prefix}{len(self.values)}"
        self.values[name] = value
        placeholder = exp.Placeholder(this=name)
        return as_type(placeholder, "DATE") if isinstance(value, dt.date) else placeholder

    def listed(self, column: exp.Expr, values: Iterable[object]) -> exp.Expr:
        """Whether the column is one of these values, bound as one list: of hundreds the engine reads one name."""
        held = list(values)
        if not held:
            return exp.false()
        given = exp.Select(expressions=[exp.Explode(this=self.value(held))])
        return exp.In(this=column, query=given.subquery())

    def one_of(self, column: exp.Expr, values: Iterable[object]) -> exp.Expr:
        """Whether the column is one of these values; of none, never."""
        bound = [self.value(each) for each in values]
        return exp.In(this=column, expressions=bound) if bound else exp.false()


def column(name: str, table: str) -> exp.Column:
    """Name a column of a table or alias, quoted so that no name can be taken for anything else."""
    # Written out, because SQLGlot's own helper reads each name as text first, and a page names thousands.
    return exp.Column(this=_name(name), table=_name(table))


def table(name: str, alias: str | None = None) -> exp.Table:
    """Name a table, quoted."""
    return exp.Table(this=_name(name), alias=exp.TableAlias(this=_name(alias)) if alias else None)


def as_type(value: exp.Expr, kind: str) -> exp.Expr:
    """The value as another type, by the engine's name of it."""
    return exp.Cast(this=value, to=_type(kind).copy())


def everything() -> exp.Select:
    """A SELECT of every column, still to be told from where."""
    return exp.Select(expressions=[exp.Star()])


@lru_cache
def _type(kind: str) -> exp.DataType:
    return exp.DataType.build(kind)


def _name(name: str) -> exp.Identifier:
    return exp.Identifier(this=name, quoted=True)


def all_of(conditions: Iterable[exp.Expr]) -> exp.Expr:
    """Every condition; of none, always."""
    found = list(conditions)
    return exp.and_(*found, copy=False) if found else exp.true()


def any_of(conditions: Iterable[exp.Expr]) -> exp.Expr:
    """At least one condition; of none, never."""
    found = list(conditions)
    return exp.or_(*found, copy=False) if found else exp.false()


def same_person(left: str, right: str) -> exp.Expr:
    """Two rows of one person of one authority."""
    return all_of(column(name, left).eq(column(name, right)) for name in ("authority", "person_key"))


# Every figure of a page asks for teams and their names.
_REFERENCE: Answers[Rows] = Answers(most=64)
# A build has some three hundred tables, and the one before is still asked for a while.
_TOLD_BY: Answers[frozenset[tuple[str, str]]] = Answers(most=1000)
_PERSONS: Answers[tuple[str, ...]] = Answers(most=256)
# Every figure of a page asks.
_DATA_DATES: Answers[dt.date] = Answers(most=64)


def data_date(reader: Reader, authority: str) -> dt.date:
    """The last day of which the loaded files can speak; raises UnknownColumn if the authority has nothing loaded."""
    return _DATA_DATES.of_build(reader, authority, lambda: _data_date(reader, authority))


def _data_date(reader: Reader, authority: str) -> dt.date:
    bound = Bound("d")
    facts = exp.select(column("data_date", "build_facts")).from_(table("build_facts"))
    facts = facts.where(column("authority", "build_facts").eq(bound.value(authority)))
    for (day,) in reader.select(facts, bound.values):
        if isinstance(day, dt.date):
            return day
    raise UnknownColumn(f"nothing is loaded for the authority '{authority}': run `sherwood load` and `sherwood build`")


def told_by(reader: Reader, name: str) -> frozenset[tuple[str, str]]:
    """Every authority and feed that a table's rows are of, read once a build."""

    def read() -> frozenset[tuple[str, str]]:
        pairs = [column(each, name) for each in ("authority", "feed")]
        return frozenset(reader.select(exp.select(*pairs).distinct().from_(table(name))).rows)

    return _TOLD_BY.of_build(reader, name, read)


def persons_with(reader: Reader, authority: str, keys: tuple[str, ...]) -> tuple[str, ...]:
    """The people whom any of these record keys belongs to in this build, looked up once: a county has a million records."""

    def read() -> tuple[str, ...]:
        bound = Bound("k")
        known = exp.select(column("person_key", "record")).distinct().from_(table("person_record", "record"))
        known = known.where(
            column("authority", "record").eq(bound.value(authority)), bound.one_of(column("record_key", "record"), keys)
        )
        return tuple(sorted(str(key) for (key,) in reader.select(known, bound.values)))

    return _PERSONS.of_build(reader, (authority, keys), read)


def reference(reader: Reader, name: str, columns: tuple[str, ...]) -> list[dict[str, Any]]:
    """Rows of a table that holds no people, such as teams and their names; raises UnknownColumn for any other table."""
    if name not in REFERENCE_TABLES:
        raise UnknownColumn(
            f"'{name}' is not one of the tables that hold no people: {', '.join(sorted(REFERENCE_TABLES))}"
        )
    return _REFERENCE.of_build(reader, (name, columns), lambda: _reference(reader, name, columns)).dicts()


def _reference(reader: Reader, name: str, columns: tuple[str, ...]) -> Rows:
    wanted = [column(each, name) for each in columns]
    return reader.select(exp.select(*wanted).from_(table(name)).distinct().order_by(*(each.copy() for each in wanted)))
