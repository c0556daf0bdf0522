"""Access: who is asking, with every right that decides which rows they get; hands the same frozen object to every question."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable
from dataclasses import dataclass, field

from sherwood.access.trail import NoTrail, Trail
from sherwood.definitions.catalogue import Catalogue

DEFAULT_OPEN_MONTHS = 6


@dataclass(frozen=True)
class Viewer:
    """One person's rights on one day, all roles added up; without a value every field grants nothing.

    `worker_id` is set only where a role looks at the person's own caseload. `county` sees every team. `grants` are record
    keys of restricted children this person may open by name. `office_restrictions` are (record key, reason) closed by
    hand. `covered_worker_ids` are colleagues whose caseload is covered today, `opened` records open by an emergency for an hour or so.
    `feeds` are those whose declared purposes meet the viewer's and whose agreement has not run out; `set_aside`
    names the feeds left out because it has.
    """

    account_id: str
    display_name: str
    authority: str
    roles: tuple[str, ...] = ()
    worker_id: str | None = None
    covered_worker_ids: tuple[str, ...] = ()
    team_ids: tuple[str, ...] = ()
    service_ids: tuple[str, ...] = ()
    county: bool = False
    purposes: frozenset[str] = frozenset()
    permissions: frozenset[str] = frozenset()
    feeds: frozenset[str] = frozenset()
    set_aside: tuple[str, ...] = ()
    grants: tuple[str, ...] = ()
    opened: tuple[str, ...] = ()
    restricted_all: bool = False
    office_restrictions: tuple[tuple[str, str], ...] = ()
    worker_may_open: frozenset[str] = frozenset()
    emergency_may_open: frozenset[str] = frozenset()
    names_open_months: int = DEFAULT_OPEN_MONTHS
    on_date: dt.date = dt.date.min
    catalogue: Catalogue | None = field(default=None, compare=False, repr=False)
    trail: Trail = field(default_factory=NoTrail, compare=False, repr=False)

    @property
    def caseloads(self) -> tuple[str, ...]:
        """The workers whose caseload is in scope: the person's own, and those covered."""
        return (*([self.worker_id] if self.worker_id else []), *self.covered_worker_ids)

    @property
    def scope_key(self) -> Hashable:
        """Everything that decides which rows are counted, and nothing about who is asking: the key of a cache."""
        return (
            self.authority,
            self.worker_id,
            frozenset(self.covered_worker_ids),
            frozenset(self.opened),
            frozenset(self.team_ids),
            frozenset(self.service_ids),
            self.county,
            self.feeds,
            frozenset(self.grants),
            self.restricted_all,
            frozenset(self.office_restrictions),
            self.worker_may_open,
        )
