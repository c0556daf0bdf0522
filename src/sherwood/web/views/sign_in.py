"""The web: signing in and out."""

from __future__ import annotations

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from sherwood.web import second_step
from sherwood.web.forms import SignInForm
from sherwood.web.permissions import public
from sherwood.web.sign_in_service import service

CLEAR = '"cache", "cookies", "storage"'


@public
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Show the form, or sign in and go on to the page that was asked for."""
    onward = _onward(request)
    if request.user.is_authenticated:
        return HttpResponseRedirect(onward)
    found = service()
    is_local_open = found is None or found.is_local_open
    form = SignInForm(request.POST) if request.method == "POST" and is_local_open else SignInForm()
    account = form.check_for(request) if form.is_bound else None
    if account is None:
        context = {"form": form, "next": onward, "page_title": "Sign in", "is_local_open": is_local_open}
        return render(request, "account/sign_in.html", context | {"service": found, "refusal": _refusal(request)})
    if second_step.asks_for_a_code(account):
        second_step.wait(request, account, onward)
        return redirect("second_factor")
    second_step.let_in(request, account)
    return HttpResponseRedirect(onward)


def _refusal(request: HttpRequest) -> str:
    """Return why the sign-in service's answer was not taken, once."""
    if "refused" not in request.GET:
        return ""
    unsaid = "The council's sign-in service did not vouch for you. Try again, or ask whoever looks after Sherwood."
    return str(request.session.pop("refusal", unsaid))


@public
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session and have the browser drop what it kept of this site (ASVS 14.3.1)."""
    logout(request)
    response = HttpResponseRedirect(reverse("sign_in"))
    response["Clear-Site-Data"] = CLEAR
    return response


def _onward(request: HttpRequest) -> str:
    """Return the page of this site that was asked for before signing in, else the first page."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    # A word that is no path would be read as the name of a page, and a name that is none is a fault.
    return wanted if is_ours and wanted.startswith("/") else reverse("home")
