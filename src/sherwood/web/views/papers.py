"""The web: papers for committees: made here for a quarter, an audience and a theme, and taken away as they were issued."""

from __future__ import annotations

from typing import get_args

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from sherwood.access import Permission, data_date, may
from sherwood.definitions.errors import Problem
from sherwood.jobs import packs
from sherwood.outputs.forms import FORMS, content_type
from sherwood.reports.paper import PackRequest
from sherwood.reports.paper.paper import Audience
from sherwood.reports.sentences import period_words
from sherwood.vocabulary.intervals import add_months
from sherwood.vocabulary.periods import periods_between
from sherwood.web.permissions import permission
from sherwood.web.visit import Visit, catalogue, home, reader

PACK = "committee"
QUARTERS_OFFERED = 8
Option = dict[str, object]


@permission(Permission.EXPORT_FIGURES)
def show(request: Visit) -> HttpResponse:
    """Offer a paper of a quarter that is over, and list those issued; a form sent makes one and keeps it."""
    if request.method == "POST":
        return _issue(request)
    pack = catalogue().pack(PACK)
    context = {
        "page_title": "Papers for the committee",
        "title": {"heading": "Papers for the committee", "lead": pack.purpose},
        "breadcrumbs": [
            {"title": "Home", "href": reverse("home")},
            {"title": "Reports", "href": reverse("reports")},
        ],
        "quarters": _quarters(request),
        "audiences": _audiences(request),
        "areas": [{"value": "", "text": "All"}, *({"value": each.id, "text": each.title} for each in pack.themes)],
        "table": _issued(request),
    }
    return render(request, "pages/papers.html", context)


@permission(Permission.EXPORT_FIGURES)
def take(request: Visit, identifier: str, form: str) -> HttpResponse:
    """Give a paper as it was issued; what it holds is written to the audit trail first."""
    if form not in FORMS:
        raise Http404
    try:
        document = packs.pack_again(home(), request.viewer, identifier)
    except packs.UnknownPack as error:
        raise Http404 from error
    response = HttpResponse(packs.file_of(request.viewer, document, form), content_type=content_type(form))
    response["Content-Disposition"] = f'attachment; filename="{identifier}.{form}"'
    return response


def _issue(request: Visit) -> HttpResponse:
    audience = next((each for each in get_args(Audience) if each == request.POST.get("audience")), None)
    if audience is None:
        raise Http404
    areas = tuple(filter(None, [request.POST.get("area", "")]))
    asked = PackRequest(request.POST.get("quarter", ""), audience, areas)
    try:
        _, document = packs.issue_pack(home(), request.viewer, PACK, asked)
    except Problem as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"Made and kept: {document.title}.")
    return redirect("papers")


def _quarters(request: Visit) -> list[Option]:
    """Return the quarters that are over, the newest first."""
    last = data_date(reader(request.viewer), request.viewer.authority)
    found = periods_between(add_months(last, -3 * QUARTERS_OFFERED), last, "quarter")
    over = [each for each in found if each.last_day <= last]
    return [{"value": each.label, "text": period_words(each.label, "quarter")} for each in reversed(over)]


def _audiences(request: Visit) -> list[Option]:
    """Return whom a paper may be made for: papers of official figures ask for the right to them."""
    official = may(request.viewer, Permission.FIGURES_OFFICIAL)
    allowed = get_args(Audience) if official else ("managers",)
    return [{"value": each, "text": each.capitalize()} for each in allowed]


def _issued(request: Visit) -> dict[str, object] | None:
    """Return the table of papers issued, the newest first, each with its files; nothing before the first."""
    found = packs.packs_issued(home(), request.viewer)
    rows = [
        {
            "cells": [
                {"text": each["title"]},
                {"text": each["audience"].capitalize()},
                {"text": f"{each['issued_at'][:16].replace('T', ' ')} UTC"},
                {"text": each["made_by"]},
                *(
                    {"text": title, "href": reverse("paper", args=(each["id"], form))}
                    for form, (_, _, title) in FORMS.items()
                    if form in ("docx", "pdf", "xlsx")
                ),
            ]
        }
        for each in reversed(found)
    ]
    labels = ("Paper", "For", "Issued", "By", "Annex", "Word", "PDF")
    columns = [{"key": label, "label": label} for label in labels]
    return {"caption": "Papers issued", "columns": columns, "rows": rows} if rows else None
