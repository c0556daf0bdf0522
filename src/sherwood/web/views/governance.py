"""The web: the live facts of a data protection impact assessment, and the yearly word that each purpose stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from sherwood.access import Permission, audited, may
from sherwood.access.events import PURPOSE_ATTESTED
from sherwood.jobs.governance import Facts, facts
from sherwood.office import attestations
from sherwood.reports.words import plural, short_day
from sherwood.web.permissions import permission
from sherwood.web.visit import Visit, catalogue, home

Table = dict[str, object]


@permission(Permission.GOVERNANCE_READ)
def show(request: Visit) -> HttpResponse:
    """Show feeds with gateway and retention, roles with what they see, purposes with their last attestation, and what was checked."""
    found = facts(home(), catalogue(), _today())
    context = {
        "page_title": "Governance",
        "title": {"heading": "Governance", "lead": "Which data are used for what, on which ground, by whom?"},
        "breadcrumbs": [{"title": "Home", "href": reverse("home")}],
        "checks": tuple(_checks(found)),
        "purposes": found.purposes,
        "may_attest": may(request.viewer, Permission.PURPOSE_ATTEST),
        "tables": (_feeds(found), _roles()),
    }
    return render(request, "pages/governance.html", context)


@permission(Permission.PURPOSE_ATTEST)
@require_POST
def attest(request: Visit) -> HttpResponse:
    """Keep that the guardian vouches for one purpose for another year."""
    purpose = request.POST.get("purpose", "")
    if purpose not in {each.name for each in facts(home(), catalogue(), _today()).purposes}:
        raise Http404
    audited(request.viewer, PURPOSE_ATTESTED, (), {"of": purpose})
    attestations.attest(purpose, request.viewer.account_id, _today())
    messages.success(request, f"Attested for a year: {purpose.replace('_', ' ')}.")
    return redirect("governance")


def _checks(found: Facts) -> Iterator[str]:
    """Yield a sentence for each thing that was done or counted."""
    yield f"The audit trail holds {plural(found.entries, 'entry', 'entries')}."
    yield f"{plural(found.open_accounts, 'account')} may sign in, {found.second_steps:,} of them with a second step set up here."
    yield f"{plural(found.erasures, 'person', 'people')} erased" + (
        f", the last on {short_day(found.last_erasure)}." if found.last_erasure else "."
    )
    yield f"{plural(found.restricted, 'record')} restricted by hand, {plural(found.emergencies, 'emergency', 'emergencies')} to review."
    for name in found.set_aside:
        yield f"The agreement for the feed “{name}” has run out: its rows are set aside and measures say so."


def _feeds(found: Facts) -> Table:
    rows = [
        {
            "cells": [
                {"text": text}
                for text in (
                    each.title,
                    each.gateway,
                    "; ".join(each.conditions),
                    ", ".join(each.purposes).replace("_", " "),
                    each.retention,
                )
            ]
        }
        for each in found.feeds
    ]
    return _table("Feeds", ("Feed", "Gateway", "Conditions", "Purposes", "Kept"), rows)


def _roles() -> Table:
    roles = sorted(catalogue().roles.values(), key=lambda role: role.title)
    rows = [
        {
            "cells": [
                {"text": text}
                for text in (
                    each.title,
                    each.scope,
                    ", ".join(each.purposes).replace("_", " ") or "none",
                    ", ".join(each.permissions),
                )
            ]
        }
        for each in roles
    ]
    return _table("Roles", ("Role", "Sees", "Purposes", "May"), rows)


def _table(caption: str, labels: tuple[str, ...], rows: Sequence[Mapping[str, object]]) -> Table:
    return {"caption": caption, "columns": [{"key": each, "label": each} for each in labels], "rows": rows}


def _today() -> dt.date:
    return dt.datetime.now(dt.UTC).date()
