"""The web: who looked at a child, and what happened lately; for the auditor, who sees keys and never a child."""

from __future__ import annotations

import re

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from sherwood.access import Permission
from sherwood.office import audit
from sherwood.web.permissions import permission
from sherwood.web.presenters.trail import trail
from sherwood.web.visit import Visit

RECORD_KEY = re.compile("[a-z2-7]{26}")


@permission(Permission.AUDIT_READ)
def show(request: Visit) -> HttpResponse:
    """Show the latest events, or those that showed one child's record; looking is itself written down."""
    wanted = request.GET.get("record_key", "").strip().lower()
    is_key = bool(RECORD_KEY.fullmatch(wanted))
    detail = {"of": "one record" if is_key else "latest events"}
    audit.append(audit.AuditRecord("audit read", request.viewer.account_id, request.viewer.authority, detail=detail))
    found = audit.who_looked_at([wanted]) if is_key else [] if wanted else audit.latest()
    context = {
        "page_title": "Audit",
        "title": {"heading": "Audit", "lead": "Who did what, and who looked at a child?"},
        "breadcrumbs": [{"title": "Home", "href": reverse("home")}],
        "wanted": wanted if is_key else "",
        "is_refused": bool(wanted) and not is_key,
        "trail": trail(found, of_one_record=is_key),
    }
    return render(request, "pages/audit.html", context)
