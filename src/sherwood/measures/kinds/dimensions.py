"""Measures: where the value of each breakdown is read from, as an expression beside the row counted."""

from __future__ import annotations

from sqlglot import exp

from sherwood.access.asking import Bound
from sherwood.definitions.shapes.dimension import Band, Dimension
from sherwood.measures.kinds.expressions import CHILD, COUNTED, age_on, column, last_day, whole

OVERDUE, DUE_SOON = "overdue", "due soon"


def dimension_value(dimension: Dimension, day: exp.Expr, due: str, bound: Bound) -> exp.Expr:
    """The value a row has on `day`: a code, a group's words, an age band; null where it is not recorded."""
    if dimension.found_in == "age":
        return _band(dimension.bands, age_on(day, column("birth_date", CHILD)), bound)
    if dimension.found_in == "due":
        late = exp.If(this=column(due) < last_day(), true=bound.value(OVERDUE))
        return exp.Case(ifs=[late], default=bound.value(DUE_SOON))
    held = column(dimension.column, CHILD if dimension.found_in == "person" else COUNTED)
    return _group(dimension.codelist, held, bound) if dimension.by_group else held


def _band(bands: tuple[Band, ...], age: exp.Expr, bound: Bound) -> exp.Expr:
    cases = []
    for band in bands:
        limits: list[exp.Expr] = [exp.not_(age.copy().is_(exp.null()))]
        if band.at_least is not None:
            limits.append(age.copy() >= whole(band.at_least))
        if band.at_most is not None:
            limits.append(age.copy() <= whole(band.at_most))
        cases.append(exp.If(this=exp.and_(*limits), true=bound.value(band.label)))
    return exp.Case(ifs=cases)


def _group(codelist: str, held: exp.Expr, bound: Bound) -> exp.Expr:
    """The group in which a code is reported, in words."""
    groups = exp.select(exp.func("max", column("grouping", "coded"))).from_(
        exp.table_("code", quoted=True, alias="coded")
    )
    mine = exp.and_(column("codelist", "coded").eq(bound.value(codelist)), column("code", "coded").eq(held))
    return groups.where(mine).subquery()
