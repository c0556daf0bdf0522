"""The web: signing in through the council's own sign-in service (OpenID Connect, authorisation code with PKCE)."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Mapping
from typing import Any

import jwt
import requests
from django.core.exceptions import SuspiciousOperation
from mozilla_django_oidc.auth import OIDCAuthenticationBackend

from sherwood.definitions.council import SignInService, load_council
from sherwood.definitions.errors import Problem
from sherwood.office import sign_in_service
from sherwood.office.errors import AccountRefused
from sherwood.office.models import Account
from sherwood.web.visit import home

SECRET = "sign-in-client"  # noqa: S105 - the name of a file, not what it holds
SECONDS = 10
ALGORITHM = "RS256"
CALLBACK = "sign_in_answer"
_FOUND: dict[str, Mapping[str, str]] = {}
_LOCK = threading.Lock()


class ServiceUnreachable(Problem):
    """The council's sign-in service does not answer, or does not say where its parts are."""


def service() -> SignInService | None:
    """The council's sign-in service; None where people sign in here alone."""
    return load_council(home()).sign_in


def option(name: str, *default: Any) -> Any:
    """One of the library's settings, as this home's service has it."""
    known = _options()
    if name in known:
        return known[name]
    if default:
        return default[0]
    raise ServiceUnreachable("This council has no sign-in service: sign in with your user name and password.")


def _options() -> dict[str, Any]:
    found = service()
    if found is None:
        return {}
    places = _places(found.issuer.rstrip("/"))
    secret = home().root / "secrets" / SECRET
    return {
        "OIDC_OP_AUTHORIZATION_ENDPOINT": places["authorization_endpoint"],
        "OIDC_OP_TOKEN_ENDPOINT": places["token_endpoint"],
        "OIDC_OP_USER_ENDPOINT": places["userinfo_endpoint"],
        "OIDC_OP_JWKS_ENDPOINT": places["jwks_uri"],
        "OIDC_RP_CLIENT_ID": found.client_id,
        "OIDC_RP_CLIENT_SECRET": secret.read_text(encoding="utf-8").strip() if secret.exists() else "",
        "OIDC_RP_SCOPES": found.scopes,
        "OIDC_RP_SIGN_ALGO": ALGORITHM,
        "OIDC_USE_PKCE": True,
        "OIDC_TIMEOUT": SECONDS,
        "OIDC_AUTHENTICATION_CALLBACK_URL": CALLBACK,
        "LOGIN_REDIRECT_URL": "home",
        "LOGIN_REDIRECT_URL_FAILURE": "/sign-in?refused=1",
    }


def _places(issuer: str) -> Mapping[str, str]:
    """Where the service's parts are, as it says itself; asked once, and again only after it could not be had."""
    with _LOCK:
        if issuer not in _FOUND:
            try:
                answer = requests.get(f"{issuer}/.well-known/openid-configuration", timeout=SECONDS)
                answer.raise_for_status()
                said = answer.json()
            except (requests.RequestException, ValueError) as fault:
                raise ServiceUnreachable(
                    "The council's sign-in service does not answer. Try again in a minute."
                ) from fault
            if str(said.get("issuer", "")).rstrip("/") != issuer:
                raise ServiceUnreachable("The sign-in service calls itself by another name than council.toml does.")
            _FOUND[issuer] = said
        return _FOUND[issuer]


class ServiceBackend(OIDCAuthenticationBackend):  # type: ignore[misc]
    """Finds or makes the account of whoever the sign-in service vouches for, with the roles of their groups."""

    def __init__(self) -> None:
        self.UserModel = Account

    def authenticate(self, request: Any, **kwargs: Any) -> Account | None:
        """Return the account behind the service's answer; None for an attempt by password, or one that is not vouched for."""
        if "nonce" not in kwargs or service() is None:
            return None
        super().__init__()
        try:
            found: Account | None = super().authenticate(request, **kwargs)
        except requests.HTTPError as fault:
            raise SuspiciousOperation("the service refused the code") from fault
        except requests.RequestException as fault:
            raise ServiceUnreachable("The council's sign-in service does not answer. Try again in a minute.") from fault
        return found

    @staticmethod
    def get_settings(attr: str, *args: Any) -> Any:
        """Return the library's setting as this home has it."""
        return option(attr, *args)

    def verify_token(self, token: str, **kwargs: Any) -> Any:
        """Check signature and nonce, and that the answer comes from the service and is meant for Sherwood."""
        try:
            said = super().verify_token(token, **kwargs)
        except (jwt.PyJWTError, KeyError) as fault:
            raise SuspiciousOperation("the token cannot be believed") from fault
        found = service()
        audience = said.get("aud")
        audiences = audience if isinstance(audience, list) else [audience]
        if found is None or str(said.get("iss", "")).rstrip("/") != found.issuer.rstrip("/"):
            raise SuspiciousOperation("the token was made by another service")
        if found.client_id not in audiences:
            raise SuspiciousOperation("the token is meant for another client")
        return said

    def retrieve_matching_jwk(self, token: str) -> Any:
        """Return the key that signed the token; one that names no key is taken where the service has a single one (OpenID Connect 10.1)."""
        if "kid" in jwt.get_unverified_header(token):
            return super().retrieve_matching_jwk(token)
        answer = requests.get(self.OIDC_OP_JWKS_ENDPOINT, timeout=SECONDS)
        answer.raise_for_status()
        keys = answer.json()["keys"]
        if len(keys) != 1:
            raise SuspiciousOperation("the token does not say which key signed it")
        return jwt.PyJWK(keys[0], algorithm=ALGORITHM)

    def get_or_create_user(self, access_token: str, id_token: str, payload: Mapping[str, Any]) -> Account | None:
        """Return the account of the person, whose claims come from the token and from the service itself."""
        said = self.get_userinfo(access_token, id_token, payload)
        if said.get("sub") != payload.get("sub"):
            raise SuspiciousOperation("the service speaks of two people")
        found = service()
        assert found is not None, "an answer was checked against a service"
        claims = {**payload, **said}
        try:
            known = sign_in_service.account_for(found, claims, dt.datetime.now(dt.UTC).date())
        except AccountRefused as refusal:
            self.request.session["refusal"] = str(refusal)
            return None
        return Account.objects.get(pk=known.id)
