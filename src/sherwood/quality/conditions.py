"""Quality: turns the tests of a rule into conditions on a row, and notes which other tables they speak of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from sqlglot import exp

from sherwood.definitions.catalogue import Catalogue
from sherwood.definitions.shapes.codelist import Codelist
from sherwood.definitions.shapes.rule import COMPARISONS, Condition, RowsBeside
from sherwood.quality.days import day_named

THIS = "this"
_OTHER = "other"
_TEXT = "_text"
_OPERATORS = {
    "before": exp.LT,
    "on_or_before": exp.LTE,
    "after": exp.GT,
    "on_or_after": exp.GTE,
    "same_as": exp.EQ,
}


class UnknownName(Exception):
    """A test names a table or column that the return and the prepared tables do not have."""


@dataclass
class Conditions:
    """Writes the tests of one rule; `joined` are the tables whose row about the same child a test speaks of."""

    columns: Mapping[str, frozenset[str]]
    catalogue: Catalogue
    year: str
    days: dict[str, dt.date]
    table: str
    joined: list[str] = field(default_factory=list)
    _depth: int = 0

    def all_of(self, tests: Iterable[Condition], alias: str = THIS, table: str = "") -> exp.Expr:
        """Every test, for a row of `table` (the rule's own if not said) under `alias`."""
        return exp.and_(*(self._one(test, alias, table or self.table) for test in tests), copy=False)

    def _one(self, test: Condition, alias: str, table: str) -> exp.Expr:
        if test.any:
            return exp.paren(exp.or_(*(self._one(each, alias, table) for each in test.any), copy=False), copy=False)
        if test.all:
            return exp.paren(self.all_of(test.all, alias, table), copy=False)
        if test.none:
            held = exp.or_(*(self._one(each, alias, table) for each in test.none), copy=False)
            return _not(exp.Coalesce(this=exp.Paren(this=held), expressions=[exp.false()]))
        if test.exists or test.lacks:
            found = [exp.Exists(this=self._beside(each, alias)) for each in (test.exists, test.lacks) if each]
            return found[0] if test.exists else _not(found[0])
        return exp.and_(*self._of_column(test, alias, table), copy=False)

    def _of_column(self, test: Condition, alias: str, table: str) -> Iterator[exp.Expr]:
        held = self._column(test.column, alias, table)
        submitted = self._as_submitted(test.column, alias, table)
        if test.is_:
            yield _one_of(held, map(exp.convert, test.is_))
        if test.is_not:
            yield _not(_one_of(held, map(exp.convert, test.is_not)))
        if test.filled is not None:
            yield _not(_is_empty(submitted)) if test.filled else _is_empty(submitted)
        if test.readable is not None:
            yield from _readable(held, submitted, test.readable)
        if test.off_list:
            yield _not(_one_of(submitted, codes_of(self.catalogue.codelist(test.off_list), self.year)))
        yield from _patterns(test, submitted)
        yield from _limits(test, held)
        for name in COMPARISONS:
            if other := getattr(test, name):
                yield self._compared(name, held.copy(), other, test, alias, table)

    def _compared(self, name: str, held: exp.Expr, other: str, test: Condition, alias: str, table: str) -> exp.Expr:
        against = day_named(other, self.days)
        value = _later(against if against is not None else self._column(other, alias, table), test)
        return (
            exp.NEQ(this=held, expression=value)
            if name == "differs_from"
            else _OPERATORS[name](this=held, expression=value)
        )

    def _beside(self, beside: RowsBeside, outer: str) -> exp.Select:
        """Rows of the other table that share the columns and pass its tests."""
        self._depth += 1
        alias = f"{_OTHER}_{self._depth}"
        same = [exp.EQ(this=column(name, alias), expression=column(name, outer)) for name in beside.same]
        where = [self._one(test, alias, beside.table) for test in beside.where]
        self._known(beside.table, *beside.same)
        found = exp.Select(expressions=[exp.Literal.number(1)]).from_(table_named(beside.table, alias), copy=False)
        return found.where(*same, *where, copy=False)

    def _column(self, name: str, alias: str, table: str) -> exp.Expr:
        """A column of the row in hand, of the rule's own row (`this.`), or of another table's row about the child."""
        prefix, _, own = name.rpartition(".")
        if not prefix:
            self._known(table, name)
            return column(name, alias)
        if prefix == THIS:
            self._known(self.table, own)
            return column(own, THIS)
        self._known(prefix, own)
        if prefix not in self.joined:
            self.joined.append(prefix)
        return column(own, prefix)

    def _as_submitted(self, name: str, alias: str, table: str) -> exp.Expr:
        """The text of a cell that is read into a date or number, the cell itself for any other."""
        prefix, _, own = name.rpartition(".")
        whose = self.table if prefix == THIS else prefix or table
        has_text = f"{own}{_TEXT}" in self.columns.get(whose, frozenset())
        return self._column(f"{name}{_TEXT}" if has_text else name, alias, table)

    def _known(self, table: str, *columns: str) -> None:
        if table not in self.columns:
            raise UnknownName(f"there is no table '{table}'")
        for name in columns:
            if name not in self.columns[table]:
                raise UnknownName(f"the table '{table}' has no column '{name}'")


def codes_of(codelist: Codelist, year: str) -> list[exp.Expr]:
    """The codes of a list that a return of the year may hold."""
    return [
        exp.Literal.string(code)
        for code, each in codelist.codes.items()
        if not each.coarse and (each.first_year or year) <= year <= (each.last_year or year)
    ]


def _readable(held: exp.Expr, submitted: exp.Expr, wanted: bool) -> Iterator[exp.Expr]:
    """Whether what was submitted could be read; an empty cell is neither readable nor unreadable."""
    yield _not(_is_empty(submitted))
    yield _not(_is_empty(held)) if wanted else _is_empty(held)


def _is_empty(held: exp.Expr) -> exp.Expr:
    return exp.Is(this=held.copy(), expression=exp.Null())


def _one_of(held: exp.Expr, values: Iterable[exp.Expr]) -> exp.Expr:
    return exp.In(this=held.copy(), expressions=list(values))


def _not(condition: exp.Expr) -> exp.Expr:
    # Without the copy of the condition that the helper takes: this one is used for nothing else.
    return exp.not_(condition, copy=False)


def _patterns(test: Condition, submitted: exp.Expr) -> Iterator[exp.Expr]:
    for pattern, is_wanted in ((test.like, True), (test.unlike, False)):
        if pattern:
            whole = exp.RegexpLike(this=submitted.copy(), expression=exp.Literal.string(f"^({pattern})$"))
            yield whole if is_wanted else _not(whole)


def _limits(test: Condition, held: exp.Expr) -> Iterator[exp.Expr]:
    if test.at_least is not None:
        yield held.copy() >= exp.convert(test.at_least)
    if test.at_most is not None:
        yield held.copy() <= exp.convert(test.at_most)


def _later(day: exp.Expr, test: Condition) -> exp.Expr:
    """The day with what a test adds to it."""
    for unit, number in (("YEAR", test.plus_years), ("MONTH", test.plus_months), ("DAY", test.plus_days)):
        if number:
            day = exp.Add(this=day, expression=exp.Interval(this=exp.Literal.string(str(number)), unit=exp.var(unit)))
    return exp.paren(day) if isinstance(day, exp.Add) else day


def table_named(name: str, alias: str = "") -> exp.Table:
    """A table, under an alias where there is one; as little read as text as a column's name is."""
    named = exp.TableAlias(this=exp.to_identifier(alias)) if alias else None
    return exp.Table(this=exp.to_identifier(name), alias=named)


def column(name: str, alias: str) -> exp.Column:
    """A column of a table under its alias; written out, because a run names thousands and the helper reads each as text first."""
    return exp.Column(this=exp.Identifier(this=name, quoted=True), table=exp.Identifier(this=alias, quoted=True))
