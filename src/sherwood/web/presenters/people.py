"""The web: accounts and the roles they hold as tables, for the administrator."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse

from sherwood.definitions.shapes.role import Role
from sherwood.office.people import OfficeAccount, RoleHeld
from sherwood.reports.words import short_day

Context = dict[str, Any]
NO_ROLE = "none today"


def table(accounts: Iterable[OfficeAccount], roles: Mapping[str, Role], today: dt.date) -> Context:
    """Return every account with its roles of today, those that are closed marked in words."""
    columns = ("Name", "User name", "Roles today", "State")
    rows = []
    for each in accounts:
        held = ", ".join(_title(role, roles) for role in each.roles_on(today)) or NO_ROLE
        cells = [{"text": each.display_name, "href": reverse("person", args=(each.id,))}]
        cells += [{"text": text} for text in (each.username, held, "open" if each.is_active else "closed")]
        rows.append({"cells": cells})
    return {"caption": "Accounts by user name", "columns": _columns(columns), "rows": rows}


def roles(account: OfficeAccount, known: Mapping[str, Role]) -> Context | None:
    """Return every role the account ever held, or will hold; None where there is none."""
    columns = ("Role", "Where", "From", "To", "Given by")
    rows = [{"cells": [{"text": text} for text in _cells(held, known)]} for held in account.roles]
    return {"caption": "Roles", "columns": _columns(columns), "rows": rows} if rows else None


def to_end(account: OfficeAccount, known: Mapping[str, Role], today: dt.date) -> list[Context]:
    """Return the roles an account holds or will hold, by the title they are known by."""
    open_ = [each for each in account.roles if each.to_date is None or each.to_date >= today]
    return [{"value": each.role, "text": _title(each, known)} for each in open_]


def choices(known: Mapping[str, Role]) -> list[Context]:
    """Return the roles to choose from, by title."""
    found = sorted(known.values(), key=lambda role: role.title)
    return [{"value": role.name, "text": role.title, "about": role.about} for role in found]


def _cells(held: RoleHeld, known: Mapping[str, Role]) -> tuple[str, ...]:
    given = "a group of the sign-in service" if held.source else "a person"
    last = short_day(held.to_date) if held.to_date else "until further notice"
    covers = " (covering a colleague)" if held.covers else ""
    where = held.team_id or held.service_id or held.worker_id or ""
    return (_title(held, known) + covers, where, short_day(held.from_date), last, given)


def _title(held: RoleHeld, known: Mapping[str, Role]) -> str:
    return known[held.role].title if held.role in known else held.role


def _columns(labels: Iterable[str]) -> list[Context]:
    return [{"key": label, "label": label} for label in labels]
