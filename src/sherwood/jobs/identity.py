"""Job: the build whose links a command tells of, for those who may take rows out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sherwood.access import FILE_TAKEN, Permission, Viewer, audited, records_open_to, require, viewers
from sherwood.definitions.home import Home
from sherwood.identity.telling import everybody, queue
from sherwood.jobs.figures import viewer_at_keyboard
from sherwood.store import Reader


def current(home: Home, authority: str) -> Reader:
    """Open the build people read now. Raises NoWarehouse before the first one."""
    return Reader.current(home, authority)


def exported(home: Home, authority: str, as_user: str | None) -> Iterator[tuple[str, str, str]]:
    """Return feed, number and person of every source record whose child the person at the keyboard may open; the owner gets all.

    Written to the trail first. Raises NotAllowed for who may not take rows out.
    """
    viewer = _who_may_take(home, authority, as_user, "who is who")
    reader = current(home, authority)
    if viewer.account_id == viewers.OWNER:
        return everybody(reader)
    may = frozenset(records_open_to(reader, viewer).values())
    return (record for record in everybody(reader) if record[2] in may)


def waiting(home: Home, authority: str, as_user: str | None) -> list[dict[str, Any]]:
    """The pairs that wait for a decision, both of whose children the person at the keyboard may open; the owner gets all.

    Written to the trail first. Raises NotAllowed for who may not take rows out.
    """
    viewer = _who_may_take(home, authority, as_user, "pairs that wait for a decision")
    reader = current(home, authority)
    found = queue(reader)
    if viewer.account_id == viewers.OWNER:
        return found
    may = records_open_to(reader, viewer)
    return [pair for pair in found if pair["record_key"] in may and pair["other_record_key"] in may]


def _who_may_take(home: Home, authority: str, as_user: str | None, what: str) -> Viewer:
    viewer = viewer_at_keyboard(home, authority, as_user)
    require(viewer, Permission.EXPORT_ROWS)
    audited(viewer, FILE_TAKEN, (), {"of": what, "rows": "all", "as": "command line"})
    return viewer
