"""The web: what a browser holds between a right password and a right code: whose account waits, and no more."""

from __future__ import annotations

import time

from django.contrib.auth import login
from django.http import HttpRequest

from sherwood.definitions.council import load_council
from sherwood.office import second_factors, sessions
from sherwood.office.models import Account
from sherwood.web.middleware.time_outs import begin
from sherwood.web.visit import home

WAITING = "waiting"
ONWARD = "onward"
# Whoever goes away between password and code begins again.
SECONDS = 10 * 60
BACKEND = "django.contrib.auth.backends.ModelBackend"


def asks_for_a_code(account: Account) -> bool:
    """Whether the account has a second factor, or has to set one up before it is let in."""
    return load_council(home()).second_factor == "required" or second_factors.is_enrolled(str(account.pk))


def wait(request: HttpRequest, account: Account, onward: str) -> None:
    """Note that the password was right; nobody is signed in yet, and the session is a new one (ASVS 7.2.4)."""
    request.session.flush()
    request.session[WAITING] = {"account": str(account.pk), "at": time.time()}
    request.session[ONWARD] = onward


def waiting(request: HttpRequest) -> Account | None:
    """The account whose password this browser gave in the last minutes."""
    held = request.session.get(WAITING) or {}
    if not held or time.time() - held["at"] > SECONDS:
        return None
    return Account.objects.filter(pk=held["account"], is_active=True).first()


def let_in(request: HttpRequest, account: Account, backend: str = BACKEND) -> str:
    """Sign the account in under a new session; returns where it wanted to go, or nothing."""
    onward = str(request.session.get(ONWARD) or "")
    for name in (WAITING, ONWARD):
        request.session.pop(name, None)
    login(request, account, backend=backend)
    begin(request)
    sessions.forget_expired()
    return onward
