"""Roles: what somebody may do, for which purposes, over which children; and reasons to restrict a record."""

from __future__ import annotations

from typing import Literal

from sherwood.definitions.shapes.base import Entry, Source

Scope = Literal["caseload", "team", "service", "county", "none"]


class Role(Entry):
    """One role; several roles of one person are added up."""

    about: str
    scope: Scope
    purposes: tuple[str, ...]
    permissions: tuple[str, ...]


class Restriction(Entry):
    """Why a record is restricted, whether being the child's allocated worker counts as a named grant, and an emergency opens it."""

    about: str
    source: tuple[Source, ...]
    allocated_worker_may_open: bool
    emergency_may_open: bool = False
