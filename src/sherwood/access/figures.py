"""Access: figures for a viewer: sums over the rows they may count, and never the rows themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from sqlglot import exp

from sherwood.access.asking import Bound, all_of, any_of, as_type, column
from sherwood.access.errors import NotAllowed, UnknownColumn
from sherwood.access.facts import Facts
from sherwood.access.scoping import UNITS, scope
from sherwood.access.viewer import Viewer
from sherwood.store import Reader

Where = Mapping[str, Sequence[str]]
NOT_RECORDED = ""
# Sums of fractions differ in their last places with the order in which they are added up.
PLACES = 6
_SET = "of_set"


def aggregate(
    reader: Reader,
    facts: Facts,
    viewer: Viewer,
    by: Sequence[str] = (),
    where: Where | None = None,
    figures: Literal["openable", "official"] = "openable",
) -> list[dict[str, Any]]:
    """Sums of numerator and denominator for each period and value of the breakdowns, in that order; the facts are used up.

    Where the facts ask for it each row has their median too. `where` keeps rows whose dimension has one of the values; an
    empty text stands for *not recorded*. Rows without an allocation, and those of a worker or team on no list, have groups
    of their own, so that what adds up over teams adds up to the whole. Official figures take no filter and at most one
    breakdown (NotAllowed), so that nobody can be worked out by asking twice. Raises UnknownColumn for a dimension that the
    question does not have.
    """
    wanted = dict(where or {})
    if figures == "official" and (wanted or len(by) > 1):
        raise NotAllowed(
            "Official figures take no filter and at most one breakdown, so that no child can be worked out."
        )
    return _asked(reader, facts, viewer, [tuple(by)], wanted, figures)[tuple(by)]


def aggregate_sets(
    reader: Reader, facts: Facts, viewer: Viewer, sets: Sequence[tuple[str, ...]], where: Where | None = None
) -> dict[tuple[str, ...], list[dict[str, Any]]]:
    """What `aggregate` answers by each of several sets of breakdowns, asked as one question; openable figures alone."""
    return _asked(reader, facts, viewer, sets, dict(where or {}), "openable")


def _asked(
    reader: Reader,
    facts: Facts,
    viewer: Viewer,
    sets: Sequence[tuple[str, ...]],
    wanted: dict[str, Sequence[str]],
    figures: Literal["openable", "official"],
) -> dict[tuple[str, ...], list[dict[str, Any]]]:
    """The rows of each set of breakdowns, from one question."""
    names = tuple(dict.fromkeys(name for each in sets for name in each))
    scoped = scope(reader, facts, viewer, figures, (*names, *wanted), rows=False, once=True)
    bound = Bound("w")
    columns = {name: dimension_column(facts, name) for name in names}
    period = column("period", "counted")
    # Which set a row is of: a value that is not recorded and one that was not asked for would both be null.
    which = exp.Grouping(expressions=[each.copy() for each in columns.values()]) if names else exp.convert(0)
    groups = [exp.Tuple(expressions=[period.copy(), *(columns[name].copy() for name in each)]) for each in sets]
    question = (
        exp.select(period, *(exp.alias_(each, name, quoted=True) for name, each in columns.items()), *_sums(facts))
        .select(exp.alias_(which, _SET, quoted=True), copy=False)
        .from_(scoped.select.subquery("counted", copy=False), copy=False)
        .where(matching(facts, wanted, bound), copy=False)
        .order_by(period.copy(), *(each.copy() for each in columns.values()), copy=False)
    )
    question.set("group", exp.Group(expressions=[exp.GroupingSets(expressions=groups)]))
    rows = reader.select(question, {**scoped.parameters, **bound.values}, once=True).dicts()
    # The engine writes a one for every breakdown that a row was not grouped by, the first of them highest.
    marks = {each: sum(1 << at for at, name in enumerate(reversed(names)) if name not in each) for each in sets}
    return {each: [_cut(row, names, each) for row in rows if row[_SET] == marks[each]] for each in sets}


def _cut(row: dict[str, Any], names: Sequence[str], kept: Sequence[str]) -> dict[str, Any]:
    """A row as a question by these breakdowns alone would have it."""
    return {name: value for name, value in row.items() if name != _SET and (name in kept or name not in names)}


def matching(facts: Facts, where: Where, bound: Bound) -> exp.Expr:
    """Rows that have, for each dimension named, one of the values named."""
    return all_of(_matches(dimension_column(facts, name), values, bound) for name, values in where.items())


def dimension_column(facts: Facts, name: str) -> exp.Column:
    """The column that holds a dimension; raises UnknownColumn naming those there are."""
    known = (*facts.dimensions, *UNITS)
    if name not in known:
        raise UnknownColumn(f"there is no breakdown '{name}' here; there are {', '.join(sorted(known))}")
    return column(name, "counted")


def _matches(held: exp.Column, values: Sequence[str], bound: Bound) -> exp.Expr:
    recorded = [value for value in values if value != NOT_RECORDED]
    found = [bound.one_of(as_type(held.copy(), "TEXT"), recorded)]
    if len(recorded) < len(values):
        found.append(held.copy().is_(exp.null()))
    return any_of(found)


def _sums(facts: Facts) -> list[exp.Expr]:
    """Numerators and denominators added up, and the median of the numerators where it is asked for."""
    totals = [_total(name, facts) for name in ("numerator", "denominator")]
    median = exp.Median(this=as_type(column("numerator", "counted"), "DOUBLE"))
    return [*totals, exp.alias_(median, "median", quoted=True)] if facts.has_median else totals


def _total(name: str, facts: Facts) -> exp.Expr:
    """The sum as a number the reader's language knows: the engine's own sum of whole numbers is wider than it needs to be."""
    summed = exp.Sum(this=column(name, "counted"))
    if not facts.is_fractional:
        return exp.alias_(as_type(summed, "BIGINT"), name, quoted=True)
    return exp.alias_(exp.func("round", as_type(summed, "DOUBLE"), exp.convert(PLACES)), name, quoted=True)
