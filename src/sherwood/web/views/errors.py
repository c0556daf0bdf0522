"""The web: pages for what cannot be shown: none says whether a child exists, none shows a trace."""

from __future__ import annotations

import logging
import secrets
import sys
import traceback
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from sherwood.access import AuditNotWritten, NotAllowed, NoWarehouse, StoreError
from sherwood.definitions.catalogue import UnknownEntry
from sherwood.definitions.errors import CatalogueError, Problem
from sherwood.office.errors import AuditUnavailable
from sherwood.web.programs import answers

log = logging.getLogger("sherwood.web")
REFERENCE_BYTES = 4
DOORS_FOR_PROGRAMS = ("/api/", "/odata/")


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - every error page is given it
    """Answer that the person's roles do not include the page."""
    return _plain("403.html", HTTPStatus.FORBIDDEN)


def form_refused(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django hands over both
    """Answer a form that was left open too long or did not come from this site."""
    return _plain("403.html", HTTPStatus.FORBIDDEN)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - every error page is given it
    """Answer the same for a page that does not exist and for a child the person may not open; a program is answered in JSON."""
    if request.path.startswith(DOORS_FOR_PROGRAMS):
        return answers.fault(HTTPStatus.NOT_FOUND, answers.NOTHING)
    return _plain("404.html", HTTPStatus.NOT_FOUND)


def not_understood(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - every error page is given it
    """Answer a request that cannot be read at all."""
    return message(
        request, HTTPStatus.BAD_REQUEST, "This address cannot be read", "Go to the first page and start again."
    )


def cannot_be_asked(request: HttpRequest, problem: Exception) -> HttpResponse:
    """Answer a question that cannot be asked, such as an unknown filter, with what can."""
    return message(request, HTTPStatus.BAD_REQUEST, "This cannot be shown", str(problem))


def no_warehouse(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - every error page is given it
    """Answer before the first build."""
    words = "No data have been built yet. Load the council's files with “sherwood load”, then run “sherwood build”."
    return message(request, HTTPStatus.SERVICE_UNAVAILABLE, "There are no data yet", words)


def out_of_order(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer when the warehouse or the settings cannot be read; the log names the file, the page does not."""
    log.error("out of order kind=%s %s", type(exception).__name__, exception)
    words = "The data or the council's settings cannot be read. Tell the person who looks after Sherwood: the log says which file."
    return message(request, HTTPStatus.SERVICE_UNAVAILABLE, "Sherwood is out of order", words)


def no_audit(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - every error page is given it
    """Answer when the audit trail cannot be written: nothing about a child is shown."""
    words = "Every look at a child's record is recorded, and that cannot be done now, so the record stays closed. "
    log.error("the audit trail cannot be written")
    remedy = "Tell the person who looks after Sherwood: the office database is full, locked or missing."
    return message(request, HTTPStatus.SERVICE_UNAVAILABLE, "This record cannot be opened now", words + remedy)


def locked_out(_request: HttpRequest, *_: Any) -> HttpResponse:
    """Answer after too many wrong passwords."""
    return _plain("429.html", HTTPStatus.TOO_MANY_REQUESTS)


def fault(request: HttpRequest) -> HttpResponse:
    """Answer a fault of ours with a reference under which the log says where it happened (ASVS 16.5.1).

    The log gets the kind of error and the lines of code, never the error's own words, which may hold data.
    """
    kind, exception, trace = sys.exc_info()
    if isinstance(exception, Exception) and (known := known_fault(request, exception)) is not None:
        return known
    reference = secrets.token_hex(REFERENCE_BYTES)
    where = " < ".join(f"{frame.filename}:{frame.lineno}" for frame in reversed(traceback.extract_tb(trace)))
    route = request.resolver_match.view_name if request.resolver_match else ""
    log.error("fault reference=%s page=%s kind=%s at=%s", reference, route, kind.__name__ if kind else "", where)
    return _plain("500.html", HTTPStatus.INTERNAL_SERVER_ERROR, reference=reference)


def known_fault(request: HttpRequest, exception: Exception) -> HttpResponse | None:
    """Answer for a refusal or fault whose remedy is known; None for any other."""
    answer = next((make for kinds, make in ANSWERS if isinstance(exception, kinds)), None)
    return answer(request, exception) if answer else None


def message(request: HttpRequest, status: HTTPStatus, heading: str, words: str) -> HttpResponse:
    """Return a page that says one thing and what to do."""
    return render(
        request, "pages/message.html", {"page_title": heading, "heading": heading, "words": words}, status=status
    )


def _plain(template: str, status: HTTPStatus, **context: str) -> HttpResponse:
    """Return a page that needs nothing of the request, so that it can be shown when nothing else works."""
    return HttpResponse(render_to_string(template, context), status=status)


# The first that fits answers; every refusal of other rooms is at least a Problem, whose words are made for people.
ANSWERS: tuple[tuple[tuple[type[Exception], ...], Callable[[HttpRequest, Exception], HttpResponse]], ...] = (
    ((NoWarehouse,), no_warehouse),
    ((StoreError, CatalogueError), out_of_order),
    ((AuditNotWritten, AuditUnavailable), no_audit),
    ((NotAllowed,), refused),
    ((UnknownEntry,), not_found),
    ((Problem,), cannot_be_asked),
)
