"""The web: views that people keep: opened in each one's own scope, shared with roles, pinned, sent by mail, taken back."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from sherwood.access import Permission, may
from sherwood.office import favourites, own_views, subscriptions
from sherwood.office.favourites import Thing
from sherwood.office.own_views import View
from sherwood.reports.explore import kept_choices
from sherwood.reports.words import joined, short_day
from sherwood.web.permissions import permission
from sherwood.web.presenters import own
from sherwood.web.views.explore import shown
from sherwood.web.visit import Visit, account_id, catalogue

Context = dict[str, Any]


@permission(Permission.MEASURE_READ)
def index(request: Visit) -> HttpResponse:
    """List the views the viewer keeps and those shared with their roles, and what they are sent."""
    found = own_views.views(account_id(request), request.viewer.roles)
    sent = ((each, own.named(request, each.thing)) for each in subscriptions.subscriptions(account_id(request)))
    context = {
        "page_title": "Views",
        "title": {"heading": "Views", "lead": "What did you and others choose to see?"},
        "breadcrumbs": [{"title": "Home", "href": reverse("home")}],
        "views": [
            {"title": each.title, "href": reverse("view", args=(each.id,)), "words": _kept_by(each)} for each in found
        ],
        "sent": [
            {
                "kind": each.thing.kind,
                "name": each.thing.name,
                "title": title[0],
                "words": f"every {each.every}, next on {short_day(each.next_on)}",
            }
            for each, title in sent
            if title is not None
        ],
    }
    return render(request, "pages/views.html", context)


@permission(Permission.MEASURE_READ)
def show(request: Visit, view: uuid.UUID) -> HttpResponse:
    """Show a kept view as this reader sees it; one that is not shared with them is answered as one that does not exist."""
    found = _found(request, view)
    context = shown(
        request,
        kept_choices(catalogue(), found.choices),
        request.path,
        identifier=f"views/{found.id}",
        title=found.title,
    )
    context |= {
        "title": {"heading": found.title, "lead": _kept_by(found)},
        "page_title": "A kept view",
        "breadcrumbs": [{"title": "Home", "href": reverse("home")}, {"title": "Views", "href": reverse("views")}],
        "keep": own.keeping(request, Thing("view", found.id)),
        "view": found,
        "roles": _roles(found) if found.is_own and may(request.viewer, Permission.VIEWS_SHARE) else [],
    }
    return render(request, "pages/view.html", context)


@permission(Permission.MEASURE_READ)
@require_POST
def change(request: Visit, view: uuid.UUID, act: str) -> HttpResponse:
    """Share one's own view with roles, or take it back."""
    found = _found(request, view)
    if not found.is_own or act not in ("share", "withdraw"):
        raise Http404
    if act == "withdraw":
        own_views.withdraw(account_id(request), found.id)
        messages.success(request, "The view is taken back: nobody can open it any more.")
        return redirect("views")
    if not may(request.viewer, Permission.VIEWS_SHARE):
        messages.error(request, "Your roles do not include sharing views.")
        return redirect("view", view)
    roles = [each for each in request.POST.getlist("role") if each in catalogue().roles]
    own_views.share(account_id(request), found.id, roles)
    messages.success(
        request, "Shared. Each who opens it sees their own children's figures." if roles else "Shared with nobody."
    )
    return redirect("view", view)


@permission(Permission.MEASURE_READ)
@require_POST
def pin(request: Visit) -> HttpResponse:
    """Put a page on the viewer's home page, or take it off."""
    thing = _thing(request)
    (favourites.unpin if request.POST.get("act") == "unpin" else favourites.pin)(account_id(request), thing)
    return _back(request)


@permission(Permission.MEASURE_READ)
@require_POST
def send(request: Visit) -> HttpResponse:
    """Have a report or view sent to the viewer's own address every so often, or no more."""
    thing = _thing(request)
    every = request.POST.get("every", "")
    if every in subscriptions.EVERY and thing.kind != "measure":
        subscriptions.subscribe(account_id(request), thing, every, dt.datetime.now(dt.UTC).date())
        messages.success(request, f"It will be sent to you every {every}: its totals and the way to it, no child.")
    else:
        subscriptions.unsubscribe(account_id(request), thing)
        messages.success(request, "It is sent to you no more.")
    return _back(request)


def _thing(request: Visit) -> Thing:
    """Return what the form names; a thing the viewer may not open is none."""
    thing = Thing(request.POST.get("kind", ""), request.POST.get("name", "")[:150])
    if thing.kind not in (*favourites.KINDS, own.FINDINGS.kind) or own.named(request, thing) is None:
        raise Http404
    return thing


def _back(request: Visit) -> HttpResponse:
    """Return to the page the form stood on, which is one of this site."""
    asked = request.POST.get("back", "")
    is_here = asked.startswith("/") and url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    return redirect(asked if is_here else reverse("home"))


def _found(request: Visit, view: uuid.UUID) -> View:
    found = own_views.view(account_id(request), request.viewer.roles, str(view))
    if found is None:
        raise Http404
    return found


def _kept_by(found: View) -> str:
    names = [catalogue().role(each).title.lower() for each in found.roles if each in catalogue().roles]
    shared = f"shared with {joined(names)}" if names else "shared with nobody"
    return f"Kept by {'you' if found.is_own else found.owner}, {shared}."


def _roles(found: View) -> list[Context]:
    """Return the roles a view may be shared with, those it is shared with marked."""
    return [
        {"value": name, "text": role.title, "checked": name in found.roles}
        for name, role in catalogue().roles.items()
        if str(Permission.MEASURE_READ) in role.permissions
    ]
