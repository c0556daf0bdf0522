"""Access: the clauses that decide which rows a viewer gets; each is one small function, and each is proved by a test."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from sqlglot import exp

from sherwood.access.asking import Bound, all_of, any_of, column, data_date, persons_with, same_person, table
from sherwood.access.hub import hubs_of, worked_there
from sherwood.access.viewer import Viewer
from sherwood.store import Reader
from sherwood.vocabulary.intervals import add_months

Sort = Literal["table", "figure", "child", "name"]

# Tables read inside a clause go by names that no question uses for a row, else a row would be compared with itself.
ALLOCATION, RESTRICTION, HELD_BY_HUB = "own_allocation", "own_restriction", "own_hub"


@dataclass(frozen=True)
class Ask:
    """What a clause may look at: the viewer, the last day the data can speak of, where to bind values; and the build asked.

    `is_received` says that the rows counted came in at the front door and name the hub whose work they are.
    """

    viewer: Viewer
    data_date: dt.date
    bound: Bound
    reader: Reader
    is_received: bool = False

    @classmethod
    def of(cls, reader: Reader, viewer: Viewer, prefix: str) -> Ask:
        """A question of this viewer to this build, whose bound values begin with a prefix of their own."""
        return cls(viewer, data_date(reader, viewer.authority), Bound(prefix), reader)


@dataclass(frozen=True)
class Clause:
    """One condition and where it holds.

    `table` clauses hold for every people table read, `figure` clauses for every row counted, `child` clauses for every
    child, counted or named, `name` clauses for every row whose child is named.
    """

    name: str
    sort: Sort
    condition: Callable[[Ask, str], exp.Expr]


def authority(ask: Ask, row: str) -> exp.Expr:
    """Rows of the viewer's own authority."""
    return column("authority", row).eq(ask.bound.value(ask.viewer.authority))


def purpose(ask: Ask, row: str) -> exp.Expr:
    """Rows of feeds that may be used for one of the viewer's purposes and whose agreement has not run out."""
    return ask.bound.one_of(column("feed", row), sorted(ask.viewer.feeds))


def role_scope(ask: Ask, row: str) -> exp.Expr:
    """Rows for which the viewer's caseload, team or service was responsible on the attributed date.

    What the hub received is also its workers' of that day: they share what nobody is allocated to.
    """
    if ask.viewer.county:
        return exp.true()
    spells = hubs_of(ask.reader).spells_of(ask.viewer.caseloads) if ask.is_received else ()
    own = _responsible(ask, row)
    return any_of((own, worked_there(spells, row, ask.bound))) if spells else own


def restricted(ask: Ask, row: str) -> exp.Expr:
    """Rows of children whose record is not closed to the viewer: not restricted, granted by name, or theirs to open.

    A record opened in an emergency counts as granted until its time is up.
    """
    if ask.viewer.restricted_all:
        return exp.true()
    if not ask.viewer.caseloads:
        # Allocated to nobody's child, so that a record closed to others is closed as well.
        return any_of((exp.not_(any_of((_by_data(ask, row), _by_hand(ask, row)))), _granted(ask, row)))
    to_all = any_of((_by_data(ask, row, for_workers=False), _by_hand(ask, row, for_workers=False)))
    to_others = any_of((_by_data(ask, row, for_workers=True), _by_hand(ask, row, for_workers=True)))
    closed = any_of((to_all, all_of((to_others, exp.not_(_allocated_now(ask, row))))))
    return any_of((exp.not_(closed), _granted(ask, row)))


def openable(ask: Ask, row: str) -> exp.Expr:
    """Rows of children who are with the viewer's caseload, team or service, or were in the last few months; never a row of nobody.

    With those who work in a hub, or answer for it, are the children it holds. And the children whose record is open in an
    emergency, with whomever they are.
    """
    if ask.viewer.county:
        return exp.not_(column("person_key", row).is_(exp.null()))
    earliest = add_months(ask.data_date, -ask.viewer.names_open_months)
    lately = _allocation(
        row,
        column("start_date", ALLOCATION) <= ask.bound.value(ask.data_date),
        column("through_date", ALLOCATION) >= ask.bound.value(earliest),
        _responsible(ask, ALLOCATION),
    )
    ways = [lately]
    if hubs := hubs_of(ask.reader).of_viewer(ask.viewer, ask.data_date):
        ways.append(_held_by_hub(ask, row, hubs, earliest))
    if ask.viewer.opened:
        ways.append(_has_record(ask, row, sorted(ask.viewer.opened)))
    return any_of(ways)


CLAUSES = (
    Clause("authority", "table", authority),
    Clause("purpose", "table", purpose),
    Clause("scope", "figure", role_scope),
    Clause("restricted", "child", restricted),
    Clause("openable", "name", openable),
)


