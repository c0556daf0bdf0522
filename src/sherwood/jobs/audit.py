"""Job: what the audit trail answers: whether it is whole, whom a user was shown between two moments, and what was unusual."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sherwood.access import NoWarehouse, Reader, persons_of_records, records_of_person, teams_of_records
from sherwood.access.events import (
    CHILD_OPENED,
    EMERGENCY_OPENED,
    FAMILY_NAMES_SHOWN,
    FAMILY_OPENED,
    NAME_SHOWN,
    ROWS_EXPORTED,
    SEARCH,
)
from sherwood.definitions.council import load_council
from sherwood.definitions.errors import Problem
from sherwood.definitions.home import Home
from sherwood.jobs.accounts import NoSuchAccount, open_office

if TYPE_CHECKING:
    from sherwood.office.audit import Looks

HEAD = re.compile(r"(\d{1,15}):([0-9a-f]{64})")
OPENING = (CHILD_OPENED.action, NAME_SHOWN.action)
# Somebody meant this child, or took its rows away; a list may have held it by the way.
OF_ONE_CHILD = (
    *OPENING, EMERGENCY_OPENED.action, SEARCH.action, FAMILY_OPENED.action, FAMILY_NAMES_SHOWN.action, ROWS_EXPORTED.action,
)  # fmt: skip
# What is looked at twice: a day on which somebody opened so many children, or was refused so often, or worked at such hours.
MANY_CHILDREN, MANY_REFUSALS = 40, 5
EARLY, LATE = 6, 22
GIVING = ("role given", "cover arranged")


@dataclass(frozen=True)
class Unusual:
    """One thing for an auditor to look at: which account, what kind of thing, when first, how many, and why in words."""

    username: str
    kind: str
    at: dt.datetime
    count: int
    why: str


def verify(home: Home, against: str = "") -> dict[str, Any]:
    """Go through the whole trail; `against` is `NUMBER:SEAL` of an entry, kept elsewhere. Raises Problem for anything else."""
    open_office(home)
    from sherwood.office import sealing, trail_check

    kept = HEAD.fullmatch(against.strip().lower())
    if against and kept is None:
        raise Problem("--against takes what `sherwood audit verify` printed as the head, NUMBER:SEAL")
    found = trail_check.verify(sealing.Head(int(kept[1]), kept[2]) if kept else None)
    first_bad = None if found.is_whole else {"entry": found.first_bad, "what": found.what}
    return {
        "state": "whole" if found.is_whole else "broken",
        "entries": found.entries,
        "head": f"{found.entries}:{found.head}",
        "first_bad": first_bad,
    }


def breach(home: Home, username: str, first: dt.datetime, last: dt.datetime) -> dict[str, Any]:
    """Everybody whose record the user was shown between two moments (UTC), and every file, search and refusal; audited itself.

    A person is told by today's key, with every record key that was shown. Raises NoSuchAccount.
    """
    open_office(home)
    from sherwood.office import audit, directory, exposure

    account = directory.account_named(username)
    if account is None:
        raise NoSuchAccount(f"there is no account '{username}'; `sherwood user list` shows them")
    detail = {"of": "breach answer", "account": account.username, "from": first.isoformat(), "to": last.isoformat()}
    audit.append(audit.AuditRecord("audit read", "", detail=detail))
    seen = exposure.records_shown(account.id, first, last)
    acts = exposure.acts(account.id, first, last)
    return {
        "user": account.username,
        "from": first.isoformat(),
        "to": last.isoformat(),
        "entries": len(acts),
        "people": _people(home, seen),
        "exports": [_act(each) for each in acts if each.action in exposure.TAKEN],
        "searches": [_act(each) for each in acts if each.action == SEARCH.action],
        "refusals": [_act(each) for each in acts if each.action == "refused"],
    }


def who_looked(home: Home, record_key: str, page: int = 1) -> Looks:
    """Everybody who was shown the person of a record, by whichever of the person's records; openings before lists, the newest first."""
    open_office(home)
    from sherwood.office import audit

    authority = load_council(home).code
    try:
        keys = records_of_person(Reader.current(home, authority), authority, record_key)
    except NoWarehouse:
        keys = ()
    # What was shown of a record that no build knows any more is told still.
    return audit.looks_at({record_key, *keys}, OF_ONE_CHILD, page=page)


def _act(act: Any) -> dict[str, Any]:
    return {"at": act.at.isoformat(), "action": act.action, "records": act.records, **act.detail}


