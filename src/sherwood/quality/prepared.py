"""Quality: tables that many rules of a set share, such as the order of a child's episodes, made once before the rules are asked."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import sqlglot
from sqlglot import exp

from sherwood.quality.days import with_days
from sherwood.store import Build

_SQL = ".sql"


@dataclass(frozen=True)
class Prepared:
    """One shared table: the SELECT that makes it and the tables that names."""

    name: str
    select: exp.Expr
    reads: frozenset[str]


@lru_cache(maxsize=8)
def prepared_of(ruleset: str) -> tuple[Prepared, ...]:
    """The shared tables of a set of rules, each after those it reads."""
    folder = files(__package__) / "prepared" / ruleset
    if not folder.is_dir():
        return ()
    found = {
        item.name.removesuffix(_SQL): sqlglot.parse_one(item.read_text(encoding="utf-8"), read="duckdb")
        for item in sorted(folder.iterdir(), key=lambda each: each.name)
        if item.name.endswith(_SQL)
    }
    return tuple(_in_order({name: Prepared(name, select, tables_read(select)) for name, select in found.items()}))


def tables_read(select: exp.Expr) -> frozenset[str]:
    """The tables that a SELECT reads, without those it makes for itself."""
    own = {each.alias for each in select.find_all(exp.CTE)}
    return frozenset(each.name for each in select.find_all(exp.Table) if each.name not in own)


def prepare(build: Build, ruleset: str, days: dict[str, dt.date]) -> None:
    """Make the shared tables of a set in a build that holds the return."""
    there = set(build.tables())
    for each in prepared_of(ruleset):
        if each.reads <= there:
            build.create_table_as(each.name, with_days(each.select, days))
            there.add(each.name)


def needed_by(ruleset: str, tables: frozenset[str]) -> frozenset[str]:
    """The tables of the return that stand behind these, shared ones traced to what they are made of."""
    shared = {each.name: each.reads for each in prepared_of(ruleset)}
    found: set[str] = set()
    waiting = set(tables)
    while waiting:
        name = waiting.pop()
        waiting |= shared.get(name, frozenset())
        found |= set() if name in shared else {name}
    return frozenset(found)


def _in_order(found: dict[str, Prepared]) -> list[Prepared]:
    ordered: list[Prepared] = []
    while len(ordered) < len(found):
        made = {each.name for each in ordered}
        ordered += [each for name, each in found.items() if name not in made and not (each.reads & set(found)) - made]
    return ordered
