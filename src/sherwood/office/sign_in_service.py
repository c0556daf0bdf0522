"""The office's account of whoever the council's sign-in service vouches for: found by the service's own name for the person, or made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sherwood.definitions.council import SignInService
from sherwood.office import directory
from sherwood.office.errors import AccountRefused
from sherwood.office.people import OfficeAccount, RoleHeld


def account_for(service: SignInService, claims: Mapping[str, Any], day: dt.date) -> OfficeAccount:
    """The account of the person these claims are about, holding the roles of their groups from this day on.

    Somebody whose groups hold no role gets no account. Raises AccountRefused for that, for a closed account, and for a user name that
    belongs to somebody else.
    """
    subject = f"{service.issuer.rstrip('/')}|{claims.get('sub') or ''}"
    username = str(claims.get(service.username_claim) or claims.get("email") or "").strip()
    if not claims.get("sub") or not username:
        raise AccountRefused("The sign-in service did not say who you are.")
    roles = _roles(service, claims, day)
    found = directory.account_of_subject(subject) or _by_name(username, subject)
    if found is None:
        found = _made(username, subject, claims, service, roles)
    if not found.is_active:
        raise AccountRefused("Your account here has been closed.")
    directory.follow_groups(found.id, roles, day)
    known = directory.account(found.id)
    assert known is not None, "an account that was just found must be there"
    return known


def _roles(service: SignInService, claims: Mapping[str, Any], day: dt.date) -> list[RoleHeld]:
    said = claims.get(service.groups_claim) or []
    groups = {str(each) for each in (said if isinstance(said, list) else [said])}
    return [
        RoleHeld(each.role, each.team, each.service, day, source=directory.GROUP)
        for each in service.groups
        if each.group in groups
    ]


def _by_name(username: str, subject: str) -> OfficeAccount | None:
    """The account of that user name, tied to the person from now on; raises AccountRefused if it is somebody else's."""
    found = directory.account_named(username)
    if found is not None:
        directory.bind(found.id, subject)
    return found


def _made(
    username: str, subject: str, claims: Mapping[str, Any], service: SignInService, roles: list[RoleHeld]
) -> OfficeAccount:
    if not roles:
        raise AccountRefused("None of your groups holds a role here: ask whoever looks after Sherwood in your council.")
    worker = str(claims.get(service.worker_claim) or "") if service.worker_claim else ""
    name = str(claims.get("name") or username)
    email = str(claims.get("email") or "")
    return directory.add_account(username, None, name, worker_id=worker or None, email=email, subject=subject)
