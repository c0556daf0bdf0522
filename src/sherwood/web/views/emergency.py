"""The web: a record opened in an emergency, with its reason and an alert; and the review of each such opening."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from sherwood.access import Permission
from sherwood.access.emergency import REASONS
from sherwood.definitions.council import load_council
from sherwood.jobs import emergency as job
from sherwood.office import emergency
from sherwood.office.emergency import AlreadyReviewed
from sherwood.web.permissions import permission
from sherwood.web.visit import Visit, home, reader

LONGEST = 500
NOTHING = "Nothing was opened. Check the number and the date of birth; some records no emergency opens."


@permission(Permission.EMERGENCY_OPEN)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: Visit) -> HttpResponse:
    """Ask for the child's number and date of birth and for a reason; open the record for a while, or nothing."""
    asked = {name: request.POST.get(name, "").strip()[:LONGEST] for name in ("number", "born", "reason", "words")}
    problem = _problem(asked) if request.method == "POST" else ""
    if request.method == "POST" and not problem:
        born = dt.date.fromisoformat(asked["born"])
        key = job.open_record(
            home(),
            reader(request.viewer),
            request.viewer,
            number=asked["number"],
            birth_date=born,
            reason=asked["reason"],
            words=asked["words"],
        )
        if key is not None:
            return redirect("journey", key)
        problem = NOTHING
    context = {
        "page_title": "Open a record in an emergency",
        "title": {
            "heading": "Open a record in an emergency",
            "lead": "Is a child at risk whose record is closed to you?",
        },
        "breadcrumbs": [{"title": "Home", "href": reverse("home")}],
        "asked": asked,
        "reasons": REASONS.items(),
        "problem": problem,
        "minutes": load_council(home()).emergency_minutes,
    }
    return render(request, "pages/emergency.html", context, status=422 if problem else 200)


@permission(Permission.EMERGENCY_REVIEW)
def reviews(request: Visit) -> HttpResponse:
    """List the openings that wait for review."""
    context = {
        "page_title": "Emergency openings",
        "title": {"heading": "Emergency openings to review", "lead": "Who opened what beyond their rights, and why?"},
        "breadcrumbs": [{"title": "Home", "href": reverse("home")}],
        "openings": emergency.to_review(),
        "reasons": REASONS,
        "verdicts": emergency.VERDICTS,
    }
    return render(request, "pages/emergency_reviews.html", context)


@permission(Permission.EMERGENCY_REVIEW)
@require_POST
def review(request: Visit, opening: int) -> HttpResponse:
    """Keep what the guardian found."""
    verdict, words = request.POST.get("verdict", ""), request.POST.get("words", "").strip()[:LONGEST]
    if verdict not in emergency.VERDICTS:
        raise Http404
    try:
        job.review(request.viewer, opening, verdict, words)
    except AlreadyReviewed as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "The review is kept, and the record is closed again.")
    return redirect("emergency_reviews")


def _problem(asked: dict[str, str]) -> str:
    """What is missing or cannot be read; empty where nothing is."""
    try:
        dt.date.fromisoformat(asked["born"])
    except ValueError:
        return "Enter the child's date of birth"
    if not asked["number"]:
        return "Enter the child's number"
    if asked["reason"] not in REASONS:
        return "Choose why you need the record"
    return "" if len(asked["words"]) >= 10 else "Say in a sentence what has happened, without the child's name"
