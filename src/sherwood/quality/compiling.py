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
from sherwood.quality.conditions import THIS, Conditions, UnknownName, column, table_named
from sherwood.quality.days import with_days
from sherwood.quality.prepared import prepared_of, tables_read


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
        base = _findings(self._told(rule)).from_(table_named(rule.table, THIS), copy=False)
        if rule.kind == "sql":
            found = with_days(sqlglot.parse_one(self.book.sql[rule.id], read="duckdb"), self.days)
            return base.where(exp.In(this=_own("source_row"), query=exp.Subquery(this=found)), copy=False)
        conditions = Conditions(self.columns, self.catalogue, self.year, self.days, rule.table)
        where = conditions.all_of(rule.where)
        for name in conditions.joined:
            key = self._joined_by(rule, name)
            on = exp.EQ(this=column(key, name), expression=_own(key))
            base = base.join(table_named(name), on=on, join_type="left", copy=False)
        return base.where(where, copy=False)

    def _joined_by(self, rule: Rule, name: str) -> str:
        """A shared table of the rule's table (`episodes_in_order`) has a row for each of its rows, any other one for each child."""
        shared = {each.name for each in prepared_of(self.book.of.id)}
        return "source_row" if name in shared and name.startswith(f"{rule.table}_") else "source_id"

    def _told(self, rule: Rule) -> exp.Expr:
        """The cells of the rule's own table to look at, as they were submitted, in words."""
        own = self.columns[rule.table]
        cells = [(name, f"{name}_text" if f"{name}_text" in own else name) for name in rule.fields if name in own]
        told: exp.Expr = exp.Literal.string("")
        # One chain, not `concat_ws`: that is written with each of its parts twice, and read by the engine twice.
        for at, (name, held) in enumerate(cells):
            label = exp.Literal.string(f"{', ' if at else ''}{name.upper()} ")
            told = exp.DPipe(this=told, expression=label) if at else label
            told = exp.DPipe(this=told, expression=_or_empty(held))
        return told


def _or_empty(held: str) -> exp.Expr:
    """A cell as text, or that it is empty."""
    return exp.Coalesce(
        this=exp.Cast(this=_own(held), to=exp.DataType(this=exp.DType.TEXT)),
        expressions=[exp.Literal.string("is empty")],
    )


def _findings(told: exp.Expr) -> exp.Select:
    """The three columns of a finding, each row once, in the order of the file: of two lines of a load the shorter number is the smaller."""
    alias = exp.Alias(this=told, alias=exp.to_identifier("told"))
    chosen = exp.Select(expressions=[_own("source_row"), _own("source_id"), alias]).distinct(copy=False)
    return chosen.order_by(exp.Length(this=_own("source_row")), _own("source_row"), copy=False)


def _own(name: str) -> exp.Column:
    return column(name, THIS)


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
