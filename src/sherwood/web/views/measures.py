"""The web: the list of measures and the page that says how one is worked out."""

from __future__ import annotations

import datetime as dt

from django.http import HttpResponse
from django.shortcuts import render

from sherwood.access import Permission
from sherwood.definitions.shapes.report import Picture
from sherwood.reports.lines import data_line, scope_line
from sherwood.reports.pictures import picture
from sherwood.web.asked import desk_of
from sherwood.web.permissions import permission
from sherwood.web.presenters import index as listing
from sherwood.web.presenters.blocks import block
from sherwood.web.presenters.definition import definition
from sherwood.web.visit import Visit, catalogue

TREND = {"day": 60, "week": 52, "month": 36, "quarter": 16, "year": 6}


@permission(Permission.MEASURE_READ)
def index(request: Visit) -> HttpResponse:
    """List every measure by service area, narrowed by the words searched for."""
    entries = catalogue().measures.values()
    return render(request, "pages/index.html", listing.index("Measures", "measure", entries, request.GET.get("q", "")))


@permission(Permission.MEASURE_READ)
def show(request: Visit, area: str, name: str) -> HttpResponse:
    """Show how one measure is defined, its worked example, and its course over time."""
    measure = catalogue().measure(f"{area}/{name}")
    wanted = Picture(measure=measure.id, shows="trend", grain=measure.grain, periods=TREND[measure.grain])
    desk = desk_of(request)
    trend = block(picture(desk, wanted), lambda _: None)
    context = definition(measure, catalogue()) | {
        "trend": trend,
        "has_charts": trend["kind"] == "chart",
        "data_text": data_line(desk.reader.manifest, dt.datetime.now(dt.UTC).date()),
        "scope_text": scope_line(desk),
    }
    return render(request, "pages/measure.html", context)
