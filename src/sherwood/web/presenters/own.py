"""The web: what one keeps, lately opened and is sent: pins and visits as sections of the home page, and the forms that change them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sherwood.access import Permission, may
from sherwood.definitions.errors import Problem
from sherwood.office import directory, favourites, own_views, subscriptions
from sherwood.office.favourites import Thing
from sherwood.reports import may_open
from sherwood.reports.document import Cell, Drill, Section, Table, TableColumn
from sherwood.web.frame import PART_OF, may_open_part
from sherwood.web.visit import Visit, account_id, catalogue

MOST = 5
# What there is to do besides reading reports: the part of the site, and the question it answers.
DUTIES = (
    ("families", "Which families wait for a decision, and why are they here?"),
    ("families_mine", "Which families are mine, and what comes next?"),
    ("audit", "Who looked at which child, and is the trail whole?"),
    ("audit_unusual", "Who read beyond their own work?"),
    ("audit_breach", "What did somebody see between two times?"),
    ("emergency_reviews", "Which records were opened in an emergency and wait for a review?"),
    ("people", "Who has an account, which roles, and for how long?"),
    ("governance", "Which purposes and agreements are vouched for, and which have run out?"),
    ("family_claims", "What may be claimed, what was, and does it stand up to a check?"),
)
FINDINGS = Thing("findings", "inbox")
EVERY = (("day", "Every day"), ("week", "Every week"), ("month", "Every month"))


def named(request: Visit, thing: Thing) -> tuple[str, str] | None:
    """Return the title of a thing and its question; None for one that is gone or that the viewer may not open."""
    viewer = request.viewer
    if thing.kind == FINDINGS.kind:
        is_open = thing == FINDINGS and may(viewer, Permission.MEASURE_READ)
        return ("Findings", "What really changed, and what is chance?") if is_open else None
    try:
        if thing.kind == "view":
            found = own_views.view(account_id(request), viewer.roles, thing.name)
            return (found.title, f"Kept by {found.owner}") if found and may(viewer, Permission.MEASURE_READ) else None
        if thing.kind == "report":
            report = catalogue().report(thing.name)
            return (report.title, report.question) if may_open(viewer, report) else None
        measure = catalogue().measure(thing.name)
        return (measure.title, measure.question) if may(viewer, Permission.MEASURE_READ) else None
    except Problem:
        return None


def pinned(request: Visit) -> Iterator[Section]:
    """Yield what the viewer keeps on the home page; nothing before the first."""
    if table := _table(request, "Pinned by you", favourites.pins(account_id(request))):
        yield Section("Pinned by you", (table,))


def duties(request: Visit) -> Iterator[Section]:
    """Yield the viewer's own parts of the site with the question each answers; nothing for those who have none."""
    mine = [(PART_OF[name], question) for name, question in DUTIES if may_open_part(request.viewer, PART_OF[name])]
    if mine:
        rows = tuple((Cell(part.title, drill=Drill("part", part.name)), Cell(question)) for part, question in mine)
        columns = (TableColumn("Part"), TableColumn("Question it answers"))
        yield Section("Where to begin", (Table("What your role looks after", columns, rows),))


def visited(request: Visit) -> Iterator[Section]:
    """Yield what the viewer opened last, and what is opened most by all; nothing before the first."""
    lately = favourites.lately(account_id(request), MOST)
    tables = (
        _table(request, "Opened lately by you", lately),
        _table(request, "Opened most by everybody", favourites.most_used(MOST * 4)),
    )
    if shown := tuple(table for table in tables if table):
        yield Section("Where you and others look", shown)


def _table(request: Visit, caption: str, things: Iterable[Thing]) -> Table | None:
    found = [(thing, words) for thing in things if (words := named(request, thing)) is not None][: MOST * 2]
    shown = found if caption.startswith("Pinned") else found[:MOST]
    rows = tuple((Cell(title, drill=_way(thing)), Cell(words)) for thing, (title, words) in shown)
    return Table(caption, (TableColumn("What"), TableColumn("Question it answers")), rows) if rows else None


def _way(thing: Thing) -> Drill:
    """Return the way to a page people come back to."""
    if thing.kind == "view":
        return Drill("view", thing.name)
    return Drill("report", thing.name) if thing.kind == "report" else Drill("measure", thing.name)


def keeping(request: Visit, thing: Thing) -> dict[str, Any]:
    """Return the context of the forms that pin a thing or have it sent; that it was opened is counted."""
    favourites.note_opened(account_id(request), thing)
    return sending(request, thing)


def sending(request: Visit, thing: Thing) -> dict[str, Any]:
    """Return the same without counting that it was opened."""
    account = account_id(request)
    person = directory.account(account)
    sent = {each.thing: each.every for each in subscriptions.subscriptions(account)}
    return {
        "kind": thing.kind,
        "name": thing.name,
        "is_pinned": thing in favourites.pins(account),
        "may_be_sent": thing.kind != "measure",
        "may_be_pinned": thing != FINDINGS,
        "has_address": bool(person and person.email),
        "every": [{"value": value, "text": text, "selected": sent.get(thing) == value} for value, text in EVERY],
        "is_sent": thing in sent,
    }
