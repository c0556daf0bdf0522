"""The web: the list of measures and the page that says how one is worked out."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from sherwood.access import Permission, may
from sherwood.definitions.shapes.measure import Measure
from sherwood.office import date_notes
from sherwood.office.favourites import Thing
from sherwood.reports.about import measure_sections
from sherwood.reports.lines import data_line, scope_line
from sherwood.web.asked import desk_of, query_of
from sherwood.web.permissions import permission
from sherwood.web.presenters import flags, own, pages
from sherwood.web.presenters import index as listing
from sherwood.web.presenters.definition import definition
from sherwood.web.presenters.links import with_choices
from sherwood.web.visit import Visit, account_id, catalogue

LONGEST_NOTE = 120


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
    context |= _noting(request, measure, area, name)
    return render(request, "pages/measure.html", context)


@permission(Permission.DATES_NOTE)
@require_POST
def date_note(request: Visit, area: str, name: str) -> HttpResponse:
    """Note what happened on a day of this measure, or take one's own note back."""
    measure = catalogue().measure(f"{area}/{name}")
    if taken := request.POST.get("withdraw", ""):
        gone = taken.isdigit() and date_notes.withdraw(account_id(request), int(taken))
        messages.success(request, "The note is taken back." if gone else "There is no such note of yours.")
        return redirect("measure", *measure.id.split("/"))
    words = request.POST.get("words", "").strip()[:LONGEST_NOTE]
    try:
        day = dt.date.fromisoformat(request.POST.get("day", ""))
    except ValueError:
        day = None
    if day is None or not words:
        messages.error(request, "Enter a day and what happened on it.")
    else:
        date_notes.note_date(account_id(request), measure.id, day, words)
        messages.success(request, "Noted: it stands on every chart of this measure over that day.")
    return redirect("measure", *measure.id.split("/"))


def _noting(request: Visit, measure: Measure, area: str, name: str) -> dict[str, Any]:
    """Return the context of the notes of dates, and of the ways to keep and explore the measure."""
    account = account_id(request)
    return {
        "area": area,
        "name": name,
        "may_note": may(request.viewer, Permission.DATES_NOTE),
        "noted": date_notes.notes_by_measure(account).get(measure.id, ()),
        "keep": own.keeping(request, Thing("measure", measure.id)),
        "flag": flags.on_page(request.viewer, f"measure:{measure.id}"),
        "explore_href": with_choices(reverse("explore"), [("measure", measure.id)]),
    }
