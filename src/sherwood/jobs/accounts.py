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
    password: str | None,
    email: str = "",
    by: str = "",
) -> str:
    """Add an account with one role from today; returns its id.

    Without a password it signs in through the council's sign-in service alone. `by` is the account that asks; empty for the command
    line. Raises Problem for an unknown role, team, service or worker.
    """
    check_account(home, role=role, worker=worker, team=team, service=service)
    if password is None and load_council(home).sign_in is None:
        raise Problem("an account needs a password: this council has no sign-in service in council.toml")
    open_office(home)
    from sherwood.office import directory, people

    _written("account added", by=by, account=username, role=role)
    held = people.RoleHeld(role, team, service, _today())
    return directory.add_account(username, password, name, worker_id=worker, roles=[held], email=email).id


def give_role(
    home: Home,
    username: str,
    role: str,
    *,
    team: str | None = None,
    service: str | None = None,
    first: dt.date | None = None,
    last: dt.date | None = None,
    by: str = "",
) -> None:
    """Give an account one more role between two days, both included; raises Problem, NoSuchAccount."""
    account_id = _account_id(home, username)
    from sherwood.office import directory, people

    account = directory.account(account_id)
    check_account(home, role=role, worker=account.worker_id if account else None, team=team, service=service)
    _written("role given", by=by, account=username, role=role)
    directory.give_role(account_id, people.RoleHeld(role, team, service, first or _today(), last))


def end_role(home: Home, username: str, role: str, *, last_day: dt.date, by: str = "") -> None:
    """End every spell of a role with a day, which still counts; raises NoSuchAccount, Problem for a role that does not go on."""
    account_id = _account_id(home, username)
    from sherwood.office import directory

    _written("role ended", by=by, account=username, role=role)
    if not directory.end_role(account_id, role, last_day):
        raise Problem(f"'{username}' has no role '{role}' that goes on beyond {last_day}")


def cover(home: Home, username: str, colleague: str, *, first: dt.date, last: dt.date, by: str = "") -> list[str]:
    """Let an account stand in for a colleague between two days: it holds the colleague's roles of those days beside its own.

    Returns the roles. The administrator's work is never covered, for who gives rights is decided by name. Raises NoSuchAccount,
    Problem where there is nothing to cover.
    """
    account_id, other_id = _account_id(home, username), _account_id(home, colleague)
    from sherwood.office import directory, people

    other = directory.account(other_id)
    assert other is not None, "an account that was just found must be there"
    roles = load_catalogue(home.council).roles
    held = [
        each
        for each in other.roles
        if not each.covers
        and each.from_date <= last
        and (each.to_date is None or each.to_date >= first)
        and each.role in roles
        and "accounts:manage" not in roles[each.role].permissions
    ]
    if not held or account_id == other_id:
        raise Problem(f"there is no role of '{colleague}' that '{username}' could cover on those days")
    _written("cover arranged", by=by, account=username, covers=colleague)
    for each in held:
        worker = other.worker_id if roles[each.role].scope == "caseload" else None
        begins, ends = max(first, each.from_date), min(last, each.to_date or last)
        directory.give_role(
            account_id, people.RoleHeld(each.role, each.team_id, each.service_id, begins, ends, worker, other_id)
        )
    return [each.role for each in held]


def set_email(home: Home, username: str, email: str, *, by: str = "") -> None:
    """Give an account the address that letters go to, or none; raises NoSuchAccount, Problem for what is no address."""
    account_id = _account_id(home, username)
    from sherwood.office import directory

    _written("address changed", by=by, account=username)
    directory.set_email(account_id, email)


def reset_second_factor(home: Home, username: str, *, by: str = "") -> None:
    """Take an account's second factor away, end its sessions and take its tokens back; the next sign-in sets up another.

    Raises NoSuchAccount.
    """
    account_id = _account_id(home, username)
    from sherwood.office import access_tokens, second_factors, sessions

    _written("second factor reset", by=by, account=username)
    second_factors.reset(account_id)
    sessions.end_all(account_id)
    access_tokens.revoke_all(account_id)


def take_tokens_back(home: Home, username: str, *, by: str = "") -> int:
    """Take every access token of an account back; returns how many there were. Raises NoSuchAccount."""
    account_id = _account_id(home, username)
    from sherwood.office import access_tokens

    _written("tokens taken back", by=by, account=username)
    return access_tokens.revoke_all(account_id)


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
            "email": each.email,
        }
        for each in directory.list_accounts()
    ]


def disable_account(home: Home, username: str, *, by: str = "") -> None:
    """Disable an account; its sessions end at their next request."""
    account_id = _account_id(home, username)
    from sherwood.office import directory

    _written("account disabled", by=by, account=username)
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


def _written(action: str, *record_keys: str, by: str = "", **detail: str) -> None:
    """Write to the audit trail, before it is done, what an administrator does; who sits at a keyboard is not known."""
    from sherwood.office import audit

    said = detail if by else {**detail, "through": "command line"}
    audit.append(audit.AuditRecord(action, by, detail=said, record_keys=record_keys))


def _account_id(home: Home, username: str) -> str:
    open_office(home)
    from sherwood.office import directory

    found = directory.account_named(username)
    if found is None:
        raise NoSuchAccount(f"there is no account '{username}'; `sherwood user list` shows them")
    return found.id


def _today() -> dt.date:
    return dt.datetime.now(dt.UTC).date()
