"""Warehouse: tells, without asking the engine, whether a SELECT can answer no row because tables that it reads hold none.

A council that loads one return has a hundred empty tables, and the models that read them need not run. What cannot be told for sure is
run: a SELECT that counts, or makes rows from nothing, has an answer even where there is nothing to read.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlglot import exp

_INNER = frozenset({"", "INNER", "CROSS"})
_SETS = (exp.GroupingSets, exp.Rollup, exp.Cube, exp.Tuple)
_UNSURE = ("pivots", "joins", "sample")


def answers_nothing(query: exp.Expr | None, empty: Collection[str]) -> bool:
    """Whether a query answers no row whatever the other tables hold, if the tables named `empty` hold none."""
    if isinstance(query, exp.Subquery):
        return not query.args.get("with_") and answers_nothing(query.this, empty)
    if not isinstance(query, exp.Query):
        return False
    known = _with_its_parts(query, empty)
    if known is None:
        return False
    if isinstance(query, exp.Union):
        return answers_nothing(query.left, known) and answers_nothing(query.right, known)
    return isinstance(query, exp.Select) and not _has_a_row_of_nothing(query) and _reads_nothing(query, known)


def _with_its_parts(query: exp.Query, empty: Collection[str]) -> set[str] | None:
    """The names of empty tables inside a query, with those parts of its WITH that are empty too; None if a part reads itself."""
    known = set(empty)
    with_ = query.args.get("with_")
    if with_ is None:
        return known
    if with_.args.get("recursive"):
        return None
    for part in with_.expressions:
        is_empty = answers_nothing(part.this, known)
        known.discard(part.alias)
        if is_empty:
            known.add(part.alias)
    return known


def _has_a_row_of_nothing(select: exp.Select) -> bool:
    """Whether a SELECT may answer a row though it reads none: one without GROUP BY that works something out of all rows at once."""
    group = select.args.get("group")
    if group is not None:
        # Anything but plain expressions may stand for a group of all rows, which is there even if no row is.
        is_plain = group.expressions and not any(isinstance(each, _SETS) for each in group.expressions)
        return not is_plain or any(value for name, value in group.args.items() if name != "expressions")
    unsure = (exp.AggFunc, exp.Anonymous, exp.AnonymousAggFunc)
    worked_out = [*select.expressions, *filter(None, (select.args.get("having"), select.args.get("qualify")))]
    return any(not isinstance(each.parent, exp.Window) for part in worked_out for each in part.find_all(*unsure))


def _reads_nothing(select: exp.Select, empty: Collection[str]) -> bool:
    """Whether what stands in FROM, joined as it says, holds no row."""
    from_ = select.args.get("from_")
    if from_ is None:
        return False
    is_empty = _holds_nothing(from_.this, empty)
    for join in select.args.get("joins") or ():
        if join.args.get("method") or join.side not in ("", "LEFT") or join.kind not in _INNER | {"OUTER"}:
            return False
        if not join.side and _holds_nothing(join.this, empty):
            is_empty = True
    return is_empty


def _holds_nothing(source: exp.Expr, empty: Collection[str]) -> bool:
    if any(source.args.get(each) for each in _UNSURE):
        return False
    if isinstance(source, exp.Table):
        return isinstance(source.this, exp.Identifier) and not source.db and source.name in empty
    return isinstance(source, exp.Subquery) and answers_nothing(source, empty)