def conditions(ask: Ask, row: str, *sorts: Sort) -> exp.Expr:
    """Every clause of these sorts, for the row of this alias."""
    return all_of(clause.condition(ask, row) for clause in CLAUSES if clause.sort in sorts)


def ever_theirs(ask: Ask, counted: exp.Expr, alias: str) -> exp.Expr:
    """Rows of people who were with the viewer's caseload, team or service on any day, under the same alias.

    No row of anybody else passes the scope, so that leaving them out first changes nothing but how many are looked at.
    """
    own = exp.Column(this=exp.Star(), table=exp.to_identifier(alias, quoted=True))
    theirs = all_of((same_person(ALLOCATION, alias), _responsible(ask, ALLOCATION)))
    rows = exp.select(own).from_(counted, copy=False)
    return rows.join(table("allocation", ALLOCATION), on=theirs, join_type="semi", copy=False).subquery(alias)


def _responsible(ask: Ask, row: str) -> exp.Expr:
    """The viewer's own caseload, one of their teams or one of their services; without any of these, nothing."""
    return any_of(
        (
            ask.bound.one_of(column("worker_id", row), ask.viewer.caseloads),
            ask.bound.one_of(column("team_id", row), sorted(ask.viewer.team_ids)),
            ask.bound.one_of(column("service_id", row), sorted(ask.viewer.service_ids)),
        )
    )


def _by_data(ask: Ask, row: str, *, for_workers: bool | None = None) -> exp.Expr:
    """A restriction that follows from the data, for any reason or one that the allocated worker may, or may not, open."""
    found = exp.select("1").from_(table("restriction", RESTRICTION))
    found = found.where(
        same_person(RESTRICTION, row), column("from_date", RESTRICTION) <= ask.bound.value(ask.data_date)
    )
    if for_workers is not None:
        open_to_worker = ask.bound.one_of(column("reason", RESTRICTION), sorted(ask.viewer.worker_may_open))
        # A restriction without a reason is closed to everybody.
        found = found.where(
            open_to_worker if for_workers else exp.not_(exp.func("coalesce", open_to_worker, exp.false()))
        )
    return exp.Exists(this=found)


def _by_hand(ask: Ask, row: str, *, for_workers: bool | None = None) -> exp.Expr:
    """A restriction that somebody set in the office, for any reason or one that the allocated worker may, or may not, open."""
    keys = {
        key
        for key, reason in ask.viewer.office_restrictions
        if for_workers in (None, reason in ask.viewer.worker_may_open)
    }
    return _has_record(ask, row, sorted(keys))


def _granted(ask: Ask, row: str) -> exp.Expr:
    """A child the viewer may open by a named grant."""
    return _has_record(ask, row, sorted({*ask.viewer.grants, *ask.viewer.opened}))


def _has_record(ask: Ask, row: str, keys: list[str]) -> exp.Expr:
    """A person one of whose records has one of these keys, so that a merge never loses a restriction or a grant."""
    people = persons_with(ask.reader, ask.viewer.authority, tuple(keys)) if keys else ()
    if not people:
        return exp.false()
    theirs = all_of(
        (
            column("authority", row).eq(ask.bound.value(ask.viewer.authority)),
            ask.bound.listed(column("person_key", row), people),
        )
    )
    # Rows of nobody are of none of them.
    return exp.func("coalesce", theirs, exp.false())


def _allocated_now(ask: Ask, row: str) -> exp.Expr:
    """A child whose allocated worker on the data date is the viewer, or a colleague whom the viewer covers."""
    if not ask.viewer.caseloads:
        return exp.false()
    return _allocation(
        row,
        ask.bound.one_of(column("worker_id", ALLOCATION), ask.viewer.caseloads),
        column("start_date", ALLOCATION) <= ask.bound.value(ask.data_date),
        column("through_date", ALLOCATION) >= ask.bound.value(ask.data_date),
    )


def _allocation(row: str, *held: exp.Expr) -> exp.Expr:
    """An allocation of the row's child that meets these conditions."""
    return exp.Exists(
        this=exp.select("1").from_(table("allocation", ALLOCATION)).where(same_person(ALLOCATION, row), *held)
    )


def _held_by_hub(ask: Ask, row: str, hubs: Iterable[str], earliest: dt.date) -> exp.Expr:
    """A child whom one of these hubs holds or lately held, by a contact of a feed that the viewer may use."""
    held = exp.select("1").from_(table("held_by_hub", HELD_BY_HUB))
    held = held.where(
        same_person(HELD_BY_HUB, row),
        purpose(ask, HELD_BY_HUB),
        ask.bound.one_of(column("team_id", HELD_BY_HUB), hubs),
        column("start_date", HELD_BY_HUB) <= ask.bound.value(ask.data_date),
        column("through_date", HELD_BY_HUB) >= ask.bound.value(earliest),
    )
    return exp.Exists(this=held)
