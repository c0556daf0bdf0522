"""The web: one's own account: who one is, which roles one holds, where one is signed in."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from sherwood.access import Permission, may
from sherwood.office import directory, second_factors, sessions
from sherwood.reports.words import plural
from sherwood.web.permissions import signed_in
from sherwood.web.visit import Visit, account_id, catalogue


@signed_in
def show(request: Visit) -> HttpResponse:
    """Show the viewer's roles and open sessions (ASVS 7.5.2)."""
    key = account_id(request)
    account = directory.account(key)
    context = {
        "page_title": "Your account",
        "title": {"heading": "Your account", "lead": request.viewer.display_name},
        "breadcrumbs": [{"title": "Home", "href": reverse("home")}],
        "roles": [catalogue().role(name) for name in request.viewer.roles],
        "covering": _covering(request),
        "by_service": bool(account and account.subject),
        "is_enrolled": second_factors.is_enrolled(key),
        "codes_left": second_factors.recovery_codes_left(key),
        "may_connect": may(request.viewer, Permission.EXPORT_FIGURES),
        "sessions": sessions.of_account(account_id(request), request.session.session_key),
    }
    return render(request, "account/account.html", context)


def _covering(request: Visit) -> str:
    """Return how many colleagues the viewer stands in for today, in words."""
    covered = len(request.viewer.covered_worker_ids)
    return f"You cover the caseload of {plural(covered, 'colleague')} today." if covered else ""


@signed_in
@require_POST
def sign_out_elsewhere(request: Visit) -> HttpResponse:
    """End the viewer's other sessions."""
    ended = sessions.end_others(account_id(request), request.session.session_key)
    messages.success(request, f"Signed out elsewhere: {ended} other session{'' if ended == 1 else 's'} ended.")
    return redirect("account")
