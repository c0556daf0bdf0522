"""The web: who a program is that comes with an access token, as `Bearer` or as the password of `Basic`, which spreadsheets know."""

from __future__ import annotations

import base64
import binascii

from django.http import HttpRequest, HttpResponse, JsonResponse

from sherwood.office import access_tokens

REALM = 'Basic realm="Sherwood: any name, and your access token as the password", charset="UTF-8"'
UNKNOWN = "This address needs an access token that is good today. Make one under your account in Sherwood."


def account_by_token(request: HttpRequest) -> str | None:
    """Return the account whose token the request carries; None for no token, or one that opens nothing."""
    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return access_tokens.account_of(given.strip())
    if scheme.lower() != "basic":
        return None
    try:
        _, _, password = base64.b64decode(given.strip(), validate=True).decode("utf-8").partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return None
    return access_tokens.account_of(password)


def ask_for_token() -> HttpResponse:
    """Return the answer that has a spreadsheet ask its user for a name and a password."""
    answer = JsonResponse({"error": {"code": "401", "message": UNKNOWN}}, status=401)
    answer["WWW-Authenticate"] = REALM
    return answer
