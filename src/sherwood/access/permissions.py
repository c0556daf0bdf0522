"""Access: everything that can be permitted, and whether a viewer may do it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from sherwood.access.errors import NotAllowed

if TYPE_CHECKING:
    from sherwood.access.viewer import Viewer


class Permission(StrEnum):
    """What roles grant, named thing:act; every route and every question to the warehouse asks for one of these."""

    REPORT_READ = "report:read"
    MEASURE_READ = "measure:read"
    CHILDREN_LIST = "children:list"
    CHILD_OPEN = "child:open"
    FIGURES_OFFICIAL = "figures:official"
    EXPORT_FIGURES = "export:figures"
    EXPORT_ROWS = "export:rows"
    DATES_NOTE = "dates:note"
    FLAGS_ANSWER = "flags:answer"
    VIEWS_SHARE = "views:share"
    FORECAST_READ = "forecast:read"
    DATA_READ = "data:read"
    DATA_MAP = "data:map"
    IDENTITY_DECIDE = "identity:decide"
    AUDIT_READ = "audit:read"
    ACCOUNTS_MANAGE = "accounts:manage"
    FAMILIES_ASSESS = "families:assess"
    FAMILIES_READ = "families:read"
    FAMILIES_DECIDE = "families:decide"
    FAMILIES_WORK = "families:work"
    FAMILIES_CLAIMS = "families:claims"
    FAMILIES_AUDIT = "families:audit"
    RESTRICTED_OPEN = "restricted:open"
    EMERGENCY_OPEN = "emergency:open"
    EMERGENCY_REVIEW = "emergency:review"
    PURPOSE_ATTEST = "purpose:attest"
    GOVERNANCE_READ = "governance:read"


def may(viewer: Viewer, permission: Permission | str) -> bool:
    """Whether one of the viewer's roles grants this; an unknown permission is a slip in the program (ValueError)."""
    return str(Permission(permission)) in viewer.permissions


def require(viewer: Viewer, permission: Permission) -> None:
    """Go on only if the viewer may; raises NotAllowed."""
    if not may(viewer, permission):
        raise NotAllowed(f"Your roles do not include '{permission}'. Ask whoever manages accounts if you need it.")
