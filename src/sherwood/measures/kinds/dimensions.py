"""Measures: where the value of each breakdown is read from, as an expression beside the row counted."""

from __future__ import annotations

from sqlglot import exp

from sherwood.access.asking import Bound, as_type, same_person, table
from sherwood.definitions.shapes.dimension import Band, Dimension
from sherwood.measures.kinds.expressions import CHILD, COUNTED, age_on, column, days_from, last_day, open_on, whole

OVERDUE, DUE_SOON = "overdue", "due soon"
# The code by which a council records that a child has no disability.
NO_DISABILITY = "NONE"


def dimension_columns(dimension: Dimension, day: exp.Expr, due: str, bound: Bound) -> list[exp.Expr]:
    """The columns by which a row has its value on `day`: a code, a group's words, an age band; null where it is not recorded.

    The last is the value, called as the dimension; before it may stand the number that the bands of the same SELECT are of, so that
    it is worked out, and written, once.
    """
    if not dimension.bands:
        return [exp.alias_(_value(dimension, day, due, bound), dimension.name, quoted=True)]
    name = f"number of {dimension.name}"
    number = exp.Column(this=exp.to_identifier(name, quoted=True))
    band = _band(dimension.bands, number, bound)
    return [exp.alias_(_number(dimension, day, due), name, quoted=True), exp.alias_(band, dimension.name, quoted=True)]


def _value(dimension: Dimension, day: exp.Expr, due: str, bound: Bound) -> exp.Expr:
    """The value of a dimension without bands."""
    if dimension.found_in == "due":
        late = exp.If(this=column(due) < last_day(), true=bound.value(OVERDUE))
        return exp.Case(ifs=[late], default=bound.value(DUE_SOON))
    if dimension.found_in == "disability":
        return _disability(bound)
    held = _held(dimension, day)
    return _group(dimension.codelist, held, bound) if dimension.by_group else held


def _held(dimension: Dimension, day: exp.Expr) -> exp.Expr:
    """The column that holds the value: of the child, of the row counted, or of the address that day."""
    if dimension.found_in == "address":
        return _address(dimension.column, day)
    return column(dimension.column, CHILD if dimension.found_in == "person" else COUNTED)


def _address(name: str, day: exp.Expr) -> exp.Expr:
    """What is known of where the child lived that day; of two addresses on one day the one begun later, by its row."""
    lived = exp.and_(
        same_person("lived", COUNTED),
        open_on(day.copy(), column("start_date", "lived"), column("until_date", "lived")),
    )
    place = exp.select(exp.func("max_by", column(name, "lived"), _latest("lived"), dialect="duckdb"))
    return place.from_(table("address", "lived")).where(lived).subquery()


def _latest(alias: str) -> exp.Expr:
    """What orders the addresses of one day."""
    return exp.DPipe(this=as_type(column("start_date", alias), "TEXT"), expression=column("source_row", alias))


def _disability(bound: Bound) -> exp.Expr:
    """Whether a disability is recorded of the child; null where nothing at all is."""
    recorded = exp.not_(column("disability", "recorded").eq(bound.value(NO_DISABILITY)))
    rows = exp.select(exp.func("max", exp.Case(ifs=[exp.If(this=recorded, true=whole(1))], default=whole(0))))
    found = rows.from_(table("disability", "recorded")).where(same_person("recorded", COUNTED))
    return found.subquery().eq(whole(1))


def _number(dimension: Dimension, day: exp.Expr, due: str) -> exp.Expr:
    """The number that bands cut: years of age, days late, days from a first day to an end, or a number recorded.

    The last band of lengths ends before an end that has not come could lie in it.
    """
    if dimension.found_in == "age":
        return age_on(day, column("birth_date", CHILD))
    if dimension.found_in not in ("late", "length"):
        return _held(dimension, day)
    ends = (
        (column(due), last_day())
        if dimension.found_in == "late"
        else (column(dimension.begins), column(dimension.column))
    )
    return exp.Paren(this=days_from(*ends))


def _band(bands: tuple[Band, ...], number: exp.Expr, bound: Bound) -> exp.Expr:
    cases = []
    for band in bands:
        limits: list[exp.Expr] = [exp.not_(number.copy().is_(exp.null()))]
        if band.at_least is not None:
            limits.append(number.copy() >= whole(band.at_least))
        if band.at_most is not None:
            limits.append(number.copy() <= whole(band.at_most))
        cases.append(exp.If(this=exp.and_(*limits), true=bound.value(band.label)))
    return exp.Case(ifs=cases)


def _group(codelist: str, held: exp.Expr, bound: Bound) -> exp.Expr:
    """The group in which a code is reported, in words."""
    groups = exp.select(exp.func("max", column("grouping", "coded"))).from_(table("code", "coded"))
    mine = exp.and_(column("codelist", "coded").eq(bound.value(codelist)), column("code", "coded").eq(held))
    return groups.where(mine).subquery()
