"""The web: the code beside the password: asked for at the door, set up there or from one's own account."""

from __future__ import annotations

import segno
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from sherwood.office import audit, second_factors
from sherwood.office.models import Account
from sherwood.web import second_step
from sherwood.web.permissions import public, signed_in
from sherwood.web.views import errors
from sherwood.web.visit import Visit, account_id

WRONG = "The code is wrong, or was used before. Wait for the next one."


@public
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for the code, or have a second factor set up where one is required; then let the person in."""
    account = second_step.waiting(request)
    if account is None:
        return redirect("sign_in")
    key = str(account.pk)
    if not second_factors.is_enrolled(key):
        return _set_up(request, account, reverse("second_factor"))
    if second_factors.is_closed(key):
        return errors.locked_out(request)
    error = ""
    if request.method == "POST":
        if second_factors.check(key, request.POST.get("code", "")):
            return redirect(second_step.let_in(request, account) or "home")
        audit.append(audit.AuditRecord("second factor refused", key))
        if second_factors.is_closed(key):
            return errors.locked_out(request)
        error = WRONG
    return render(request, "account/code.html", {"page_title": "Enter your code", "error": error})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def set_up(request: Visit) -> HttpResponse:
    """Set up a second factor from one's own account; one that is set up is told, never shown."""
    if second_factors.is_enrolled(account_id(request)):
        return redirect("account")
    account = Account.objects.get(pk=account_id(request))
    return _set_up(request, account, reverse("second_factor_set_up"))


@signed_in
@require_POST
def remove(request: Visit) -> HttpResponse:
    """Begin anew with another device: the old one is taken away once a right code of it was given."""
    key = account_id(request)
    if not second_factors.check(key, request.POST.get("code", "")):
        messages.error(request, WRONG)
        return redirect("account")
    second_factors.reset(key)
    audit.append(audit.AuditRecord("second factor removed", key))
    return redirect("second_factor_set_up")


def _set_up(request: HttpRequest, account: Account, address: str) -> HttpResponse:
    """Show the secret as a picture and in letters until a right code confirms it; then the recovery codes, this once."""
    key = str(account.pk)
    enrolment = second_factors.begin(key, account.username)
    error = ""
    if request.method == "POST":
        codes = second_factors.confirm(key, request.POST.get("code", ""))
        if codes is not None:
            audit.append(audit.AuditRecord("second factor set up", key))
            onward = "" if request.user.is_authenticated else second_step.let_in(request, account)
            context = {"page_title": "Keep these codes", "codes": codes, "onward": onward or reverse("home")}
            return render(request, "account/recovery_codes.html", context)
        error = WRONG
    picture = segno.make(enrolment.address, error="m").svg_data_uri(scale=5, border=4)
    context = {
        "page_title": "Set up a second step",
        "picture": picture,
        "letters": " ".join(enrolment.secret[at : at + 4] for at in range(0, len(enrolment.secret), 4)),
        "address": address,
        "error": error,
    }
    return render(request, "account/second_factor.html", context)
