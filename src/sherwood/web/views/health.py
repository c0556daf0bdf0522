"""The web: whether the site answers and how far its data go, for whoever watches over it; nothing else."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse

from sherwood.access import NoWarehouse, Reader, StoreError
from sherwood.definitions.council import load_council
from sherwood.web.permissions import public
from sherwood.web.visit import home


@public
def show(_request: HttpRequest) -> JsonResponse:
    """Answer `ok` and the data date, which is null before the first build; 503 and `unreadable` where a build can't be opened."""
    try:
        day = Reader.current(home(), load_council(home()).code).manifest["data_date"]
    except NoWarehouse:
        day = None
    except StoreError:
        return JsonResponse({"state": "unreadable", "data_date": None}, status=503)
    return JsonResponse({"state": "ok", "data_date": day})
