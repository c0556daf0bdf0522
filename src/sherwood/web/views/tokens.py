"""The web: access tokens of one's own account, each shown once; and how a spreadsheet connects with one."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from sherwood.access import Permission
from sherwood.access.events import TOKEN_MADE, TOKEN_REVOKED, audited
from sherwood.office import access_tokens
from sherwood.web.permissions import permission, signed_in
from sherwood.web.visit import Visit, account_id

DAYS = (("30", "30 days"), ("90", "90 days"), ("365", "A year"))
LONGEST = 100


@permission(Permission.EXPORT_FIGURES)
def connect(request: Visit) -> HttpResponse:
    """Show the tokens there are and how Excel, Power BI and programs read figures with one."""
    return _page(request)


@permission(Permission.EXPORT_FIGURES)
@require_POST
def make(request: Visit) -> HttpResponse:
    """Make a token and show it, this once; that it was made is in the trail before it is seen."""
    title = request.POST.get("title", "").strip()[:LONGEST]
    days = request.POST.get("days", "")
    if not title or days not in dict(DAYS):
        messages.error(request, "Say what the token is for, and for how long.")
        return redirect("connect")
    last = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=int(days))
    audited(request.viewer, TOKEN_MADE, (), {"until": last.isoformat()})
    return _page(request, token=access_tokens.make(account_id(request), title, last))


@signed_in
@require_POST
def revoke(request: Visit) -> HttpResponse:
    """Take one's own token back; it opens nothing from this moment on."""
    given = request.POST.get("token", "")
    audited(request.viewer, TOKEN_REVOKED, (), {})
    gone = given.isdigit() and access_tokens.revoke(account_id(request), int(given))
    messages.success(request, "The token opens nothing any more." if gone else "There is no such token of yours.")
    return redirect("connect")


def _page(request: Visit, token: str = "") -> HttpResponse:
    context = {
        "page_title": "Connect a spreadsheet",
        "title": {
            "heading": "Connect a spreadsheet",
            "lead": "Read figures into Excel, Power BI or a program of your own.",
        },
        "breadcrumbs": [{"title": "Home", "href": reverse("home")}],
        "token": token,
        "tokens": access_tokens.tokens(account_id(request)),
        "days": DAYS,
        "odata_address": request.build_absolute_uri(reverse("odata")),
        "api_address": request.build_absolute_uri(reverse("api_openapi")),
    }
    return render(request, "pages/connect.html", context)
