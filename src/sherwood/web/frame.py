"""The web: what stands around every page: council, person, and a way to each part their permissions open."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from sherwood.access import Permission, Viewer, may
from sherwood.definitions.council import Council, load_council
from sherwood.definitions.errors import CatalogueError
from sherwood.office import notices
from sherwood.web.visit import home

PARTS: tuple[tuple[str, str, Permission | None], ...] = (
    ("Home", "home", None),
    ("Find a child", "find", Permission.CHILD_OPEN),
    ("Reports", "reports", Permission.REPORT_READ),
    ("Measures", "measures", Permission.MEASURE_READ),
    ("Explore", "explore", Permission.MEASURE_READ),
    ("Search", "search", Permission.MEASURE_READ),
    ("Findings", "findings", Permission.MEASURE_READ),
    ("Records", "records", Permission.CHILDREN_LIST),
    ("Forecast", "forecast", Permission.FORECAST_READ),
    ("Families", "families", Permission.FAMILIES_ASSESS),
    ("My families", "families_mine", Permission.FAMILIES_WORK),
    ("Claims", "family_claims", Permission.FAMILIES_CLAIMS),
    ("Data", "data", Permission.DATA_READ),
    ("Audit", "audit", Permission.AUDIT_READ),
    ("Emergencies", "emergency_reviews", Permission.EMERGENCY_REVIEW),
    ("People", "people", Permission.ACCOUNTS_MANAGE),
    ("Governance", "governance", Permission.GOVERNANCE_READ),
)


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
    """Return the parts of the site that the viewer may open, the present one marked."""
    ways = []
    for title, name, wanted in PARTS:
        if wanted is None or may(viewer, wanted):
            href = reverse(name)
            ways.append(
                {"title": title, "href": href, "current": path == href or (href != "/" and path.startswith(f"{href}/"))}
            )
    return ways
