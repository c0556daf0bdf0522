"""The web: the hub's demand ahead, for those who answer for the whole county."""

from __future__ import annotations

import datetime as dt

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from sherwood.access import Permission
from sherwood.jobs.forecasts import PLAIN
from sherwood.jobs.issued_forecasts import forecast_and_record
from sherwood.reports.hub_forecast import hub_document
from sherwood.reports.lines import data_line
from sherwood.web.asked import query_of
from sherwood.web.permissions import permission
from sherwood.web.presenters import pages
from sherwood.web.visit import Visit, catalogue, home, reader


@permission(Permission.FORECAST_READ)
def show(request: Visit) -> HttpResponse:
    """Show what to expect in the scenario asked for."""
    build = reader(request.viewer)
    asked = request.GET.get("scenario") or PLAIN
    told, record = forecast_and_record(home(), build, catalogue(), request.viewer, asked)
    document = hub_document(
        told,
        record,
        {name: each.title for name, each in catalogue().forecasts.items()},
        data_line=data_line(build.manifest, dt.datetime.now(dt.UTC).date()),
        scope_line="All contacts with the hub, of the whole county; nobody is named.",
    )
    back = [{"title": "Home", "href": reverse("home")}]
    context = pages.page(document, request.path, query_of(request.GET)) | {"breadcrumbs": back}
    return render(request, "pages/document.html", context)
