"""The web: a session ends after a time without a click, and after a working day whatever happens (ASVS 7.3.1, 7.3.2)."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

STARTED = "started"
SEEN = "seen"
# The moment of the last click is written at most once a minute: a write for each request would queue them all.
WRITE_AFTER_SECONDS = 60


class TimeOuts:
    """Signs out a session that has been idle or open too long, before anything is shown."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """End the session if its time is up, else note that it was used."""
        if request.user.is_authenticated:
            now = time.time()
            if _is_over(request, now):
                logout(request)
                messages.info(request, "You were signed out because your time was up. Sign in to go on.")
            elif now - request.session[SEEN] > WRITE_AFTER_SECONDS:
                request.session[SEEN] = now
        return self.get_response(request)


def begin(request: HttpRequest) -> None:
    """Note the moment of signing in, from which both limits count."""
    request.session[STARTED] = request.session[SEEN] = time.time()


def _is_over(request: HttpRequest, now: float) -> bool:
    """Whether either limit has passed; a session that does not say when it began is over."""
    started, seen = request.session.get(STARTED), request.session.get(SEEN)
    if started is None or seen is None:
        return True
    return bool(now - seen > settings.SESSION_IDLE_SECONDS or now - started > settings.SESSION_ABSOLUTE_SECONDS)
