"""The web: faults of the rooms below become pages that say what to do; the rest is left to the page with a reference."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from sherwood.web.views import errors


class Faults:
    """Turns the refusals that other rooms raise into pages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer for faults with a known remedy; None leaves the rest to Django's own pages."""
        if isinstance(exception, (Http404, PermissionDenied)):
            return None
        return errors.known_fault(request, exception)
