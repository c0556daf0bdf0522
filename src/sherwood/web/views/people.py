"""The web: who may sign in and with which roles, for the administrator, who sees no child."""

from __future__ import annotations

import datetime as dt
import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from sherwood.access import Permission
from sherwood.definitions.errors import Problem
from sherwood.jobs import accounts as job
from sherwood.office import access_tokens, directory, second_factors
from sherwood.office.people import OfficeAccount
from sherwood.web.permissions import permission
from sherwood.web.presenters import people as shown
from sherwood.web.visit import Visit, catalogue, home

FIELDS = ("username", "name", "role", "worker", "team", "service", "email", "password", "from_date", "to_date")
LONGEST = 200


@permission(Permission.ACCOUNTS_MANAGE)
def index(request: Visit) -> HttpResponse:
    """List every account with the roles it holds today."""
    context = {
        "page_title": "People",
        "title": {"heading": "People", "lead": "Who may sign in, and as what?"},
        "breadcrumbs": [{"title": "Home", "href": reverse("home")}],
        "table": shown.table(directory.list_accounts(), catalogue().roles, _today()),
        "roles": shown.choices(catalogue().roles),
        "by_service": False,
    }
    return render(request, "pages/people.html", context)


@permission(Permission.ACCOUNTS_MANAGE)
def show(request: Visit, account: uuid.UUID) -> HttpResponse:
    """Show one account: its roles of all times, and what can be changed."""
    person = _known(account)
    context = {
        "page_title": "One account",
        "title": {"heading": person.display_name, "lead": f"User name {person.username}"},
        "breadcrumbs": [{"title": "Home", "href": reverse("home")}, {"title": "People", "href": reverse("people")}],
        "person": person,
        "table": shown.roles(person, catalogue().roles),
        "held": shown.to_end(person, catalogue().roles, _today()),
        "roles": shown.choices(catalogue().roles),
        "others": [each for each in directory.list_accounts() if each.id != person.id and each.is_active],
        "is_enrolled": second_factors.is_enrolled(person.id),
        "tokens": [each for each in access_tokens.tokens(person.id) if each.is_good],
    }
    return render(request, "pages/person.html", context)


@permission(Permission.ACCOUNTS_MANAGE)
@require_POST
def add(request: Visit) -> HttpResponse:
    """Add an account with one role."""
    given = _given(request)
    try:
        made = job.add_account(
            home(),
            username=given["username"],
            name=given["name"],
            role=given["role"],
            worker=given["worker"] or None,
            team=given["team"] or None,
            service=given["service"] or None,
            password=given["password"] or None,
            email=given["email"],
            by=request.viewer.account_id,
        )
    except Problem as refusal:
        messages.error(request, str(refusal))
        return redirect("people")
    messages.success(request, "The account is there.")
    return redirect("person", made)


@permission(Permission.ACCOUNTS_MANAGE)
@require_POST
def change(request: Visit, account: uuid.UUID, act: str) -> HttpResponse:
    """Give or end a role, arrange cover, set the address, close the account, or take its second step or its tokens away."""
    person = _known(account)
    done = ACTS.get(act)
    if done is None:
        raise Http404
    try:
        messages.success(
            request,
            done(person, _given(request) | {"act_role": request.POST.get("act_role", "")}, request.viewer.account_id),
        )
    except Problem as refusal:
        messages.error(request, str(refusal))
    return redirect("person", person.id)


def _give(person: OfficeAccount, given: dict[str, str], by: str) -> str:
    first, last = _days(given)
    place = {"team": given["team"] or None, "service": given["service"] or None}
    job.give_role(home(), person.username, given["role"], first=first, last=last, by=by, **place)
    return "The role is given."


def _end(person: OfficeAccount, given: dict[str, str], by: str) -> str:
    job.end_role(home(), person.username, given["act_role"], last_day=_days(given)[1] or _today(), by=by)
    return "The role ends on that day."


def _cover(person: OfficeAccount, given: dict[str, str], by: str) -> str:
    first, last = _days(given)
    if last is None:
        raise Problem("Cover ends: say on which day.")
    job.cover(home(), person.username, given["username"], first=first, last=last, by=by)
    return "The cover is arranged."


def _address(person: OfficeAccount, given: dict[str, str], by: str) -> str:
    job.set_email(home(), person.username, given["email"], by=by)
    return "Letters go to that address." if given["email"] else "No letters are sent any more."


def _close(person: OfficeAccount, _given: dict[str, str], by: str) -> str:
    job.disable_account(home(), person.username, by=by)
    return "The account is closed and its sessions have ended."


def _reset(person: OfficeAccount, _given: dict[str, str], by: str) -> str:
    job.reset_second_factor(home(), person.username, by=by)
    return "The second step is taken away: the next sign-in sets up another."


def _take_tokens_back(person: OfficeAccount, _given: dict[str, str], by: str) -> str:
    job.take_tokens_back(home(), person.username, by=by)
    return "The account's tokens open nothing any more."


ACTS = {
    "give": _give,
    "end": _end,
    "cover": _cover,
    "address": _address,
    "close": _close,
    "reset": _reset,
    "tokens": _take_tokens_back,
}


def _given(request: Visit) -> dict[str, str]:
    return {name: request.POST.get(name, "").strip()[:LONGEST] for name in FIELDS}


def _days(given: dict[str, str]) -> tuple[dt.date, dt.date | None]:
    try:
        first = dt.date.fromisoformat(given["from_date"]) if given["from_date"] else _today()
        return first, dt.date.fromisoformat(given["to_date"]) if given["to_date"] else None
    except ValueError as fault:
        raise Problem("Enter days as they are chosen from the calendar, such as 2026-03-27.") from fault


def _known(account: uuid.UUID) -> OfficeAccount:
    found = directory.account(str(account))
    if found is None:
        raise Http404
    return found


def _today() -> dt.date:
    return dt.datetime.now(dt.UTC).date()
