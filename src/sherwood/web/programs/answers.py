"""Programs: what every answer shares: figures worked out for the token's owner, and faults told as JSON."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpResponse, JsonResponse

from sherwood.access import NotAllowed
from sherwood.access.events import FIGURES_READ, audited
from sherwood.definitions.catalogue import UnknownEntry
from sherwood.definitions.errors import Problem
from sherwood.definitions.shapes.measure import Grain
from sherwood.measures import Series, evaluate
from sherwood.reports import sees_official_alone
from sherwood.web.visit import Visit, catalogue, reader

Answer = Callable[..., HttpResponse]
NOTHING = "There is nothing of this name that you may open."


def in_json(view: Answer) -> Answer:
    """Tell what went wrong as JSON: 404 for what is not there, 403 for what is not allowed, 400 for what cannot be read."""

    @wraps(view)
    def answered(request: Visit, *args: Any, **named: Any) -> HttpResponse:
        try:
            return view(request, *args, **named)
        except (Http404, UnknownEntry):
            return fault(404, NOTHING)
        except NotAllowed as refusal:
            return fault(403, str(refusal))
        except Problem as problem:
            return fault(400, str(problem))

    return answered


def fault(status: int, message: str) -> HttpResponse:
    """Return what went wrong, in the shape that OData and the JSON interface share."""
    return JsonResponse({"error": {"code": str(status), "message": message}}, status=status)


def series_for(
    request: Visit,
    measure: str,
    *,
    first: dt.date | None,
    last: dt.date | None,
    grain: Grain | None,
    by: tuple[str, ...] = (),
    where: dict[str, list[str]] | None = None,
) -> Series:
    """Work out figures in the scope of whoever asks: official ones for those who see no others, as on the pages."""
    official = sees_official_alone(request.viewer)
    return evaluate(
        reader(request.viewer),
        catalogue(),
        measure,
        request.viewer,
        date_from=first,
        date_to=last,
        grain=grain,
        by=by,
        where=where,
        figures="official" if official else "openable",
    )


def note_read(request: Visit, of: str, rows: int) -> None:
    """Write that figures were read, before they are given; raises AuditNotWritten."""
    audited(request.viewer, FIGURES_READ, (), {"of": of, "rows": rows})
