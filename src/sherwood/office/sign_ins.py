"""The office's record of sign-ins, good and refused, and sign-outs (ASVS 16.3.1), written to the audit trail."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed

from sherwood.office import audit, models


def listen() -> None:
    """Have Django's sign-in signals write to the audit trail."""
    user_logged_in.connect(_signed_in, dispatch_uid="sherwood-signed-in")
    user_logged_out.connect(_signed_out, dispatch_uid="sherwood-signed-out")
    user_login_failed.connect(_refused, dispatch_uid="sherwood-sign-in-refused")


def _signed_in(user: models.Account, **_: Any) -> None:
    """Write a sign-in, and by which way it came."""
    by_service = "ServiceBackend" in getattr(user, "backend", "")
    audit.append(audit.AuditRecord("signed in", str(user.pk), detail={"by": "service" if by_service else "password"}))


def _signed_out(user: models.Account | None, **_: Any) -> None:
    """Write a sign-out; a session that had already ended has nobody to name."""
    if user is not None:
        audit.append(audit.AuditRecord("signed out", str(user.pk)))


def _refused(credentials: dict[str, Any], **_: Any) -> None:
    """Write a refused sign-in, naming the account only if there is one: what was typed may be a password."""
    typed = str(credentials.get("username") or "")
    known = models.Account.objects.filter(username__iexact=typed).first()
    audit.append(audit.AuditRecord("sign-in refused", str(known.pk) if known else ""))
