"""Programs: OData 4.0, read only: an entity set for each measure, which Excel and Power BI open without any driver."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from sherwood.access import Permission, data_date
from sherwood.definitions.shapes.measure import Measure
from sherwood.web.permissions import permission_by_token
from sherwood.web.programs.answers import fault, in_json, note_read
from sherwood.web.programs.feed import figures_of
from sherwood.web.programs.metadata import FIGURE, MEASURE, metadata
from sherwood.web.programs.options import Options, read_options
from sherwood.web.visit import Visit, catalogue, reader

VERSION = "4.0"
PAGE_ROWS = 1000
MEASURES = "Measures"
Row = dict[str, Any]


@permission_by_token(Permission.EXPORT_FIGURES)
@require_safe
@in_json
def service(request: Visit) -> HttpResponse:
    """List the entity sets: the measures, and the figures of each."""
    sets = [MEASURES, *(each.name for each in catalogue().measures.values())]
    found = [{"name": name, "kind": "EntitySet", "url": name} for name in sets]
    return _json(request, "", {"value": found})


@permission_by_token(Permission.EXPORT_FIGURES)
@require_safe
@in_json
def schema(_request: Visit) -> HttpResponse:
    """Describe the entity sets in CSDL, as every client asks first."""
    answer = HttpResponse(metadata(catalogue()), content_type="application/xml; charset=utf-8")
    answer["OData-Version"] = VERSION
    return answer


@permission_by_token(Permission.EXPORT_FIGURES)
@require_safe
@in_json
def entities(request: Visit, name: str) -> HttpResponse:
    """Give the rows of an entity set, a page at a time; a page of another build than the first is refused, not mixed in."""
    options = read_options(request.GET, MEASURE if name == MEASURES else FIGURE)
    build = reader(request.viewer).build_id
    if options.build not in ("", build):
        return fault(410, "The data were refreshed while you read: read from the beginning again.")
    rows = _measures() if name == MEASURES else _figures(request, name, options)
    kept = options.sorted(row for row in rows if options.keeps(row))
    end = len(kept) if options.top is None else min(len(kept), options.skip + options.top)
    page = kept[options.skip : min(end, options.skip + PAGE_ROWS)]
    answer: dict[str, Any] = {"@odata.count": len(kept)} if options.count else {}
    answer["value"] = [options.selected(row) for row in page]
    following = options.skip + len(page)
    if following < end:
        answer["@odata.nextLink"] = _next(request, build, following, options, len(page))
    note_read(request, name, len(page))
    return _json(request, f"#{name}", answer)


def _measures() -> list[Row]:
    """Return what each entity set counts."""
    return [
        {
            "Name": each.name,
            "Title": each.title,
            "Area": each.area,
            "Question": each.question,
            "Unit": each.unit,
            "Better": each.better,
        }
        for each in catalogue().measures.values()
    ]


def _figures(request: Visit, name: str, options: Options) -> list[Row]:
    measure: Measure | None = next((each for each in catalogue().measures.values() if each.name == name), None)
    if measure is None:
        raise Http404
    last: dt.date = data_date(reader(request.viewer), request.viewer.authority)
    return list(figures_of(request, measure, last, options))


def _next(request: Visit, build: str, skip: int, options: Options, given: int) -> str:
    """Return the address of the following page, which names the build it belongs to."""
    kept = {key: value for key, value in request.GET.items() if key not in ("$skip", "$top", "$skiptoken")}
    if options.top is not None:
        kept["$top"] = str(options.top - given)
    return request.build_absolute_uri(f"{request.path}?{urlencode({**kept, '$skip': skip, '$skiptoken': build})}")


def _json(request: Visit, what: str, content: dict[str, Any]) -> HttpResponse:
    context = request.build_absolute_uri(reverse("odata_metadata")) + what
    answer = JsonResponse({"@odata.context": context, **content})
    answer["Content-Type"] = "application/json;odata.metadata=minimal;charset=utf-8"
    answer["OData-Version"] = VERSION
    return answer
