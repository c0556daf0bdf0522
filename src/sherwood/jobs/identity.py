"""Job: the build whose links a command tells of."""

from __future__ import annotations

from sherwood.definitions.home import Home
from sherwood.store import Reader


def current(home: Home, authority: str) -> Reader:
    """Open the build people read now. Raises NoWarehouse before the first one."""
    return Reader.current(home, authority)
