"""Job: what people asked to be sent goes out by mail, each with the rights the recipient has at that moment."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sherwood.access import Permission, Viewer, may, require, viewers
from sherwood.access.events import SENT_BY_MAIL, audited
from sherwood.definitions.catalogue import load_catalogue
from sherwood.definitions.council import load_council
from sherwood.definitions.errors import Problem
from sherwood.definitions.home import Home
from sherwood.definitions.shapes.report import Report
from sherwood.jobs.findings_told import findings_letter
from sherwood.office.presence import has_accounts
from sherwood.reports import desk_for, may_open
from sherwood.reports.explore import kept_choices, report_of
from sherwood.reports.letter import letter
from sherwood.store import Reader

if TYPE_CHECKING:
    from sherwood.office.subscriptions import Subscription


@dataclass(frozen=True)
class Delivered:
    """How many letters went, and in words why others did not."""

    sent: int
    lines: tuple[str, ...]


def deliver(home: Home, authority: str, day: dt.date) -> Delivered:
    """Send what is due on a day; what a server does not take stays due, what the recipient may no longer open ends."""
    if not has_accounts(home):
        return Delivered(0, ())
    from sherwood.office import setup

    setup.prepare(home)
    from sherwood.office import mail, subscriptions

    waiting = subscriptions.due(day)
    if waiting and not mail.is_set_up():
        return Delivered(0, (f"{len(waiting)} letters wait: name a mail server in council.toml, under [smtp].",))
    sent, lines = 0, []
    for each in waiting:
        outcome = _deliver_one(home, authority, each, day)
        sent += not outcome
        lines += [outcome] if outcome else []
    return Delivered(sent, tuple(lines))


def _deliver_one(home: Home, authority: str, wanted: Subscription, day: dt.date) -> str:
    """Send one letter; returns why it did not go, empty if it did."""
    from sherwood.office import mail, subscriptions

    if not wanted.email:
        return "A letter waits for somebody whose account has no e-mail address."
    try:
        viewer = viewers.for_account(home, wanted.account_id, authority)
        subject, text, told = _written(home, viewer, wanted)
    except Problem:
        subscriptions.unsubscribe(wanted.account_id, wanted.thing)
        return "A letter ended: its recipient may no longer open what it tells, or it is gone."
    # Written before it goes, so that no figure leaves unrecorded.
    audited(viewer, SENT_BY_MAIL, (), {"of": told, "every": wanted.every})
    if mail.post([(wanted.email, subject, text)]) != [True]:
        return "A letter could not be sent: the mail server did not take it. It stays due."
    subscriptions.sent(wanted, day)
    return ""


def _written(home: Home, viewer: Viewer, wanted: Subscription) -> tuple[str, str, str]:
    """Return subject, text and what the letter is of. Raises Problem for what the recipient may not open."""
    if wanted.thing.kind == "findings":
        require(viewer, Permission.MEASURE_READ)
        return *findings_letter(home, viewer, _where(home, "/findings")), "findings"
    report, path = _report(home, viewer, wanted)
    return *_letter(home, viewer, report, path), report.id


def _letter(home: Home, viewer: Viewer, report: Report, path: str) -> tuple[str, str]:
    council = load_council(home)
    desk = desk_for(Reader.current(home, viewer.authority), load_catalogue(home.council), council, viewer)
    return letter(replace(desk, where=dict(report.where)), report, _where(home, path))


def _where(home: Home, path: str) -> str:
    address = load_council(home).address
    return f"{address}{path}" if address else f"Open Sherwood and go to {path}"


def _report(home: Home, viewer: Viewer, wanted: Subscription) -> tuple[Report, str]:
    """Return what is to be told and the path of its page. Raises Problem for what the recipient may not open."""
    from sherwood.office import own_views

    catalogue = load_catalogue(home.council)
    if wanted.thing.kind == "report":
        report = catalogue.report(wanted.thing.name)
        if not may_open(viewer, report):
            raise Problem("the recipient is not in the report's audience")
        return report, f"/reports/{report.id}"
    view = own_views.view(wanted.account_id, viewer.roles, wanted.thing.name)
    if view is None or not may(viewer, Permission.MEASURE_READ):
        raise Problem("the view is gone, or no longer shared with the recipient")
    chosen = kept_choices(catalogue, view.choices)
    made = report_of(catalogue, chosen, identifier=f"views/{view.id}", title=view.title, viewer=viewer)
    return made, f"/views/{view.id}"
