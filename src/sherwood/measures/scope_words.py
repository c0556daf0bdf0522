"""Measures: says in words whose children a figure counts, for the line that stands on every page."""

from __future__ import annotations

from sherwood.access import Reader, Viewer, reference
from sherwood.access.hub import hubs_of

EVERYBODY = "Everybody, with small numbers withheld"
COUNTY = "All teams"
NOBODY = "No children"


def scope_words(reader: Reader, viewer: Viewer, figures: str = "openable") -> str:
    """Whose children are counted: everybody, all teams, or the viewer's own services, teams and caseload."""
    if figures == "official":
        return EVERYBODY
    if viewer.county:
        return COUNTY
    names = [*_names(reader, "service", viewer.service_ids), *_names(reader, "team", viewer.team_ids)]
    if viewer.caseloads:
        names.append("your own caseload" + (" and those you cover" if viewer.covered_worker_ids else ""))
        if hubs_of(reader).spells_of(viewer.caseloads):
            names.append("what the hub received while you worked in it")
    return ", ".join(names) or NOBODY


def _names(reader: Reader, unit: str, ids: tuple[str, ...]) -> list[str]:
    """The names of teams or services, or their ids where the warehouse does not list them."""
    if not ids:
        return []
    known = {
        row[f"{unit}_id"]: row[f"{unit}_name"]
        for row in reference(reader, "organisation", (f"{unit}_id", f"{unit}_name"))
    }
    return [known.get(each, each) for each in ids]
