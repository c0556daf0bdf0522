"""The web: the list of measures and the page that says how one is worked out."""

from __future__ import annotations

import datetime as dt

from django.http import HttpResponse
from django.shortcuts import render

from sherwood.access import Permission
from sherwood.reports.about import measure_sections
from sherwood.reports.lines import data_line, scope_line
from sherwood.web.asked import desk_of, query_of
from sherwood.web.permissions import permission
from sherwood.web.presenters import index as listing
from sherwood.web.presenters import pages
from sherwood.web.presenters.definition import definition
from sherwood.web.visit import Visit, catalogue


@permission(Permission.MEASURE_READ)
def index(request: Visit) -> HttpResponse:
    """List every measure by service area, narrowed by the words searched for."""
    entries = catalogue().measures.values()
    return render(request, "pages/index.html", listing.index("Measures", "measure", entries, request.GET.get("q", "")))


@permission(Permission.MEASURE_READ)
def show(request: Visit, area: str, name: str) -> HttpResponse:
    """Show how one measure is defined, its worked example, and its figures."""
    measure = catalogue().measure(f"{area}/{name}")
    desk = desk_of(request)
    query = query_of(request.GET)
    sections = [pages.section(each, request.path, query) for each in measure_sections(desk, measure)]
    context = definition(measure, catalogue()) | {
        "sections": sections,
        "has_charts": any(each["charts"] for each in sections),
        "data_text": data_line(desk.reader.manifest, dt.datetime.now(dt.UTC).date()),
        "scope_text": scope_line(desk),
    }
    return render(request, "pages/measure.html", context)
