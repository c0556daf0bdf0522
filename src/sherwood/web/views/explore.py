"""The web: choose what to see and see it at once; take it away as a file, or as the TOML that built-in reports are written in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from sherwood.access import Permission, may
from sherwood.definitions.shapes.report import Report
from sherwood.definitions.writing import as_toml
from sherwood.office import own_views
from sherwood.outputs.forms import FORMS
from sherwood.reports.explore import MOST_MEASURES, Chosen, explored, read_choices, report_of
from sherwood.reports.searching import search_pages
from sherwood.web import exports
from sherwood.web.asked import desk_of
from sherwood.web.permissions import permission
from sherwood.web.presenters import explore as presenter
from sherwood.web.presenters import pages
from sherwood.web.presenters.links import with_choices
from sherwood.web.visit import Visit, account_id, catalogue

IDENTIFIER = "explore/chosen"
LONGEST_TITLE = 120
MOST_OFFERED = 8
Context = dict[str, Any]


@permission(Permission.MEASURE_READ)
def show(request: Visit) -> HttpResponse:
    """Show the form and, once a measure is chosen, its pictures."""
    chosen, offered = _chosen(request.GET, request)
    context = shown(request, chosen, reverse("explore"), identifier=IDENTIFIER)
    context |= {
        "title": {"heading": "Explore", "lead": "Choose measures, and see them your way."},
        "page_title": "Explore",
        "breadcrumbs": [{"title": "Home", "href": reverse("home")}],
        "offered": [
            {"title": each.title, "href": with_choices(reverse("explore"), _with(chosen, each.name).to_query())}
            for each in offered
        ],
        "added": request.GET.get("add", "").strip()[:LONGEST_TITLE],
        "hidden": chosen.to_query(),
    }
    return render(request, "pages/explore.html", context)


def shown(request: Visit, chosen: Chosen, address: str, *, identifier: str, title: str = "") -> Context:
    """Return the context of chosen pictures with the ways to take them away, in the scope of whoever asks."""
    desk = desk_of(request)
    context: Context = {"form": presenter.form(desk, chosen, reverse("explore")), "has_charts": False, "sections": []}
    if not chosen.measures:
        return context
    report = report_of(
        catalogue(), chosen, identifier=identifier, title=title or "Your own report", viewer=request.viewer
    )
    document = explored(desk, report)
    query = chosen.to_query()
    page = pages.page(document, address, {})
    kept = {key: page[key] for key in ("data_text", "scope_text", "sections", "has_charts")}
    context |= kept | {
        "toml": as_toml(report),
        "toml_href": with_choices(reverse("explore_toml"), query),
        "explore_href": with_choices(reverse("explore"), query),
    }
    if may(request.viewer, Permission.EXPORT_FIGURES):
        context["exports"] = [
            {"title": f"Download as {name}", "href": with_choices(reverse("explore_export", args=(form,)), query)}
            for form, (_, _, name) in FORMS.items()
        ]
    return context


@permission(Permission.MEASURE_READ)
def toml(request: Visit) -> HttpResponse:
    """Give what is chosen as the file of a report, for a council's own folder."""
    response = HttpResponse(as_toml(_report(request)), content_type="application/toml; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="my_report.toml"'
    return response


@permission(Permission.EXPORT_FIGURES)
def export(request: Visit, form: str) -> HttpResponse:
    """Give what is chosen as a file of figures; that it was taken is written to the audit trail first."""
    if form not in FORMS:
        raise Http404
    desk = replace(desk_of(request), for_export=True)
    return exports.file(request.viewer, explored(desk, _report(request)), form)


@permission(Permission.MEASURE_READ)
@require_POST
def keep(request: Visit) -> HttpResponse:
    """Keep what is chosen under a name; its figures are worked out anew for each who opens it."""
    title = " ".join(request.POST.get("title", "").split())[:LONGEST_TITLE].rstrip()
    chosen = read_choices(catalogue(), lists_of(request.POST))
    if not title or not chosen.measures:
        messages.error(request, "Give the view a name, and choose at least one measure.")
        return redirect(with_choices(reverse("explore"), chosen.to_query()))
    made = own_views.keep(account_id(request), title, chosen.to_query())
    messages.success(request, "Kept. Only you can open it until you share it.")
    return redirect("view", made)


def lists_of(query: QueryDict) -> Mapping[str, Sequence[str]]:
    """Return a query with every value of each name."""
    return {key: [str(value) for value in values] for key, values in query.lists()}


def _report(request: Visit) -> Report:
    chosen = read_choices(catalogue(), lists_of(request.GET))
    if not chosen.measures:
        raise Http404
    return report_of(catalogue(), chosen, identifier=IDENTIFIER, viewer=request.viewer)


def _chosen(query: QueryDict, request: Visit) -> tuple[Chosen, list[Any]]:
    """Return what is chosen, with the measure whose title was typed; and measures it may have meant where none has that title."""
    chosen = read_choices(catalogue(), lists_of(query))
    typed = query.get("add", "").strip()[:LONGEST_TITLE]
    if not typed:
        return chosen, []
    exact = [
        each.id for each in catalogue().measures.values() if typed.casefold() in (each.title.casefold(), each.name)
    ]
    if exact:
        return _with(chosen, exact[0]), []
    found = [each for each in search_pages(catalogue(), request.viewer, typed) if each.kind == "measure"]
    return chosen, found[:MOST_OFFERED]


def _with(chosen: Chosen, measure: str) -> Chosen:
    return replace(chosen, measures=tuple(dict.fromkeys((*chosen.measures, measure)))[:MOST_MEASURES])
