"""Access: makes viewers: from an account's roles of today, or for the owner of a home without accounts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from sherwood.access.errors import NotAllowed
from sherwood.access.permissions import Permission
from sherwood.access.trail import OfficeTrail, OwnerTrail, Trail
from sherwood.access.viewer import Viewer
from sherwood.definitions.catalogue import Catalogue, load_catalogue
from sherwood.definitions.council import load_council
from sherwood.definitions.home import Home
from sherwood.definitions.shapes.role import Role, Scope

if TYPE_CHECKING:
    from sherwood.office.people import RoleHeld

OWNER = "owner"
OWNER_ROLE = "analyst"


def for_account(home: Home, account_id: str, authority: str | None = None, day: dt.date | None = None) -> Viewer:
    """The viewer an account is on `day` (today), its roles added up; read anew at each request.

    Raises NotAllowed if there is no such account or it has been closed.
    """
    # Django is loaded only where there are accounts.
    from sherwood.office import attestations, directory, emergency  # noqa: PLC0415

    today = day or dt.date.today()
    account = directory.account(account_id)
    if account is None or not account.is_active:
        raise NotAllowed("There is no such account, or it has been closed.")
    viewer = _bare(home, authority, today, OfficeTrail())
    held = account.roles_on(today)
    viewer = _with_roles(viewer, held, account.worker_id, attestations.lapsed(today))
    return replace(
        viewer,
        account_id=account.id,
        display_name=account.display_name,
        grants=directory.grants(account.id, today),
        opened=emergency.open_to(account.id, dt.datetime.now(dt.UTC)),
        office_restrictions=directory.restricted_records(today),
    )


def owner(home: Home, authority: str | None = None, day: dt.date | None = None) -> Viewer:
    """The person who owns a home without accounts: its analyst, for every purpose, who also sees restricted records.

    Raises NotAllowed where the home has accounts: then one of them has to be named.
    """
    from sherwood.office.presence import has_accounts  # noqa: PLC0415 - keeps Django out of homes without accounts

    if has_accounts(home):
        raise NotAllowed("This home has accounts: say whose rights apply with `--as USER`.")
    today = day or dt.date.today()
    viewer = _bare(home, authority, today, OwnerTrail(home.logs))
    assert viewer.catalogue is not None
    role = viewer.catalogue.role(OWNER_ROLE)
    every_purpose = frozenset(each for feed in viewer.catalogue.feeds.values() for each in feed.purposes)
    return replace(
        viewer,
        account_id=OWNER,
        display_name="Owner of this home",
        roles=(role.name,),
        county=True,
        purposes=every_purpose | set(role.purposes),
        permissions=frozenset(role.permissions) | set(_OWNER_MAY),
        feeds=feeds_for(viewer.catalogue, every_purpose, today),
        restricted_all=True,
    )


_OWNER_MAY = (Permission.CHILDREN_LIST, Permission.CHILD_OPEN, Permission.EXPORT_ROWS, Permission.FIGURES_OFFICIAL)


def feeds_for(catalogue: Catalogue, purposes: Iterable[str], day: dt.date) -> frozenset[str]:
    """The feeds that may be used on a day for at least one of these purposes."""
    wanted = set(purposes)
    return frozenset(
        feed.name
        for feed in catalogue.feeds.values()
        if wanted & set(feed.purposes) and feed.name not in expired(catalogue, day)
    )


def expired(catalogue: Catalogue, day: dt.date) -> tuple[str, ...]:
    """Feeds whose agreement ran out before this day, so that they are set aside; its last day still counts."""
    return tuple(
        feed.name
        for feed in catalogue.feeds.values()
        if feed.agreement_expires is not None and feed.agreement_expires < day
    )


def _bare(home: Home, authority: str | None, day: dt.date, trail: Trail) -> Viewer:
    """A viewer with no rights yet, but with all that the home decides."""
    council, catalogue = load_council(home), load_catalogue(home.council)
    return Viewer(
        account_id="",
        display_name="",
        authority=authority or council.code,
        set_aside=expired(catalogue, day),
        worker_may_open=frozenset(
            each.name for each in catalogue.restrictions.values() if each.allocated_worker_may_open
        ),
        emergency_may_open=frozenset(each.name for each in catalogue.restrictions.values() if each.emergency_may_open),
        names_open_months=council.names_open_months,
        on_date=day,
        catalogue=catalogue,
        trail=trail,
    )


def _with_roles(
    viewer: Viewer, held: Iterable[RoleHeld], worker_id: str | None, lapsed: frozenset[str] = frozenset()
) -> Viewer:
    """The viewer with every role held added up: scopes, purposes and permissions; a purpose that has lapsed grants nothing."""
    assert viewer.catalogue is not None
    # A role the catalogue no longer has grants nothing.
    known = [(viewer.catalogue.role(each.role), each) for each in held if each.role in viewer.catalogue.roles]
    purposes = frozenset(each for role, _ in known for each in role.purposes) - lapsed
    permissions = frozenset(each for role, _ in known for each in role.permissions)
    return replace(
        viewer,
        roles=tuple(dict.fromkeys(role.name for role, _ in known)),
        worker_id=worker_id if any(role.scope == "caseload" and not held.covers for role, held in known) else None,
        covered_worker_ids=tuple(
            sorted({held.worker_id for role, held in known if role.scope == "caseload" and held.worker_id})
        ),
        team_ids=tuple(sorted({held.team_id for role, held in known if role.scope == "team" and held.team_id})),
        service_ids=tuple(
            sorted({held.service_id for role, held in known if role.scope == "service" and held.service_id})
        ),
        county=_has(known, "county"),
        purposes=purposes,
        permissions=permissions,
        feeds=feeds_for(viewer.catalogue, purposes, viewer.on_date),
        restricted_all=Permission.RESTRICTED_OPEN in permissions,
    )


def _has(known: Iterable[tuple[Role, RoleHeld]], scope: Scope) -> bool:
    return any(role.scope == scope for role, _ in known)
