"""The web: results of families worked with: what may be claimed, batches frozen, the auditor's sample, packs and files."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from sherwood.access import NotAllowed, Permission, may
from sherwood.cohorts.batches import Batch, Due
from sherwood.definitions.errors import Problem
from sherwood.jobs import family_claims as job
from sherwood.office.family_words import CHECKED, REPAID, SIGNED, WITHDRAWN
from sherwood.outputs.forms import FORMS
from sherwood.reports.families.claims import PAPERS, batch_document, batch_paper, due_document
from sherwood.reports.families.pack import pack_document
from sherwood.reports.families.words import family_label
from sherwood.reports.lines import data_line
from sherwood.web import exports
from sherwood.web.permissions import permission
from sherwood.web.presenters import pages
from sherwood.web.views.families import SCOPE, today
from sherwood.web.visit import Visit, home, reader

TITLES = {"claims": "Claim file", "progress": "Family-progress return", "ticks": "Tick sheet of the sample"}
LONGEST = 500


@permission(Permission.FAMILIES_CLAIMS)
def index(request: Visit) -> HttpResponse:
    """Show what may be claimed and every batch."""
    build = reader(request.viewer)
    decides = may(request.viewer, Permission.FAMILIES_DECIDE)
    due = job.due(home(), build, request.viewer, today()) if decides else Due(today(), ())
    batches = job.batches(build, request.viewer)
    document = due_document(due, batches, data_line=_line(request), scope_line=SCOPE)
    context = pages.page(document, request.path, {}) | {
        "breadcrumbs": _trail(request),
        "ready": [{"value": each.family, "text": family_label(each.family)} for each in due.ready],
        "may_freeze": decides,
        "batches": [{"title": each.name, "href": reverse("family_batch", args=(each.name,))} for each in batches],
        "proposed": f"{today():%Y-%m-%d}",
    }
    return render(request, "pages/family_claims.html", context)


@permission(Permission.FAMILIES_DECIDE)
@require_POST
def freeze(request: Visit) -> HttpResponse:
    """Freeze a batch of the families chosen."""
    name = request.POST.get("batch", "").strip()
    if not name or not all(each.isalnum() or each in "-_" for each in name) or len(name) > 40:
        messages.error(request, "Name the batch in letters, digits and hyphens, at most 40 of them.")
        return redirect("family_claims")
    try:
        count = job.freeze(
            home(), reader(request.viewer), request.viewer, name, request.POST.getlist("family"), today()
        )
    except Problem as refused:
        messages.error(request, str(refused))
        return redirect("family_claims")
    messages.success(request, f"{count} frozen. Nothing of it changes from now on; a claim can be withdrawn.")
    return redirect("family_batch", name)


@permission(Permission.FAMILIES_CLAIMS)
def show(request: Visit, batch: str) -> HttpResponse:
    """Show one frozen batch and what was done to it since."""
    found = _batch(request, batch)
    document = batch_document(found, data_line=_line(request), scope_line=SCOPE)
    papers = [
        {"title": f"{TITLES[paper]} ({form})", "href": reverse("family_batch_paper", args=(batch, paper, form))}
        for paper in PAPERS
        for form in ("csv", "xlsx", "docx")
        if paper != "ticks" or found.is_sampled
    ]
    packs = [
        {"title": f"Pack of {family_label(each.family)} ({form})", "href": reverse("family_claim_pack", args=(each.family, form))}
        for each in found.claims
        for form in ("docx", "pdf")
    ]  # fmt: skip
    context = pages.page(document, request.path, {}) | {
        "breadcrumbs": [*_trail(request), {"title": "Results and claims", "href": reverse("family_claims")}],
        "papers": papers,
        "packs": packs,
        "note_href": reverse("family_batch_note", args=(batch,)),
        "may_audit": may(request.viewer, Permission.FAMILIES_AUDIT),
        "may_decide": may(request.viewer, Permission.FAMILIES_DECIDE),
        "is_sampled": found.is_sampled,
        "is_signed": found.signed is not None,
        "families": [{"value": each.family, "text": family_label(each.family)} for each in found.claims],
    }
    return render(request, "pages/family_batch.html", context)


@permission(Permission.FAMILIES_CLAIMS)
@require_POST
def note(request: Visit, batch: str) -> HttpResponse:
    """Draw the sample, check, sign off, withdraw or repay."""
    kind, words = request.POST.get("kind", ""), request.POST.get("words", "").strip()[:LONGEST]
    build, family = reader(request.viewer), request.POST.get("family", "")
    try:
        if kind == "sample":
            seed = request.POST.get("seed", "")
            if not seed.isdigit():
                raise Problem("The seed is a whole number of your own choosing.")
            job.draw_sample(build, request.viewer, batch, int(seed))
        elif kind in {CHECKED, SIGNED}:
            job.note(build, request.viewer, batch, kind, words, family=family if kind == CHECKED else "")
        elif kind in {WITHDRAWN, REPAID} and family:
            job.note(build, request.viewer, batch, kind, words, family=family)
        else:
            raise Problem("Choose what you want to do, and with which claim.")
    except NotAllowed:
        raise
    except Problem as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "Kept.")
    return redirect("family_batch", batch)


@permission(Permission.FAMILIES_CLAIMS)
def take(request: Visit, batch: str, paper: str, form: str) -> HttpResponse:
    """Give a paper of a batch as a file."""
    if form not in FORMS or paper not in PAPERS:
        raise Http404
    document = batch_paper(_batch(request, batch), paper, data_line=_line(request), scope_line=SCOPE)
    return exports.file(request.viewer, document, form)


@permission(Permission.FAMILIES_CLAIMS)
def pack(request: Visit, key: str, form: str) -> HttpResponse:
    """Give the evidence of a family's latest claim as a file."""
    if form not in FORMS:
        raise Http404
    found = job.claim(reader(request.viewer), request.viewer, key)
    if found is None:
        raise Http404
    return exports.file(request.viewer, pack_document(found, data_line=_line(request), scope_line=SCOPE), form)


def _batch(request: Visit, name: str) -> Batch:
    found = job.batch(reader(request.viewer), request.viewer, name)
    if found is None:
        raise Http404
    return found


def _line(request: Visit) -> str:
    return data_line(reader(request.viewer).manifest, today())


def _trail(request: Visit) -> list[dict[str, str]]:
    trail = [{"title": "Home", "href": reverse("home")}]
    if may(request.viewer, Permission.FAMILIES_ASSESS):
        trail.append({"title": "Families", "href": reverse("families")})
    return trail
