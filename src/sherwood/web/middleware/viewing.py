"""The web: the door. No address opens unless it declares what it asks and the person has it at this very moment."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any, cast

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from sherwood.access import may, viewers
from sherwood.office import audit
from sherwood.web.permissions import Declaration, declared_on
from sherwood.web.tokens import account_by_token, ask_for_token
from sherwood.web.visit import Visit, home, one_catalogue, use, viewer_of

log = logging.getLogger("sherwood.web")


class Viewing:
    """Sends people who are not signed in to the sign-in page, refuses what their roles do not grant."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; the work is done once the address is known."""
        with one_catalogue():
            return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Let the request through, send it to sign in, or raise PermissionDenied."""
        declaration = declared_on(view)
        if declaration is None:
            raise PermissionDenied("this address does not declare what it asks")
        if declaration.asks == "nothing":
            return None
        visit = cast(Visit, request)
        if declaration.takes_tokens and not request.user.is_authenticated:
            account = account_by_token(request)
            if account is None:
                return ask_for_token()
            visit.viewer = viewers.for_account(home(), account)
        elif not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        else:
            visit.viewer = viewer_of(request)
        use(visit.viewer.catalogue)
        _require(visit, declaration)
        return None


def _require(visit: Visit, declaration: Declaration) -> None:
    """Refuse, and write that it was refused (ASVS 16.3.2), unless the viewer has the permission."""
    wanted = declaration.permission
    if wanted is None or may(visit.viewer, wanted):
        return
    route = visit.resolver_match.view_name if visit.resolver_match else ""
    record = audit.AuditRecord(
        "refused", visit.viewer.account_id, visit.viewer.authority, detail={"page": route, "permission": str(wanted)}
    )
    audit.append(record)
    log.warning("refused page=%s permission=%s", route, wanted)
    raise PermissionDenied(f"the roles do not include {wanted}")
