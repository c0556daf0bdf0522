"""The web: the way to the council's sign-in service and back."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import login
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from mozilla_django_oidc.views import OIDCAuthenticationCallbackView, OIDCAuthenticationRequestView

from sherwood.office import sessions
from sherwood.web.middleware.time_outs import begin
from sherwood.web.permissions import public
from sherwood.web.sign_in_service import option


class _Ask(OIDCAuthenticationRequestView):  # type: ignore[misc]
    """The way there."""

    @staticmethod
    def get_settings(attr: str, *args: Any) -> Any:
        return option(attr, *args)


class _Answer(OIDCAuthenticationCallbackView):  # type: ignore[misc]
    """The way back."""

    @staticmethod
    def get_settings(attr: str, *args: Any) -> Any:
        return option(attr, *args)

    def login_success(self) -> HttpResponse:
        onward = self.success_url
        login(self.request, self.user)
        begin(self.request)
        sessions.forget_expired()
        return HttpResponseRedirect(onward)


@public
def ask(request: HttpRequest) -> HttpResponse:
    """Send the browser to the council's sign-in service."""
    answer: HttpResponse = _Ask.as_view()(request)
    return answer


@public
def answered(request: HttpRequest) -> HttpResponse:
    """Take the service's answer: sign the person in, or say at the door why not."""
    try:
        answer: HttpResponse = _Answer.as_view()(request)
    except SuspiciousOperation:
        return redirect("/sign-in?refused=1")
    return answer
