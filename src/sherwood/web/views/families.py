"""The web: families of a programme: the co-ordinator's cohort, one family and what people say of it, and the page for families."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from sherwood.access import NotAllowed, Permission
from sherwood.cohorts.desk import FamilyDesk
from sherwood.definitions.errors import Problem
from sherwood.definitions.programmes import load_programme, programme_names
from sherwood.jobs import family_claims as claims
from sherwood.jobs import family_desk, proposals
from sherwood.office.family_words import NewWord
from sherwood.outputs.forms import FORMS
from sherwood.reports.document import Document
from sherwood.reports.families.cohort import SHOWN, Asked, cohort_document, families_on
from sherwood.reports.families.family import family_document
from sherwood.reports.lines import data_line
from sherwood.web import exports
from sherwood.web.asked import page_of, query_of
from sherwood.web.permissions import permission, public
from sherwood.web.presenters import families as presenter
from sherwood.web.presenters import pages
from sherwood.web.visit import Visit, catalogue, home, reader

MOST_WORDS = 500
SCOPE = "Families with a member whose record is closed to you are neither shown nor counted."
HOME = {"title": "Home"}


def today() -> dt.date:
    """The day on which something is said."""
    return dt.datetime.now(dt.UTC).date()


@permission(Permission.FAMILIES_ASSESS)
def index(request: Visit) -> HttpResponse:
    """Show the cohort: what waits, what people decided, who cannot be told of and why."""
    build = reader(request.viewer)
    desk = family_desk.cohort(home(), build, request.viewer, today())
    context = {
        "breadcrumbs": _trail(),
        "programmes": _programmes(),
        "last_day": build.manifest["data_date"],
        "claims_href": reverse("family_claims"),
    }
    if desk is None:
        empty = {
            "title": {"heading": "Families", "lead": "Which families may the programme be for?"},
            "page_title": "Families",
        }
        return render(request, "pages/families.html", context | empty)
    show = request.GET.get("show", "waiting")
    asked = Asked(show if show in SHOWN else "waiting", request.GET.get("district", ""), page_of(request.GET))
    document = cohort_document(
        desk,
        load_programme(desk.proposals.facts["programme"], catalogue()).of,
        asked,
        claims_due=claims.how_many_due(home(), build, request.viewer, today()),
        data_line=data_line(build.manifest, today()),
        scope_line=SCOPE,
    )
    family_desk.listed(request.viewer, desk, families_on(document))
    return render(request, "pages/families.html", pages.page(document, request.path, query_of(request.GET)) | context)


@permission(Permission.FAMILIES_ASSESS)
@require_POST
def assess(request: Visit) -> HttpResponse:
    """Have every family assessed by the version and on the day asked for, and keep the answer."""
    programme, day = request.POST.get("programme", ""), request.POST.get("as_at", "")
    try:
        day_asked = dt.date.fromisoformat(day)
        family_desk.assess_all(home(), reader(request.viewer), request.viewer, programme, day_asked, today())
    except ValueError:
        messages.error(request, "Write the day as 2026-12-31.")
    except Problem as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "Every family was assessed. Nothing is decided by it.")
    return redirect("families")


@permission(Permission.FAMILIES_WORK)
def mine(request: Visit) -> HttpResponse:
    """List a key worker's own families."""
    build = reader(request.viewer)
    keys = family_desk.own_families(home(), build, request.viewer)
    context = {
        "page_title": "My families",
        "title": {"heading": "My families", "lead": "Whom do I work with?"},
        "breadcrumbs": [HOME | {"href": reverse("home")}],
        "families": [presenter.link(key) for key in keys],
    }
    return render(request, "pages/families_mine.html", context)


@permission(Permission.FAMILIES_READ)
def show(request: Visit, key: str) -> HttpResponse:
    """Show one family with its evidence, and what may be said of it."""
    return _page(request, key)


@permission(Permission.FAMILIES_READ)
@require_POST
def names(request: Visit, key: str) -> HttpResponse:
    """Show one family with the names of its members, which is written to the trail."""
    return _page(request, key, with_names=True)


@permission(Permission.FAMILIES_READ)
@require_POST
def record(request: Visit, key: str) -> HttpResponse:
    """Keep what the viewer says of one family; there is no way to say it of many."""
    given = {name: request.POST.get(name, "").strip() for name in presenter.FIELDS}
    try:
        new = _said(key, given)
        family_desk.say(home(), reader(request.viewer), request.viewer, new, today())
    except NotAllowed:
        raise
    except Problem as refused:
        return _page(request, key, error=str(refused), given=given)
    messages.success(request, "Kept.")
    return redirect("family", key)


@permission(Permission.FAMILIES_ASSESS)
def sheet(request: Visit, key: str, form: str) -> HttpResponse:
    """Give one family's page as a file, for the record or for the family itself."""
    if form not in FORMS:
        raise Http404
    desk = _desk(request, key)
    return exports.file(request.viewer, _document(request, desk), form)


@public
def about(request: Visit) -> HttpResponse:
    """Tell families in plain words how the programme finds them and what they may ask."""
    return render(request, "pages/families_about.html", {"page_title": "How we find families who may want help"})


def _said(key: str, given: dict[str, str]) -> NewWord:
    """What the form says; raises Problem for what cannot be read."""
    if len(given["words"]) > MOST_WORDS:
        raise Problem(f"Write at most {MOST_WORDS} characters.")
    try:
        day = dt.date.fromisoformat(given["day"]) if given["day"] else None
    except ValueError as fault:
        raise Problem("Write the day as 2026-12-31.") from fault
    subject = given[presenter.SUBJECTS.get(given["kind"], "subject")][:200]
    return NewWord(key, given["kind"], given["words"], subject=subject, day=day, seconds=_seconds(given["opened"]))


def _seconds(opened: str) -> int | None:
    """For how long the page had been open; None where the form does not say."""
    try:
        since = dt.datetime.now(dt.UTC) - dt.datetime.fromisoformat(opened)
    except (ValueError, TypeError):
        return None
    return min(max(int(since.total_seconds()), 0), 24 * 3600)


def _desk(request: Visit, key: str, *, with_names: bool = False) -> FamilyDesk:
    found = family_desk.family(home(), reader(request.viewer), request.viewer, key, today(), with_names=with_names)
    if found is None:
        raise Http404
    return found


def _document(request: Visit, desk: FamilyDesk) -> Document:
    build = reader(request.viewer)
    return family_document(
        desk,
        proposals.sources_of(build, request.viewer, desk.row),
        data_line=data_line(build.manifest, today()),
        scope_line=SCOPE,
    )


def _page(
    request: Visit, key: str, *, with_names: bool = False, error: str = "", given: dict[str, str] | None = None
) -> HttpResponse:
    desk = _desk(request, key, with_names=with_names)
    context = pages.page(_document(request, desk), request.path, {}) | presenter.forms(
        desk, request.viewer, given or {}
    )
    context |= {"breadcrumbs": _trail(families=True), "error": error}
    return render(request, "pages/family.html", context, status=400 if error else 200)


def _trail(*, families: bool = False) -> list[dict[str, str]]:
    trail = [HOME | {"href": reverse("home")}]
    return [*trail, {"title": "Families", "href": reverse("families")}] if families else trail


def _programmes() -> list[dict[str, str]]:
    return [
        {"value": name, "text": f"{load_programme(name, catalogue()).of.title} ({name})"} for name in programme_names()
    ]
