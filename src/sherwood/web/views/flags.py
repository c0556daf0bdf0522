"""The web: a figure or a record is flagged as wrong from where it stands, and answered by who can mend it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from sherwood.access import Permission, may
from sherwood.jobs import flags
from sherwood.office.flags import STATES
from sherwood.web.permissions import permission
from sherwood.web.presenters import flags as presenter
from sherwood.web.visit import Visit, reader

MOST_WORDS = 500
FORGOTTEN = "Say what is wrong, in up to 500 characters and without a name."


@permission(Permission.MEASURE_READ)
def index(request: Visit) -> HttpResponse:
    """Show what the viewer can mend and what the viewer flagged, each with how it stands."""
    viewer, build = request.viewer, reader(request.viewer)
    mendable = flags.to_mend(build, viewer)
    context = {
        "page_title": "Flags",
        "title": {"heading": "Flags", "lead": "Which figures and records are held to be wrong, and what came of it?"},
        "breadcrumbs": presenter.crumbs(),
        "may_answer": may(viewer, Permission.FLAGS_ANSWER),
        "to_mend": [presenter.one(each) for each in sorted(mendable, key=lambda each: bool(each.answers))],
        "own": [presenter.one(each) for each in flags.own(build, viewer)],
        "states": presenter.ANSWERS,
    }
    return render(request, "pages/flags.html", context)


@permission(Permission.MEASURE_READ)
@require_POST
def raise_one(request: Visit) -> HttpResponse:
    """Keep that a figure or a record is held to be wrong; a child the viewer may not open is answered as one that does not exist."""
    of, record_key = request.POST.get("of", ""), request.POST.get("record", "")
    words = request.POST.get("words", "").strip()
    if not presenter.named(of):
        raise Http404
    if not words or len(words) > MOST_WORDS:
        messages.error(request, FORGOTTEN)
        return _back(request)
    if not flags.raise_flag(reader(request.viewer), request.viewer, of, record_key, words):
        raise Http404
    messages.success(request, "Flagged: whoever can mend it is told, and you will be told the answer.")
    return _back(request)


@permission(Permission.FLAGS_ANSWER)
@require_POST
def answer(request: Visit, flag: UUID) -> HttpResponse:
    """Keep the answer to a flag that the viewer can mend; any other is answered as one that does not exist."""
    state, words = request.POST.get("state", ""), request.POST.get("words", "").strip()
    if state not in STATES or not words or len(words) > MOST_WORDS:
        messages.error(request, "Choose an answer and give its reason, in up to 500 characters and without a name.")
        return redirect("flags")
    if not flags.answer(reader(request.viewer), request.viewer, str(flag), state, words):
        raise Http404
    messages.success(request, "Answered: whoever flagged it is told.")
    return redirect("flags")


def _back(request: Visit) -> HttpResponse:
    """Go back to the page it was flagged on; anywhere else than on this site to the page of flags."""
    there = request.POST.get("back", "")
    is_here = url_has_allowed_host_and_scheme(there, {request.get_host()}, require_https=request.is_secure())
    return redirect(there if is_here else "flags")
