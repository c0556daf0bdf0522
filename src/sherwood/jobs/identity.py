"""Job: the build whose links a command tells of, for those who may take rows out."""

from __future__ import annotations

from sherwood.access import FILE_TAKEN, Permission, audited, require
from sherwood.definitions.home import Home
from sherwood.jobs.figures import viewer_at_keyboard
from sherwood.store import Reader


def current(home: Home, authority: str) -> Reader:
    """Open the build people read now. Raises NoWarehouse before the first one."""
    return Reader.current(home, authority)


def may_export(home: Home, authority: str, as_user: str | None, what: str) -> None:
    """Go on only for somebody who may take rows out, and write down that they did; raises NotAllowed."""
    viewer = viewer_at_keyboard(home, authority, as_user)
    require(viewer, Permission.EXPORT_ROWS)
    audited(viewer, FILE_TAKEN, (), {"of": what, "rows": "all", "as": "command line"})
