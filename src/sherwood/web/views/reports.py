"""The web: the list of reports, a report's page, and the same report as a file."""

from __future__ import annotations

from dataclasses import replace

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from sherwood import reports
from sherwood.access import Permission, may
from sherwood.definitions.shapes.report import Report
from sherwood.office.favourites import Thing
from sherwood.outputs.forms import FORMS
from sherwood.reports import Document
from sherwood.web import exports
from sherwood.web.asked import desk_of, page_of, query_of
from sherwood.web.permissions import permission
from sherwood.web.presenters import flags, own, pages
from sherwood.web.presenters import index as listing
from sherwood.web.visit import Visit, catalogue


@permission(Permission.REPORT_READ)
def index(request: Visit) -> HttpResponse:
    """List the reports the viewer may open, by service area, narrowed by the words searched for."""
    open_to = [each for each in catalogue().reports.values() if reports.may_open(request.viewer, each)]
    context = listing.index("Reports", "report", open_to, request.GET.get("q", ""))
    ways = [("Register of analytics", "register")]
    if may(request.viewer, Permission.EXPORT_FIGURES):
        ways.insert(0, ("Papers for the committee", "papers"))
    context["ways"] = [{"title": title, "href": reverse(name)} for title, name in ways]
    return render(request, "pages/index.html", context)


@permission(Permission.REPORT_READ)
def show(request: Visit, area: str, name: str) -> HttpResponse:
    """Show one report with the filters of the address."""
    report = _report(area, name)
    document = _assembled(request, report)
    address = reverse("report", args=(area, name))
    context = pages.page(document, address, query_of(request.GET)) | {
        "breadcrumbs": _back(),
        "keep": own.keeping(request, Thing("report", report.id)),
        "flag": flags.on_page(request.viewer, f"report:{report.id}", document),
    }
    if may(request.viewer, Permission.FIGURES_OFFICIAL) and not reports.sees_official_alone(request.viewer):
        context["figures"] = pages.figures_switch(address, query_of(request.GET))
    if may(request.viewer, Permission.EXPORT_FIGURES):
        context["exports"] = pages.exports(address, query_of(request.GET))
    return render(request, "pages/document.html", context)


@permission(Permission.EXPORT_FIGURES)
def export(request: Visit, area: str, name: str, form: str) -> HttpResponse:
    """Give the report as a spreadsheet, Word, PDF, comma-separated values or JSON; what it holds is written to the audit trail first."""
    if form not in FORMS:
        raise Http404
    document = _assembled(request, _report(area, name), for_export=True)
    return exports.file(request.viewer, document, form)


def _report(area: str, name: str) -> Report:
    """Return the report of this address; raises UnknownEntry, which becomes a 404."""
    return catalogue().report(f"{area}/{name}")


def _assembled(request: Visit, report: Report, *, for_export: bool = False) -> Document:
    """Return the document; a report outside the viewer's audience is answered as one that does not exist."""
    if not reports.may_open(request.viewer, report):
        raise Http404
    desk = replace(desk_of(request), for_export=for_export)
    return reports.assemble(desk, report, page=page_of(request.GET))


def _back() -> list[dict[str, str]]:
    """Return the way back."""
    return [{"title": "Home", "href": reverse("home")}, {"title": "Reports", "href": reverse("reports")}]
