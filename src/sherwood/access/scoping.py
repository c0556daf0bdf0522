"""Access: turns a question into the viewer's own question: the one place where rights become row filters."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Literal, NamedTuple

from sqlglot import exp

from sherwood.access.asking import (
    REFERENCE_TABLES,
    Bound,
    all_of,
    as_type,
    column,
    everything,
    same_person,
    table,
    told_by,
)
from sherwood.access.clauses import Ask, conditions, ever_theirs
from sherwood.access.facts import Facts
from sherwood.access.hub import HUB, RECEIVED_BY, is_theirs
from sherwood.access.kept import IN_MEMORY
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
    reader: Reader,
    facts: Facts,
    viewer: Viewer,
    figures: Figures = "openable",
    units: Iterable[str] = (),
    *,
    rows: bool = True,
    once: bool = False,
) -> Scoped:
    """Return the rows of `facts` that the viewer may count, with worker_id, team_id and service_id at the attributed date.

    Without `rows`, for those who only add up, the three may be missing. `once` says that the facts are asked for nothing else.

    For each of `units` (worker, team, service, or team or service by today's map) there is also a column of that name as figures are
    broken down by it: null where nobody was allocated, NOT_KNOWN where the one responsible is on no list, so that no row is lost
    between the parts.
    `openable` figures count the rows in the viewer's scope that are not closed to them; `official` figures count everybody
    (raises NotAllowed without the permission); `named` rows are those whose child may also be shown by name.
    """
    require(viewer, Permission.FIGURES_OFFICIAL if figures == "official" else Permission.MEASURE_READ)
    # An emergency opens a record and nothing else: no figure, and no list behind one, holds a child more for it.
    ask = replace(Ask.of(reader, replace(viewer, opened=()), "a"), is_received=facts.is_received)
    counted = permitted(facts.select, ask, once=once)
    if facts.by_person and not (viewer.county or figures == "official"):
        _cut_to_theirs(counted, facts.by_person, ask)
    responsible = [exp.alias_(_held_by(facts, name), name, quoted=True) for name in RESPONSIBLE.values()]
    # A row per fact and its allocation: `responsible` is joined first, then filtered by the same names one level up.
    own = exp.Column(this=exp.Star(), table=exp.to_identifier("facts", quoted=True))
    shown = [
        exp.alias_(_unit(facts, name, ask.bound), name, quoted=True) for name in dict.fromkeys(units) if name in UNITS
    ]
    joined = exp.select(own).from_(counted.subquery("facts", copy=False), copy=False)
    # Nobody's scope is asked of those who see every team: one worker at most is responsible on a day, so that no row is lost or doubled.
    if shown or rows or not (viewer.county or figures == "official"):
        joined = joined.select(*responsible, *shown, copy=False).join(
            _responsible_of(facts), on=_at_attributed_date(facts), join_type="left", copy=False
        )
        if facts.is_received:
            is_hub = column("team_id", HUB).eq(column(RECEIVED_BY, "facts"))
            joined = joined.join(table("organisation", HUB), on=is_hub, join_type="left", copy=False)
    whole = everything().from_(joined.subquery("fact", copy=False), copy=False)
    if figures != "official":
        named = ("name",) if figures == "named" else ()
        whole = whole.where(conditions(ask, "fact", "figure", "child", *named), copy=False)
    return Scoped(whole, {**facts.parameters, **ask.bound.values})


def _held_by(facts: Facts, name: str) -> exp.Expr:
    """Who holds a fact, by one of the columns of who is responsible: the hub where it received it and has no worker on it."""
    if facts.has_own_worker and name == RESPONSIBLE["worker"]:
        return column("own_worker_id", "facts")
    held = column(name, "responsible")
    if facts.is_received and name != RESPONSIBLE["worker"]:
        return exp.func("coalesce", held, column(name, HUB))
    return held


def _unit(facts: Facts, name: str, bound: Bound) -> exp.Expr:
    """The worker, team or service responsible as it is shown."""
    held = _held_by(facts, UNITS[name])
    list_name, key = _LISTED_IN[name]
    listed = exp.select(column(key, "listed")).from_(table(list_name, "listed"))
    is_nobodys: exp.Expr = column("start_date", "responsible").is_(exp.null())
    if facts.is_received and name != "worker":
        is_nobodys = exp.and_(is_nobodys, column("team_id", HUB).is_(exp.null()))
    nobody = exp.If(this=is_nobodys, true=exp.null())
    known = exp.If(this=exp.In(this=held, query=listed.subquery()), true=held.copy())
    return exp.Case(ifs=[nobody, known], default=bound.value(NOT_KNOWN))


def permitted(select: exp.Select, ask: Ask, *, once: bool = False) -> exp.Select:
    """Return the question with every people table in it cut down to the viewer's authority and purposes; itself, cut, if used `once`."""
    whole = select if once else select.copy()
    for read in list(whole.find_all(exp.Table)):
        if read.name in REFERENCE_TABLES or not read.name:
            continue
        if _is_all_theirs(read.name, ask):
            continue
        rows = everything().from_(table(read.name), copy=False).where(conditions(ask, read.name, "table"), copy=False)
        read.replace(rows.subquery(read.alias_or_name))
    return whole


def _cut_to_theirs(select: exp.Select, alias: str, ask: Ask) -> None:
    """Have the question look only at people who were ever the viewer's: of a county's pupils a team knows one in a hundred."""
    for read in [each for each in select.find_all(exp.Table, exp.Subquery) if each.alias_or_name == alias]:
        counted = read.copy()
        read.replace(ever_theirs(ask, counted, alias))


def _is_all_theirs(name: str, ask: Ask) -> bool:
    """Whether every row of a table is of the viewer's authority and of feeds they may use: most are, and to test each row takes longest.

    A build in memory may still be written to, so that what it holds now says nothing of later.
    """
    if ask.reader.build_id == IN_MEMORY:
        return False
    return all(
        authority == ask.viewer.authority and feed in ask.viewer.feeds for authority, feed in told_by(ask.reader, name)
    )


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
    """The one allocation, if any, in force on the attributed date; of rows of the service itself the team they are of.

    Of what the hub received, that of a worker of the hub.
    """
    if facts.has_own_team:
        return column("team_id", "responsible").eq(column("own_team_id", "facts"))
    in_force = [
        same_person("responsible", "facts"),
        column("start_date", "responsible") <= column("attributed_date", "facts"),
        column("attributed_date", "facts") <= column("through_date", "responsible"),
    ]
    return all_of([*in_force, is_theirs("responsible", "facts")] if facts.is_received else in_force)
