"""The web: what is loaded and what was wrong with it, for the people who answer for the data."""

from __future__ import annotations

import datetime as dt

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from sherwood.access import Permission, may, reference
from sherwood.jobs.load import rejected_rows
from sherwood.jobs.mapping import unread_files
from sherwood.reports.document import Document, Note, Section
from sherwood.reports.lines import data_line
from sherwood.web.permissions import permission
from sherwood.web.presenters import loads, pages
from sherwood.web.visit import Visit, home, reader

HOW = "“sherwood rejected” lists each with file, row, column and remedy, on the machine where the files are."


@permission(Permission.DATA_READ)
def show(request: Visit) -> HttpResponse:
    """Show deliveries with rows accepted and rejected, and the columns with problems."""
    build = reader(request.viewer)
    found = loads.problems(rejected_rows(home(), request.viewer.authority))
    document = Document(
        id="data",
        title="Data",
        question="What is loaded, how fresh is it, and what could not be read?",
        data_line=data_line(build.manifest, dt.datetime.now(dt.UTC).date()),
        scope_line="You see: files and counts; no child.",
        sections=(
            Section("Loads", (loads.deliveries(reference(build, "landing_delivery", loads.LOADED)),)),
            Section("Problems", (found, Note(HOW))),
        ),
    )
    back = [{"title": "Home", "href": reverse("home")}]
    context = pages.page(document, request.path, {}) | {"breadcrumbs": back, "onward": _unread(request)}
    return render(request, "pages/document.html", context)


def _unread(request: Visit) -> dict[str, str] | None:
    """Return the way to the files that were refused, for those who may say what they are."""
    if not may(request.viewer, Permission.DATA_MAP):
        return None
    waiting = len(unread_files(home()))
    return {"title": f"Files not read: {waiting}", "href": reverse("unread")}
