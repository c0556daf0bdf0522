"""Statuses: how a child on a caseload stands on a day, in the order in which one of several counts."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """The one status a child is counted by: the first of these that holds."""

    LOOKED_AFTER = "looked_after"
    CHILD_PROTECTION_PLAN = "child_protection_plan"
    CHILD_IN_NEED_PLAN = "child_in_need_plan"
    ASSESSMENT = "assessment"
    CASE_OPEN = "case_open"
    LEAVING_CARE = "leaving_care"
    NO_OPEN_CASE = "no_open_case"

    @property
    def words(self) -> str:
        """The status as a page names it."""
        return _WORDS[self]

    @property
    def said_of_children(self) -> str:
        """The status as a sentence says it of some children: `13 with a child protection plan`."""
        return _SAID[self]


_WORDS = {
    Status.LOOKED_AFTER: "Looked after",
    Status.CHILD_PROTECTION_PLAN: "Child protection plan",
    Status.CHILD_IN_NEED_PLAN: "Child in need plan",
    Status.ASSESSMENT: "Assessment",
    Status.CASE_OPEN: "Case open",
    Status.LEAVING_CARE: "Leaving care",
    Status.NO_OPEN_CASE: "No open case",
}
_SAID = {
    Status.LOOKED_AFTER: "looked after",
    Status.CHILD_PROTECTION_PLAN: "with a child protection plan",
    Status.CHILD_IN_NEED_PLAN: "with a child in need plan",
    Status.ASSESSMENT: "being assessed",
    Status.CASE_OPEN: "with an open case",
    Status.LEAVING_CARE: "leaving care",
    Status.NO_OPEN_CASE: "without an open case",
}