def _people(home: Home, seen: Any) -> list[dict[str, Any]]:
    """The records shown, put together by person; a record that no build knows any more stands alone."""
    council = load_council(home)
    try:
        reader = Reader.current(home, council.code)
        person_of = persons_of_records(reader, council.code)
    except NoWarehouse:
        person_of = {}
    people: dict[str, list[Any]] = defaultdict(list)
    for each in seen:
        people[person_of.get(each.record_key, each.record_key)].append(each)
    return [
        {
            "person_key": key,
            "record_keys": [each.record_key for each in records],
            "first_at": min(each.first_at for each in records).isoformat(),
            "last_at": max(each.last_at for each in records).isoformat(),
            "times": sum(each.times for each in records),
            "acts": sorted({act for each in records for act in each.acts}),
            "exported": any(each.was_exported for each in records),
        }
        for key, records in people.items()
    ]


def unusual(home: Home, first: dt.datetime, last: dt.datetime) -> list[Unusual]:
    """What an auditor should look at between two moments: reading beyond one's team, very much of it, at night, or by trying."""
    open_office(home)
    from sherwood.office import directory

    names = {each.id: each for each in directory.list_accounts()}
    found = [
        *_beyond_team(home, names, first, last),
        *_by_day(names, first, last),
        *_emergencies(first, last),
        *_to_oneself(names, first, last),
    ]
    return sorted(found, key=lambda each: (each.at, each.username, each.kind))


def _beyond_team(home: Home, names: Any, first: dt.datetime, last: dt.datetime) -> Iterator[Unusual]:
    """Children opened by somebody who has a team, with whom the child neither is nor lately was."""
    from sherwood.office import exposure

    council = load_council(home)
    try:
        reader = Reader.current(home, council.code)
    except NoWarehouse:
        return
    teams = teams_of_records(reader, council.code, council.names_open_months)
    beyond: dict[str, list[dt.datetime]] = defaultdict(list)
    for account_id, record_key, at in exposure.opened(first, last, *OPENING):
        account = names.get(account_id)
        own = _own_teams(account, teams.of_worker) if account else frozenset()
        if own and not own & teams.of_record.get(record_key, frozenset()):
            beyond[account_id].append(at)
    for account_id, times in beyond.items():
        words = "1 child" if len(times) == 1 else f"{len(times)} children"
        why = f"opened {words} with whom the person's team neither works nor lately worked"
        yield Unusual(names[account_id].username, "beyond the team", min(times), len(times), why)


def _own_teams(account: Any, of_worker: dict[str, frozenset[str]]) -> frozenset[str]:
    """The teams of an account: those of its roles and those in which its worker works."""
    held = {role.team_id for role in account.roles if role.team_id}
    return frozenset(held) | of_worker.get(account.worker_id or "", frozenset())


def _by_day(names: Any, first: dt.datetime, last: dt.datetime) -> Iterator[Unusual]:
    from sherwood.office import exposure

    children: dict[tuple[str, dt.date], list[dt.datetime]] = defaultdict(list)
    night: dict[tuple[str, dt.date], list[dt.datetime]] = defaultdict(list)
    for account_id, _, at in exposure.opened(first, last, *OPENING):
        children[account_id, at.date()].append(at)
        if not EARLY <= at.hour < LATE:
            night[account_id, at.date()].append(at)
    refused: dict[tuple[str, dt.date], list[dt.datetime]] = defaultdict(list)
    for act in exposure.acts_of_all(first, last, "refused"):
        refused[act.account_id, act.at.date()].append(act.at)
    kinds = (
        ("many children", children, MANY_CHILDREN, "opened {} children in one day"),
        ("at night", night, 1, f"opened {{}} children between {LATE}:00 and {EARLY}:00 UTC"),
        ("refused often", refused, MANY_REFUSALS, "was refused {} times in one day"),
    )
    for kind, by_day, least, why in kinds:
        for (account_id, _), times in by_day.items():
            if account_id in names and len(times) >= least:
                yield Unusual(names[account_id].username, kind, min(times), len(times), why.format(len(times)))


def _emergencies(first: dt.datetime, last: dt.datetime) -> Iterator[Unusual]:
    from sherwood.office import emergency

    for each in emergency.openings(first, last):
        state = "not yet reviewed" if not each.verdict else each.verdict
        yield Unusual(each.username, "in an emergency", each.opened_at, 1, f"opened a record in an emergency: {state}")


def _to_oneself(names: Any, first: dt.datetime, last: dt.datetime) -> Iterator[Unusual]:
    """Rights that somebody gave to their own account: who keeps accounts sees no child, and this is the way round it."""
    from sherwood.office import exposure

    for act in exposure.acts_of_all(first, last, *GIVING):
        giver = names.get(act.account_id)
        if giver is not None and str(act.detail.get("account", "")).lower() == giver.username.lower():
            what = f"the role {act.detail['role']}" if "role" in act.detail else "cover for a colleague"
            yield Unusual(giver.username, "rights to oneself", act.at, 1, f"gave the own account {what}")
