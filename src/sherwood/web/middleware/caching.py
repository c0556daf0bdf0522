"""The web: pages are never kept by browsers or proxies; the next person at the desk sees none of them (ASVS 14.3.2)."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class NoStore:
    """Marks every page, export and error as not to be stored; static files, served before this, may be kept."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with `Cache-Control: no-store`."""
        response = self.get_response(request)
        response["Cache-Control"] = "no-store"
        return response
