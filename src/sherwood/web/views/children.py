"""The web: from a number to the children behind it, and to one child's journey. Every look is written to the audit trail."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from sherwood import reports
from sherwood.access import Permission
from sherwood.definitions.shapes.measure import Measure
from sherwood.office import audit
from sherwood.reports import Desk, Document
from sherwood.reports.lines import data_line, scope_line
from sherwood.reports.lists import listed, period_line
from sherwood.reports.words import initials_label
from sherwood.web.asked import Span, desk_of, page_of, query_of, span_of
from sherwood.web.permissions import permission
from sherwood.web.presenters import flags, pages
from sherwood.web.presenters.links import place
from sherwood.web.visit import Visit, catalogue

ALL = "all"


@permission(Permission.CHILDREN_LIST)
def behind(request: Visit, area: str, name: str) -> HttpResponse:
    """List the children behind one figure, a hundred a page."""
    measure = catalogue().measure(f"{area}/{name}")
    document = _document(_desk(request), measure, span_of(request.GET), page_of(request.GET))
    address = reverse("children_behind", args=(area, name))
    back = [
        {"title": "Home", "href": reverse("home")},
        {"title": measure.title, "href": place("measure", measure.id)},
    ]
    context = pages.page(document, address, query_of(request.GET)) | {
        "breadcrumbs": back,
        "flag": flags.on_page(request.viewer, f"measure:{measure.id}", document),
    }
    return render(request, "pages/document.html", context)


@permission(Permission.CHILD_OPEN)
def journey(request: Visit, record_key: str) -> HttpResponse:
    """Show one child's journey; a child the viewer may not open is answered as one that does not exist."""
    whole = request.GET.get("period") == ALL
    document = reports.journey(_desk(request), record_key, whole=whole, page=page_of(request.GET))
    return _opened(request, document, record_key, query_of(request.GET))


@permission(Permission.CHILD_OPEN)
@require_POST
def name(request: Visit, record_key: str) -> HttpResponse:
    """Show the journey with the child's name, once: that it was asked for is an event of its own in the audit trail."""
    return _opened(request, reports.journey(_desk(request), record_key, with_name=True), record_key, {})


def _opened(request: Visit, document: Document | None, record_key: str, query: dict[str, str]) -> HttpResponse:
    """Answer with a child's page, or as for a page that does not exist."""
    if document is None:
        # Whoever tries the addresses of children that are not theirs leaves a trace (ASVS 16.3.2).
        detail = {"page": "journey", "of": initials_label(record_key)}
        audit.append(audit.AuditRecord("refused", request.viewer.account_id, request.viewer.authority, detail=detail))
        raise Http404
    back = [{"title": "Home", "href": reverse("home")}]
    context = pages.page(document, reverse("journey", args=(record_key,)), query) | {
        "breadcrumbs": back,
        "flag": flags.on_page(request.viewer, flags.CHILD, record_key=record_key),
    }
    return render(request, "pages/document.html", context)


def _desk(request: Visit) -> Desk:
    """Return the desk for children, who are never behind official figures, whatever the address says."""
    return replace(desk_of(request), figures="openable")


def _document(desk: Desk, measure: Measure, span: Span, page: int) -> Document:
    """Return the list as a document of one section."""
    listing = desk.children(measure, span.first, span.last, span.grain, page)
    caption = f"{measure.title}, {period_line(span.first, span.last, span.grain)}"
    return Document(
        id=measure.id,
        title=f"{measure.title}: the children behind the figure",
        question=f"Which children are counted {period_line(span.first, span.last, span.grain)}?",
        data_line=data_line(desk.reader.manifest, dt.datetime.now(dt.UTC).date()),
        scope_line=scope_line(desk),
        sections=(listed(desk, measure, listing, caption=caption, page=page),),
        area=measure.area,
        names_children=True,
    )
