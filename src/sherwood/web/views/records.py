"""The web: records to put right, one of them, and what people say of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from sherwood.access import Permission
from sherwood.definitions.council import load_council
from sherwood.jobs import record_faults
from sherwood.jobs.quality_kept import course_for
from sherwood.office.faults import NOT_AN_ERROR, STATES
from sherwood.outputs.forms import FORMS
from sherwood.reports import Desk, desk_for
from sherwood.reports import records as reports
from sherwood.reports.record_words import OPEN
from sherwood.reports.record_words import STATES as STATES_ASKED
from sherwood.web import exports
from sherwood.web.asked import UnreadableAddress, filters_of, page_of, query_of
from sherwood.web.permissions import permission
from sherwood.web.presenters import pages
from sherwood.web.presenters import records as presenter
from sherwood.web.visit import Visit, catalogue, home, reader

MOST_WORDS = 500


@permission(Permission.CHILDREN_LIST)
def index(request: Visit) -> HttpResponse:
    """Show the records at fault among the viewer's children, a hundred a page."""
    address, query = reverse("records"), query_of(request.GET)
    document = reports.document(_records(request), page_of(request.GET))
    context = pages.page(document, address, query) | {"breadcrumbs": [{"title": "Home", "href": reverse("home")}]}
    if Permission.EXPORT_ROWS in request.viewer.permissions:
        context["exports"] = pages.exports(address, query)
    return render(request, "pages/document.html", context)


@permission(Permission.EXPORT_ROWS)
def export(request: Visit, form: str) -> HttpResponse:
    """Give the whole list as a file; what it holds is written to the audit trail first."""
    if form not in FORMS:
        raise Http404
    return exports.file(request.viewer, reports.document(_records(request, for_export=True)), form)


@permission(Permission.CHILDREN_LIST)
def show(request: Visit, key: str) -> HttpResponse:
    """Show one record at fault, with what was said of it and a way to answer."""
    return _page(request, key)


@permission(Permission.CHILDREN_LIST)
@require_POST
def say(request: Visit, key: str) -> HttpResponse:
    """Keep what the viewer says of a fault that they may see."""
    state, words = request.POST.get("state", ""), request.POST.get("words", "").strip()
    if error := _wrong(state, words):
        return _page(request, key, error=error, status=400)
    record_faults.say(request.viewer, _fault(request, key), state, words)
    messages.success(request, "Kept.")
    return redirect("fault", key)


def _records(request: Visit, *, for_export: bool = False) -> reports.Records:
    """Return the viewer's records at fault, by the filters of the address."""
    desk = _desk(request)
    where = filters_of(request.GET)
    state = where.pop("state", OPEN)
    unknown = sorted(where.keys() - set(reports.FILTERS))
    if unknown or state not in STATES_ASKED:
        raise UnreadableAddress("These records are filtered by what the page offers: follow its links.")
    viewer = request.viewer
    said = record_faults.said_of(home(), desk.reader, viewer.authority)
    course = course_for(home(), viewer, desk.reader)
    return reports.Records(replace(desk, where=where, for_export=for_export), said, course, state)


def _desk(request: Visit) -> Desk:
    """Return the desk; children are never behind official figures, whatever the address says."""
    viewer = request.viewer
    desk = desk_for(reader(viewer), catalogue(), load_council(home()), viewer)
    return replace(desk, figures="openable")


def _fault(request: Visit, key: str) -> dict[str, Any]:
    """Return one fault; one of a child the viewer may not open is answered as one that does not exist."""
    found = reports.one(reports.Records(_desk(request), {}), key)
    if found is None:
        raise Http404
    return found


def _wrong(state: str, words: str) -> str:
    """Return what must be put right before it is kept; nothing if it may be."""
    if state not in STATES:
        return "Choose what you want to say."
    if state == NOT_AN_ERROR and not words:
        return "Give the reason why it is no error."
    return f"Write at most {MOST_WORDS} characters." if len(words) > MOST_WORDS else ""


def _page(request: Visit, key: str, *, error: str = "", status: int = 200) -> HttpResponse:
    fault, desk = _fault(request, key), _desk(request)
    said = record_faults.histories(home(), desk.reader, request.viewer.authority).get(key, [])
    trail = [
        {"title": "Home", "href": reverse("home")},
        {"title": "Records to put right", "href": reverse("records")},
    ]
    context = {
        "page_title": fault["of"]["title"],
        "title": {"caption": "A record to put right", "heading": fault["of"]["title"]},
        "breadcrumbs": trail,
        "error": error,
        "given": request.POST if error else {},
        **presenter.one(desk, fault, said),
    }
    return render(request, "pages/fault.html", context, status=status)
