"""Quality: one rule as one SELECT of the rows that break it, with the cells to look at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import sqlglot
from sqlglot import exp

from sherwood.definitions.catalogue import Catalogue
from sherwood.definitions.rules import RuleBook, conditions_of
from sherwood.definitions.shapes.rule import Rule
from sherwood.quality.conditions import THIS, Conditions, UnknownName
from sherwood.quality.days import with_days
from sherwood.quality.prepared import prepared_of, tables_read

_KEYS = ("source_row", "source_id")


@dataclass(frozen=True)
class Compiler:
    """Writes the rules of one year over tables of which the columns are known."""

    book: RuleBook
    catalogue: Catalogue
    year: str
    days: dict[str, dt.date]
    columns: Mapping[str, frozenset[str]]

    def select(self, rule: Rule) -> exp.Select:
        """The rows of the rule's table that break it; raises UnknownName for a name that stands for nothing."""
        if rule.table not in self.columns:
            raise UnknownName(f"there is no table '{rule.table}'")
        shown = [name for name in (*_KEYS, *self.fields(rule)) if name in self.columns[rule.table]]
        picked = [exp.column(name, table=THIS, quoted=True) for name in shown]
        base = exp.select(*picked).distinct().from_(exp.to_table(rule.table, alias=THIS))
        if rule.kind == "sql":
            found = with_days(sqlglot.parse_one(self.book.sql[rule.id], read="duckdb"), self.days)
            return base.where(
                exp.In(this=exp.column("source_row", table=THIS, quoted=True), query=exp.Subquery(this=found))
            )
        conditions = Conditions(self.columns, self.catalogue, self.year, self.days, rule.table)
        where = conditions.all_of(rule.where)
        for name in conditions.joined:
            key = self._joined_by(rule, name)
            on = exp.column(key, table=name, quoted=True).eq(exp.column(key, table=THIS, quoted=True))
            base = base.join(exp.to_table(name), on=on, join_type="left")
        return base.where(where)

    def _joined_by(self, rule: Rule, name: str) -> str:
        """A shared table of the rule's table (`episodes_in_order`) has a row for each of its rows, any other one for each child."""
        shared = {each.name for each in prepared_of(self.book.of.id)}
        return "source_row" if name in shared and name.startswith(f"{rule.table}_") else "source_id"

    def fields(self, rule: Rule) -> list[str]:
        """The columns of the rule's own table to be told, as they were submitted."""
        own = self.columns.get(rule.table, frozenset())
        texts = (f"{name}_text" if f"{name}_text" in own else name for name in rule.fields)
        return [name for name in texts if name in own]


def tables_of(rule: Rule, book: RuleBook) -> frozenset[str]:
    """Every table a rule speaks of."""
    found = {rule.table, *rule.needs}
    if rule.kind == "sql":
        return frozenset(found | tables_read(sqlglot.parse_one(book.sql[rule.id], read="duckdb")))
    for test in conditions_of(rule):
        found |= {beside.table for beside in (test.exists, test.lacks) if beside}
        others = (test.before, test.on_or_before, test.after, test.on_or_after, test.same_as, test.differs_from)
        prefixes = {name.rpartition(".")[0] for name in (test.column, *others)}
        found |= prefixes - {"", THIS}
    return frozenset(found)
