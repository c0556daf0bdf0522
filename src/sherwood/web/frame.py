"""The web: what stands around every page: council, person, and a way to each part their permissions open."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.http import HttpRequest
from django.urls import reverse

from sherwood.access import Permission, Viewer, may
from sherwood.definitions.council import Council, load_council
from sherwood.definitions.errors import CatalogueError
from sherwood.office import notices
from sherwood.web.visit import home


class Part(NamedTuple):
    """A part of the site: its name there and for people, and the permission that opens it (none: everybody who is signed in)."""

    title: str
    name: str
    wanted: Permission | None


PARTS = (
    Part("Home", "home", None),
    Part("Find a child", "find", Permission.CHILD_OPEN),
    Part("Reports", "reports", Permission.REPORT_READ),
    Part("Measures", "measures", Permission.MEASURE_READ),
    Part("Explore", "explore", Permission.MEASURE_READ),
    Part("Search", "search", Permission.MEASURE_READ),
    Part("Findings", "findings", Permission.MEASURE_READ),
    Part("Records", "records", Permission.CHILDREN_LIST),
    Part("Forecast", "forecast", Permission.FORECAST_READ),
    Part("Families", "families", Permission.FAMILIES_ASSESS),
    Part("My families", "families_mine", Permission.FAMILIES_WORK),
    Part("Claims", "family_claims", Permission.FAMILIES_CLAIMS),
    Part("Data", "data", Permission.DATA_READ),
    Part("Audit", "audit", Permission.AUDIT_READ),
    Part("Emergencies", "emergency_reviews", Permission.EMERGENCY_REVIEW),
    Part("People", "people", Permission.ACCOUNTS_MANAGE),
    Part("Governance", "governance", Permission.GOVERNANCE_READ),
)
# Parts of a part, which the way to it leads to.
INNER = (
    Part("Unusual access", "audit_unusual", Permission.AUDIT_READ),
    Part("Answer to a breach", "audit_breach", Permission.AUDIT_READ),
)
PART_OF = {part.name: part for part in (*PARTS, *INNER)}


def may_open_part(viewer: Viewer, part: Part) -> bool:
    """Whether a part of the site is open to the viewer."""
    return part.wanted is None or may(viewer, part.wanted)


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return the context of base.html; a page shown before the door, such as sign-in, has no person and no ways."""
    council = _council()
    context: dict[str, Any] = {"council_name": council.name, "demo": council.is_demo, "navigation": []}
    viewer: Viewer | None = getattr(request, "viewer", None)
    if viewer is not None:
        context |= {
            "signed_in_as": viewer.display_name,
            "account_href": reverse("account"),
            "notices_href": reverse("notices"),
            "unread": notices.unread(viewer.account_id),
            "sign_out_href": reverse("sign_out"),
            "navigation": navigation(viewer, request.path),
        }
    return context


def _council() -> Council:
    """Return the council's settings, or the defaults while they are broken: a page about that must still have a frame."""
    try:
        return load_council(home())
    except CatalogueError:
        return Council()


def navigation(viewer: Viewer, path: str) -> list[dict[str, Any]]:
    """Return the parts of the site that the viewer may open, the present one marked: the innermost, where one lies in another."""
    ways = [(part.title, reverse(part.name)) for part in PARTS if may_open_part(viewer, part)]
    around = [href for _, href in ways if path == href or (href != "/" and path.startswith(f"{href}/"))]
    present = max(around, key=len, default=None)
    return [{"title": title, "href": href, "current": href == present} for title, href in ways]
