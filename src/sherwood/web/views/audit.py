"""The web: who looked at a child, and what happened lately; for the auditor, who sees keys and never a child."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from sherwood.access import Permission
from sherwood.jobs import audit as job
from sherwood.office import audit, directory
from sherwood.web.asked import page_of, query_of
from sherwood.web.permissions import permission
from sherwood.web.presenters.paging import pagination
from sherwood.web.presenters.trail import people_shown, taken, trail, unusual_access
from sherwood.web.visit import Visit, home

DAYS = 30
RECORD_KEY = re.compile("[a-z2-7]{26}")


@permission(Permission.AUDIT_READ)
def show(request: Visit) -> HttpResponse:
    """Show the latest events, or those that showed one child, by whichever of its records; looking is itself written down."""
    wanted = request.GET.get("record_key", "").strip().lower()
    is_key = bool(RECORD_KEY.fullmatch(wanted))
    detail = {"of": "one record" if is_key else "latest events"}
    audit.append(audit.AuditRecord("audit read", request.viewer.account_id, request.viewer.authority, detail=detail))
    looks = job.who_looked(home(), wanted, page_of(request.GET)) if is_key else None
    found = looks.entries if looks else [] if wanted else audit.latest()
    context = {
        "page_title": "Audit",
        "title": {"heading": "Audit", "lead": "Who did what, and who looked at a child?"},
        "breadcrumbs": [{"title": "Home", "href": reverse("home")}],
        "wanted": wanted if is_key else "",
        "is_refused": bool(wanted) and not is_key,
        "trail": trail(found, of_one_record=is_key),
        "pagination": _pages(request, looks) if looks else None,
    }
    return render(request, "pages/audit.html", context)


def _pages(request: Visit, looks: audit.Looks) -> dict[str, Any] | None:
    """The links to the other pages of those who looked."""
    return pagination(
        request.path, query_of(request.GET), "Who looked", total=looks.total, page=looks.page, page_size=looks.page_size
    )


@permission(Permission.AUDIT_READ)
def unusual(request: Visit) -> HttpResponse:
    """List what an auditor should look at: reading beyond the team, very much, at night, by trying, in an emergency."""
    _noted(request, "unusual access")
    now = timezone.now()
    context = {
        "page_title": "Unusual access",
        "title": {"heading": "Unusual access", "lead": "What should somebody look at?"},
        "breadcrumbs": _back(),
        "days": DAYS,
        "table": unusual_access(job.unusual(home(), now - dt.timedelta(days=DAYS), now)),
    }
    return render(request, "pages/unusual.html", context)


@permission(Permission.AUDIT_READ)
@require_http_methods(["GET", "HEAD", "POST"])
def breach(request: Visit) -> HttpResponse:
    """Tell everybody whose record one account was shown between two moments, and what it took away; asking is written down."""
    asked = {name: request.POST.get(name, "") for name in ("username", "first", "last")}
    times, problem = _times(asked) if request.method == "POST" else (None, "")
    context: dict[str, Any] = {
        "page_title": "Breach answer",
        "title": {
            "heading": "What a user was shown",
            "lead": "Whose records did one person see or take between two times?",
        },
        "breadcrumbs": _back(),
        "accounts": directory.list_accounts(),
        "asked": asked,
        "problem": problem,
    }
    if times is not None:
        _noted(request, "breach answer")
        found = job.breach(home(), asked["username"], *times)
        summary = f"{len(found['people']):,} people, {len(found['exports']):,} files, {found['entries']:,} entries"
        context |= {"is_asked": True, "summary": summary}
        context |= {"table": people_shown(found["people"]), "exports": taken(found["exports"])}
    return render(request, "pages/breach.html", context, status=422 if problem else 200)


def _times(asked: dict[str, str]) -> tuple[tuple[dt.datetime, dt.datetime] | None, str]:
    """The two moments that were typed, or what is wrong with them."""
    try:
        first, last = (dt.datetime.fromisoformat(asked[name]).replace(tzinfo=dt.UTC) for name in ("first", "last"))
    except ValueError:
        return None, "Enter both times"
    if directory.account_named(asked["username"]) is None:
        return None, "Choose a user"
    return ((first, last), "") if first <= last else (None, "The first time comes after the last")


def _noted(request: Visit, of: str) -> None:
    """Write that the trail was read."""
    audit.append(
        audit.AuditRecord("audit read", request.viewer.account_id, request.viewer.authority, detail={"of": of})
    )


def _back() -> list[dict[str, str]]:
    return [{"title": "Home", "href": reverse("home")}, {"title": "Audit", "href": reverse("audit")}]
