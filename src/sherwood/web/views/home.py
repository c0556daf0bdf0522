"""The web: the first page, by what the viewer's roles look at."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from sherwood import reports
from sherwood.web.asked import desk_of, query_of
from sherwood.web.permissions import signed_in
from sherwood.web.presenters import pages
from sherwood.web.visit import Visit


@signed_in
def show(request: Visit) -> HttpResponse:
    """Show the home page."""
    document = reports.home(desk_of(request))
    return render(request, "pages/document.html", pages.page(document, request.path, query_of(request.GET)))
