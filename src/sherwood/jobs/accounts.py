"""Job: accounts, restricted records and grants, as an administrator keeps them from the command line."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sherwood.access import NoWarehouse, Reader, is_record, reference
from sherwood.definitions.catalogue import load_catalogue
from sherwood.definitions.council import load_council
from sherwood.definitions.errors import Problem
from sherwood.definitions.home import Home


class NoSuchAccount(Problem):
    """No account has that user name."""


class NoSuchRecord(Problem):
    """No record has that key: to restrict or grant it would say that a child is protected who is not."""


def open_office(home: Home) -> None:
    """Prepare the office of this home in this process, made on first use; raises OfficeNotReady for an older version's."""
    from sherwood.office import setup

    if not setup.is_begun(home):
        setup.migrate(home)
    setup.require_migrated(home)


def add_account(
    home: Home,
    *,
    username: str,
    name: str,
    role: str,
    worker: str | None,
    team: str | None,
    service: str | None,
    password: str,
) -> str:
    """Add an account with one role from today; returns its id. Raises Problem for an unknown role, team, service or worker."""
    check_account(home, role=role, worker=worker, team=team, service=service)
    open_office(home)
    from sherwood.office import directory, people

    _written("account added", account=username, role=role)
    held = people.RoleHeld(role, team, service, _today())
    return directory.add_account(username, password, name, worker_id=worker, roles=[held]).id


def check_account(home: Home, *, role: str, worker: str | None, team: str | None, service: str | None) -> None:
    """Raise Problem for an unknown role, team, service or worker, and for a role that lacks the place it looks at."""
    scope = load_catalogue(home.council).role(role).scope
    _check_organisation(home, worker=worker, team=team, service=service)
    needed = {"caseload": ("worker", worker), "team": ("team", team), "service": ("service", service)}
    name, given = needed.get(scope, ("", ""))
    if given is None:
        raise Problem(f"the role '{role}' sees the children of one {name}: say which with --{name}")


def _check_organisation(home: Home, *, worker: str | None, team: str | None, service: str | None) -> None:
    """Refuse an id that neither the council's teams.toml nor the files loaded know."""
    council = load_council(home)
    known = {
        "worker": {each.id for each in council.workers},
        "team": {each.id for each in council.teams},
        "service": {each.id for each in council.services},
    }
    given = {name: place for name, place in {"worker": worker, "team": team, "service": service}.items() if place}
    if any(place not in known[kind] for kind, place in given.items()):
        for kind, found in organisation_loaded(home, council.code).items():
            known[kind] |= found
    for kind, place in given.items():
        if place not in known[kind]:
            raise Problem(
                f"there is no {kind} '{place}' in {home.council / 'teams.toml'}, nor in the files that were loaded and built:"
                " correct the id, add it there, or load and build first"
            )


def organisation_loaded(home: Home, authority: str) -> dict[str, set[str]]:
    """Return the workers, teams and services of the current build; none before the first."""
    try:
        reader = Reader.current(home, authority)
    except NoWarehouse:
        return {}
    teams = reference(reader, "organisation", ("service_id", "team_id"))
    workers = reference(reader, "worker", ("worker_id",))
    return {
        "worker": {str(each["worker_id"]) for each in workers},
        "team": {str(each["team_id"]) for each in teams},
        "service": {str(each["service_id"]) for each in teams},
    }


def accounts(home: Home) -> list[dict[str, Any]]:
    """Return every account with the roles it holds today, as plain values."""
    open_office(home)
    from sherwood.office import directory

    return [
        {
            "username": each.username,
            "name": each.display_name,
            "is_active": each.is_active,
            "roles": [held.role for held in each.roles_on(_today())],
            "teams": sorted({held.team_id for held in each.roles_on(_today()) if held.team_id}),
            "services": sorted({held.service_id for held in each.roles_on(_today()) if held.service_id}),
            "worker": each.worker_id or "",
        }
        for each in directory.list_accounts()
    ]


def disable_account(home: Home, username: str) -> None:
    """Disable an account; its sessions end at their next request."""
    account_id = _account_id(home, username)
    from sherwood.office import directory

    _written("account disabled", account=username)
    directory.disable(account_id)


def restrict_record(home: Home, record_key: str, reason: str) -> None:
    """Restrict a record from today for one of the catalogue's reasons; raises NoSuchRecord."""
    load_catalogue(home.council).restriction(reason)
    key = _known_record(home, record_key)
    open_office(home)
    from sherwood.office import directory

    _written("record restricted", key, reason=reason)
    directory.restrict(key, reason, from_date=_today())


def grant_record(home: Home, record_key: str, username: str, *, reason: str, until: dt.date | None) -> None:
    """Let a named person open a restricted record from today; raises NoSuchRecord, NoSuchAccount."""
    key = _known_record(home, record_key)
    account_id = _account_id(home, username)
    from sherwood.office import directory

    _written("record granted", key, account=username)
    directory.give_grant(account_id, key, reason, from_date=_today(), to_date=until)


def _known_record(home: Home, record_key: str) -> str:
    """Return the key as it is kept; whatever was typed, such as a child's number, is not repeated."""
    key, authority = record_key.strip().lower(), load_council(home).code
    if not is_record(Reader.current(home, authority), authority, key):
        raise NoSuchRecord(
            "no record has that key, so nothing was changed: copy the last part of the journey's address"
        )
    return key


def _written(action: str, *record_keys: str, **detail: str) -> None:
    """Write to the audit trail, before it is done, what an administrator does; who sits at the keyboard is not known."""
    from sherwood.office import audit

    audit.append(audit.AuditRecord(action, "", detail={**detail, "through": "command line"}, record_keys=record_keys))


def _account_id(home: Home, username: str) -> str:
    open_office(home)
    from sherwood.office import directory

    found = directory.account_named(username)
    if found is None:
        raise NoSuchAccount(f"there is no account '{username}'; `sherwood user list` shows them")
    return found.id


def _today() -> dt.date:
    return dt.datetime.now(dt.UTC).date()
