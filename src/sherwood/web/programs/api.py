"""Programs: the JSON interface: measures and reports by address, as `sherwood measure value --json` prints them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpResponse, JsonResponse, QueryDict
from django.views.decorators.http import require_safe

from sherwood import reports
from sherwood.access import Permission
from sherwood.definitions.shapes.measure import Grain, Measure
from sherwood.vocabulary.periods import GRAINS
from sherwood.web import exports
from sherwood.web.asked import UnreadableAddress, desk_of
from sherwood.web.permissions import permission_by_token
from sherwood.web.programs.answers import in_json, note_read, series_for
from sherwood.web.programs.openapi import description
from sherwood.web.visit import Visit, catalogue

RESERVED = ("from", "to", "grain", "by")


@permission_by_token(Permission.MEASURE_READ)
@require_safe
@in_json
def openapi(_request: Visit) -> HttpResponse:
    """Describe the interface in OpenAPI 3.1, with the filters of this catalogue."""
    return JsonResponse(description(catalogue()))


@permission_by_token(Permission.MEASURE_READ)
@require_safe
@in_json
def measures(_request: Visit) -> HttpResponse:
    """List every measure."""
    return JsonResponse({"measures": [about(each) for each in catalogue().measures.values()]})


@permission_by_token(Permission.EXPORT_FIGURES)
@require_safe
@in_json
def measure(request: Visit, area: str, name: str) -> HttpResponse:
    """Work out one measure, with the periods, breakdowns and filters of the address."""
    query = request.GET
    found = series_for(
        request,
        f"{area}/{name}",
        first=_day(query, "from"),
        last=_day(query, "to"),
        grain=_grain(query),
        by=tuple(each for each in query.getlist("by") if each),
        where={key: [str(each) for each in values] for key, values in query.lists() if key not in RESERVED},
    )
    note_read(request, found.measure_id, len(found.rows))
    return JsonResponse(found.to_json() | {"scope": found.scope_words, "notes": list(found.notes)})


@permission_by_token(Permission.REPORT_READ)
@require_safe
@in_json
def report_list(request: Visit) -> HttpResponse:
    """List the reports whoever asks may open."""
    found = [each for each in catalogue().reports.values() if reports.may_open(request.viewer, each)]
    keys = ("id", "title", "area", "kind", "question")
    return JsonResponse({"reports": [{key: getattr(each, key) for key in keys} for each in found]})


@permission_by_token(Permission.EXPORT_FIGURES)
@require_safe
@in_json
def report(request: Visit, area: str, name: str) -> HttpResponse:
    """Give one report as its JSON file; the list of children is in it only for those who may take rows away."""
    entry = catalogue().report(f"{area}/{name}")
    if not reports.may_open(request.viewer, entry):
        raise Http404
    document = reports.assemble(replace(desk_of(request), for_export=True), entry)
    answer = exports.file(request.viewer, document, "json")
    del answer["Content-Disposition"]
    return answer


def about(found: Measure) -> dict[str, Any]:
    """Return what a program needs to know of a measure before it asks for its figures."""
    keys = ("id", "title", "area", "kind", "unit", "better", "question", "grain")
    return {key: getattr(found, key) for key in keys} | {"breakdowns": list(found.breakdowns)}


def _grain(query: QueryDict) -> Grain | None:
    asked = query.get("grain")
    known = next((each for each in GRAINS if each == asked), None)
    if asked and known is None:
        raise UnreadableAddress(f"grain is one of {', '.join(GRAINS)}")
    return known


def _day(query: QueryDict, name: str) -> dt.date | None:
    text = query.get(name)
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError as error:
        raise UnreadableAddress(f"'{name}' is a day such as 2021-03-31") from error
