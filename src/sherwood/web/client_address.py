"""The web: whose sign-ins are counted together: one name from one address, so that a lock-out closes one door alone."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest

from sherwood.office.home_settings import proxies


def client_address(request: HttpRequest) -> str:
    """Return the browser's address, as the outermost of the trusted proxies (SHERWOOD_PROXIES) saw it.

    Each proxy adds the address it was called from at the end of X-Forwarded-For; what stands before that anybody may
    have written, so it is never believed. Without trusted proxies the header is not read at all.
    """
    direct = str(request.META.get("REMOTE_ADDR", ""))
    trusted = proxies()
    seen = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    return seen[-trusted] if 0 < trusted <= len(seen) else direct


def name_tried(request: HttpRequest | None, credentials: Mapping[str, str] | None = None) -> str:
    """Return the user name of an attempt to sign in, without its capitals, as accounts are found."""
    given = (credentials or {}).get("username") or (request.POST.get("username", "") if request else "")
    return given.strip().casefold()
