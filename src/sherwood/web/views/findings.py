"""The web: the inbox of findings, one finding with its evidence, and what people say of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from sherwood.access import Permission
from sherwood.jobs.findings import kept_for, key_of
from sherwood.jobs.findings_told import follow_up
from sherwood.office import findings as office
from sherwood.web.permissions import permission
from sherwood.web.presenters import findings as presenter
from sherwood.web.presenters import own
from sherwood.web.visit import Visit, home

MOST_WORDS, MOST_OWNER = 500, 100


@permission(Permission.MEASURE_READ)
def index(request: Visit) -> HttpResponse:
    """Show what the latest scan found of the units the viewer answers for, concerns and improvements alike."""
    kept = kept_for(home(), request.viewer)
    rows = kept["findings"] if kept else []
    said = office.notes_of(key_of(row) for row in rows)
    context = {
        "page_title": "Findings",
        "title": {"heading": "Findings", "lead": "What really changed, and what is chance?"},
        "breadcrumbs": [{"title": "Home", "href": reverse("home")}],
        "scan": presenter.about(kept["scan"]) if kept else None,
        "keep": own.sending(request, own.FINDINGS),
        **presenter.inbox(rows, said),
    }
    return render(request, "pages/findings.html", context)


@permission(Permission.MEASURE_READ)
def show(request: Visit, key: str) -> HttpResponse:
    """Show one finding: what makes it up, where else it shows, what was said of it."""
    row, rows = _found(request, key)
    return _page(request, row, rows)


@permission(Permission.MEASURE_READ)
@require_POST
def note(request: Visit, key: str) -> HttpResponse:
    """Keep what the viewer says of a finding that they may see."""
    row, rows = _found(request, key)
    kind, words = request.POST.get("kind", ""), request.POST.get("words", "").strip()
    owner, due = request.POST.get("owner", "").strip(), request.POST.get("due", "").strip()
    if error := _wrong(kind, words, owner, due):
        return _page(request, row, rows, error=error, status=400)
    is_action = kind == office.ACTION
    office.note(
        request.viewer.account_id,
        key,
        kind,
        words,
        owner=owner if is_action else "",
        due=dt.date.fromisoformat(due) if is_action and due else None,
    )
    messages.success(request, "Kept.")
    return redirect("finding", key)


def _found(request: Visit, key: str) -> tuple[Mapping[str, Any], list[Mapping[str, Any]]]:
    """The finding of this key among those the viewer may see; no other is known to be there."""
    kept = kept_for(home(), request.viewer)
    rows = kept["findings"] if kept else []
    for row in rows:
        if key_of(row) == key:
            return row, rows
    raise Http404


def _wrong(kind: str, words: str, owner: str, due: str) -> str:
    """What must be put right before a note is kept; nothing if it may be."""
    if kind not in office.KINDS:
        return "Choose what you want to do."
    if not words:
        return "Give the reason." if kind == office.DISMISSED else "Write what you want to say."
    if len(words) > MOST_WORDS or len(owner) > MOST_OWNER:
        return f"Write at most {MOST_WORDS} characters, and {MOST_OWNER} for the owner."
    if kind == office.ACTION and not owner:
        return "Name who does it."
    try:
        dt.date.fromisoformat(due or "2000-01-01")
    except ValueError:
        return "Write the day as 2026-12-31."
    return ""


def _page(
    request: Visit, row: Mapping[str, Any], rows: list[Mapping[str, Any]], *, error: str = "", status: int = 200
) -> HttpResponse:
    said = office.notes_of([key_of(row)]).get(key_of(row), ())
    acted = {each.at.date() for each in said if each.kind == office.ACTION}
    after = {day: follow_up(home(), request.viewer, row, day) for day in acted}
    trail = [{"title": "Home", "href": reverse("home")}, {"title": "Findings", "href": reverse("findings")}]
    context = {
        "page_title": row["title"],
        "title": {"caption": row["label"], "heading": row["title"]},
        "breadcrumbs": trail,
        "error": error,
        "given": request.POST if error else {},
        **presenter.one(row, said, rows, after),
    }
    return render(request, "pages/finding.html", context, status=status)
