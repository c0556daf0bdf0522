"""The web: the first page, by what the viewer's roles look at."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import render

from sherwood import reports
from sherwood.web.asked import desk_of, query_of
from sherwood.web.permissions import signed_in
from sherwood.web.presenters import own, pages
from sherwood.web.visit import Visit


@signed_in
def show(request: Visit) -> HttpResponse:
    """Show the home page, with what the viewer pinned at its top and what is opened lately and most at its end."""
    document = reports.home(desk_of(request))
    # Those whom figures tell nothing of their work begin with what their role looks after; for others it stands behind the figures.
    first, behind = (own.duties(request), ()) if document.title == reports.NO_FIGURES else ((), own.duties(request))
    sections = (*own.pinned(request), *first, *document.sections, *behind, *own.visited(request))
    document = replace(document, sections=sections)
    return render(request, "pages/document.html", pages.page(document, request.path, query_of(request.GET)))
