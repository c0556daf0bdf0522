"""Access: turns a question into the viewer's own question: the one place where rights become row filters."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Literal, NamedTuple

from sqlglot import exp

from sherwood.access.asking import REFERENCE_TABLES, Bound, as_type, column, data_date, everything, same_person, table
from sherwood.access.clauses import Ask, conditions
from sherwood.access.facts import Facts
from sherwood.access.permissions import Permission, require
from sherwood.access.viewer import Viewer
from sherwood.store import Reader

Figures = Literal["openable", "official", "named"]
RESPONSIBLE = {"worker": "worker_id", "team": "team_id", "service": "service_id"}
# The same by today's map: whose work it would be now, where teams were reorganised.
TODAY = {"team_today": "team_today_id", "service_today": "service_today_id"}
UNITS = RESPONSIBLE | TODAY
# Whose children these are is told apart from nobody's, which is null: somebody has them who is on no list.
NOT_KNOWN = "not_known"
_LISTED_IN = {
    "worker": ("worker", "worker_id"),
    "team": ("organisation", "team_id"),
    "service": ("organisation", "service_id"),
    "team_today": ("organisation", "team_id"),
    "service_today": ("organisation", "service_id"),
}


class Scoped(NamedTuple):
    """A question with the viewer's rights applied and every value it binds."""

    select: exp.Select
    parameters: dict[str, object]


def scope(
    reader: Reader, facts: Facts, viewer: Viewer, figures: Figures = "openable", units: Iterable[str] = ()
) -> Scoped:
    """Return the rows of `facts` that the viewer may count, with worker_id, team_id and service_id at the attributed date.

    For each of `units` (worker, team, service, or team or service by today's map) there is also a column of that name as figures are
    broken down by it: null where nobody was allocated, NOT_KNOWN where the one responsible is on no list, so that no row is lost
    between the parts.
    `openable` figures count the rows in the viewer's scope that are not closed to them; `official` figures count everybody
    (raises NotAllowed without the permission); `named` rows are those whose child may also be shown by name.
    """
    require(viewer, Permission.FIGURES_OFFICIAL if figures == "official" else Permission.MEASURE_READ)
    # An emergency opens a record and nothing else: no figure, and no list behind one, holds a child more for it.
    ask = Ask(replace(viewer, opened=()), data_date(reader, viewer.authority), Bound("a"))
    counted = permitted(facts.select, ask)
    responsible = [column(name, "responsible") for name in RESPONSIBLE.values()]
    # A row per fact and its allocation: `responsible` is joined first, then filtered by the same names one level up.
    own = exp.Column(this=exp.Star(), table=exp.to_identifier("facts", quoted=True))
    shown = [exp.alias_(_unit(name, ask.bound), name, quoted=True) for name in dict.fromkeys(units) if name in UNITS]
    joined = (
        exp.select(own, *responsible, *shown)
        .from_(counted.subquery("facts", copy=False), copy=False)
        .join(_responsible_of(facts), on=_at_attributed_date(facts), join_type="left", copy=False)
    )
    whole = everything().from_(joined.subquery("fact", copy=False), copy=False)
    if figures != "official":
        named = ("name",) if figures == "named" else ()
        whole = whole.where(conditions(ask, "fact", "figure", "child", *named), copy=False)
    return Scoped(whole, {**facts.parameters, **ask.bound.values})


def _unit(name: str, bound: Bound) -> exp.Expr:
    """The worker, team or service responsible as it is shown."""
    held = UNITS[name]
    list_name, key = _LISTED_IN[name]
    listed = exp.select(column(key, "listed")).from_(table(list_name, "listed"))
    nobody = exp.If(this=column("start_date", "responsible").is_(exp.null()), true=exp.null())
    known = exp.If(
        this=exp.In(this=column(held, "responsible"), query=listed.subquery()), true=column(held, "responsible")
    )
    return exp.Case(ifs=[nobody, known], default=bound.value(NOT_KNOWN))


def permitted(select: exp.Select, ask: Ask) -> exp.Select:
    """Return the question with every people table in it cut down to the viewer's authority and purposes."""
    whole = select.copy()
    for read in list(whole.find_all(exp.Table)):
        if read.name in REFERENCE_TABLES or not read.name:
            continue
        rows = everything().from_(table(read.name), copy=False).where(conditions(ask, read.name, "table"), copy=False)
        read.replace(rows.subquery(read.alias_or_name))
    return whole


def _responsible_of(facts: Facts) -> exp.Expr:
    """Who may be responsible: allocations of children, or the teams that rows of the service itself are of."""
    if not facts.has_own_team:
        return table("allocation", "responsible")
    held = {"worker_id": as_type(exp.null(), "TEXT"), "team_today_id": column("team_id", "listed_team")}
    held |= {"service_today_id": column("service_id", "listed_team")}
    names = ("team_id", "service_id", "start_date")
    teams = exp.select(
        *(column(name, "listed_team") for name in names),
        *(exp.alias_(value, name, quoted=True) for name, value in held.items()),
    ).from_(table("organisation", "listed_team"))
    return teams.subquery("responsible")


def _at_attributed_date(facts: Facts) -> exp.Expr:
    """The one allocation, if any, in force on the attributed date; of rows of the service itself the team they are of."""
    if facts.has_own_team:
        return column("team_id", "responsible").eq(column("own_team_id", "facts"))
    return exp.and_(
        same_person("responsible", "facts"),
        column("start_date", "responsible") <= column("attributed_date", "facts"),
        column("attributed_date", "facts") <= column("through_date", "responsible"),
    )
