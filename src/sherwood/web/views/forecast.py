"""The pages of the hub's demand: what to expect, how sure, from whom, what if, how good it was before, how many people it takes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from sherwood.access import Permission, require
from sherwood.definitions.errors import Problem
from sherwood.forecasting.own import OWN, Settings, settings_of
from sherwood.jobs.forecasts import PLAIN
from sherwood.jobs.hub_scenarios import Offered, forecast_page, keep_scenario, offered
from sherwood.jobs.hub_staffing import staffing_for
from sherwood.outputs.forms import FORMS
from sherwood.reports.document import Document
from sherwood.reports.hub_forecast import hub_document
from sherwood.reports.hub_staffing import staffing_document
from sherwood.reports.lines import data_line
from sherwood.web import exports
from sherwood.web.asked import query_of
from sherwood.web.permissions import permission
from sherwood.web.presenters import pages
from sherwood.web.visit import Visit, catalogue, home, reader

SCOPE = "All contacts with the hub, of the whole county; nobody is named."
WEEKS = 13
FIELDS = (
    ("lockdown_from", "Another lockdown from", "date", ""),
    ("lockdown_weeks", "Weeks it lasts", "text", "8 unless you say otherwise"),
    ("reopen_from", "Schools reopen on", "date", ""),
    ("latent_per_cent", "Of what schools held back, so much per cent comes", "text", "0 to 100"),
    ("latent_weeks", "Half of that within so many weeks", "text", "6 unless you say otherwise"),
    ("police_per_cent", "The police notify more, in per cent", "text", "less with a minus"),
    ("police_from", "From", "date", ""),
    ("growth_per_cent", "Growth of all sources, in per cent a year", "text", ""),
)


@permission(Permission.FORECAST_READ)
def show(request: Visit) -> HttpResponse:
    """Show what to expect in the scenario asked for, with a form to set one's own."""
    query, error = query_of(request.GET), ""
    try:
        settings_of(query)
    except Problem as problem:
        error, query = str(problem), {name: query[name] for name in ("scenario", "compare") if name in query}
    document, choices = _demand(request, query)
    address = reverse("forecast")
    context = pages.page(document, address, _named(query)) | _around(address, query)
    context["onward"] = {"title": "How many people this takes", "href": _with(reverse("forecast_staffing"), query)}
    context["figures"] = {"title": "Set a scenario of your own", "href": "#your-own"}
    context["setting"] = _form(choices.settings, request.GET, error)
    return render(request, "pages/forecast.html", context, status=400 if error else 200)


@permission(Permission.FORECAST_READ)
def staffing(request: Visit) -> HttpResponse:
    """Show how many people the hub needs in the scenario asked for."""
    query = query_of(request.GET)
    address = reverse("forecast_staffing")
    context = pages.page(_staffing(request, query), address, query) | _around(address, query)
    context["onward"] = {"title": "The forecast this rests on", "href": _with(reverse("forecast"), query)}
    return render(request, "pages/document.html", context)


@permission(Permission.FORECAST_READ)
def export(request: Visit, page: str, form: str) -> HttpResponse:
    """Give the forecast or the staffing as a file, to who may take figures away."""
    require(request.viewer, Permission.EXPORT_FIGURES)
    if form not in FORMS or page not in ("demand", "staffing"):
        raise Http404
    query = query_of(request.GET)
    document = _demand(request, query)[0] if page == "demand" else _staffing(request, query)
    return exports.file(request.viewer, document, form)


@permission(Permission.FORECAST_READ)
@require_POST
def keep(request: Visit) -> HttpResponse:
    """Keep a scenario that was set, under a name and with its author."""
    told = {name: request.POST.get(name, "") for name, *_ in FIELDS}
    try:
        name = keep_scenario(request.viewer.account_id, request.POST.get("title", ""), settings_of(told))
    except (Problem, ValueError) as error:
        messages.error(request, str(error))
        return redirect(
            _with(reverse("forecast"), {key: value for key, value in told.items() if value} | {"scenario": OWN})
        )
    messages.success(request, "Kept. It stands in the list of scenarios, with your name and today's date.")
    return redirect(_with(reverse("forecast"), {"scenario": name}))


def _demand(request: Visit, query: Mapping[str, str]) -> tuple[Document, Offered]:
    build = reader(request.viewer)
    choices = offered(catalogue(), query)
    asked = query.get("scenario") or (PLAIN if choices.settings.is_plain else OWN)
    compared = query.get("compare") or PLAIN
    found = forecast_page(home(), build, catalogue(), request.viewer, choices, asked, compared)
    document = hub_document(
        found.told,
        found.record,
        choices.titles,
        data_line=_line(build.manifest),
        scope_line=SCOPE,
        other=found.other,
        asked=asked,
        compared=compared,
    )
    return document, choices


def _staffing(request: Visit, query: Mapping[str, str]) -> Document:
    build = reader(request.viewer)
    choices = offered(catalogue(), query)
    asked = query.get("scenario") or (PLAIN if choices.settings.is_plain else OWN)
    told = staffing_for(build, catalogue(), request.viewer, weeks=WEEKS, scenario=choices.of(asked))
    return staffing_document(told, choices.titles, asked, data_line=_line(build.manifest), scope_line=SCOPE)


def _line(manifest: Mapping[str, Any]) -> str:
    return data_line(manifest, dt.datetime.now(dt.UTC).date())


def _around(address: str, query: Mapping[str, str]) -> dict[str, Any]:
    """Give the way back and the files of a page."""
    page = "demand" if address == reverse("forecast") else "staffing"
    files = [
        {"title": title, "href": _with(reverse("forecast_export", args=[page, form]), query)}
        for form, (*_, title) in FORMS.items()
    ]
    return {"breadcrumbs": [{"title": "Home", "href": reverse("home")}], "exports": files}


def _named(query: Mapping[str, str]) -> dict[str, str]:
    """Leave the settings out of the fields a page's choices carry on: the form below them holds them."""
    return {key: value for key, value in query.items() if value}


def _with(address: str, query: Mapping[str, str]) -> str:
    return f"{address}?{urlencode(query)}" if query else address


def _form(settings: Settings, query: Mapping[str, Any], error: str) -> dict[str, Any]:
    """Give the fields of a scenario of one's own as they stand."""
    told = settings.to_text()
    fields = [
        {
            "name": name,
            "label": label,
            "type": kind,
            "hint": hint,
            "value": told.get(name, query.get(name, "") if error else ""),
        }
        for name, label, kind, hint in FIELDS
    ]
    return {"fields": fields, "is_set": not settings.is_plain, "error": error, "settings": told}
