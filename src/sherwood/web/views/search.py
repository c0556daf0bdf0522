"""The web: search over reports, measures and the words of definitions, which forgives spelling and knows the field's words."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from sherwood.access import Permission
from sherwood.reports.searching import LONGEST, Found, search_pages
from sherwood.web.permissions import permission
from sherwood.web.presenters.links import place
from sherwood.web.visit import Visit, catalogue

GROUPS = (("Reports", "report"), ("Measures", "measure"), ("What words mean", "definition"))
MOST_EACH = 12


@permission(Permission.MEASURE_READ)
def show(request: Visit) -> HttpResponse:
    """Show what fits the words, the best first in each group, among what the viewer may open."""
    words = request.GET.get("q", "").strip()[:LONGEST]
    found = search_pages(catalogue(), request.viewer, words)
    groups = [
        {"title": title, "entries": [_entry(each) for each in found if each.kind == kind][:MOST_EACH]}
        for title, kind in GROUPS
    ]
    context = {
        "page_title": "Search",
        "title": {"heading": "Search", "lead": "Which report, measure or word do you look for?"},
        "breadcrumbs": [{"title": "Home", "href": reverse("home")}],
        "search": {"action": reverse("search"), "label": "Search reports, measures and definitions", "value": words},
        "groups": [each for each in groups if each["entries"]],
    }
    return render(request, "pages/search.html", context)


def _entry(found: Found) -> dict[str, Any]:
    href = place(found.kind, found.name) if found.kind != "definition" else ""
    return {"title": found.title, "question": found.question, "href": href}
