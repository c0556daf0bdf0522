"""The web: the notices put before the viewer, such as a record of their team opened in an emergency."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from sherwood.office import notices
from sherwood.web.permissions import signed_in
from sherwood.web.visit import Visit, account_id


@signed_in
def show(request: Visit) -> HttpResponse:
    """Show the viewer's notices, the newest first."""
    context = {
        "page_title": "Notices",
        "title": {"heading": "Notices", "lead": "What do I have to know of?"},
        "breadcrumbs": [{"title": "Home", "href": reverse("home")}],
        "notices": notices.of(account_id(request)),
        "unread": notices.unread(account_id(request)),
    }
    return render(request, "pages/notices.html", context)


@signed_in
@require_POST
def read(request: Visit) -> HttpResponse:
    """Note that the viewer has read them all."""
    notices.mark_read(account_id(request))
    return redirect("notices")
