"""The office's plain objects: an account and the roles it holds, frozen, free of any database."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class RoleHeld:
    """One role of one person from one day to another, both included; no `to_date` means until further notice.

    `team_id` narrows a team role and `service_id` a service role; both are None where the role needs neither. `worker_id` is a
    colleague whose caseload is covered and `covers` that colleague's account; `source` is `group` where the council's sign-in
    service gave the role.
    """

    role: str
    team_id: str | None = None
    service_id: str | None = None
    from_date: dt.date = dt.date.min
    to_date: dt.date | None = None
    worker_id: str | None = None
    covers: str = ""
    source: str = ""

    def holds_on(self, day: dt.date) -> bool:
        """Whether the role counts on this day: the first and the last day both count."""
        return self.from_date <= day and (self.to_date is None or day <= self.to_date)


@dataclass(frozen=True)
class OfficeAccount:
    """Somebody who may sign in: who they are, the worker they are in the data, every role ever given to them."""

    id: str
    username: str
    display_name: str
    worker_id: str | None
    roles: tuple[RoleHeld, ...]
    is_active: bool
    email: str = ""
    subject: str = ""

    def roles_on(self, day: dt.date) -> tuple[RoleHeld, ...]:
        """Return the roles that count on this day; none for an account that has been disabled."""
        return tuple(role for role in self.roles if role.holds_on(day)) if self.is_active else ()
