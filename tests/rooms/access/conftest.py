"""A home with an office of its own, as the office's tests have."""

from tests.rooms.office.conftest import home as office_home
from tests.rooms.office.conftest import migrated

__all__ = ["migrated", "office_home"]
