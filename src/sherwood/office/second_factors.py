"""The office's second factors: codes of half a minute (TOTP, RFC 6238) beside a password, and ten codes to recover with."""

from __future__ import annotations

import base64
import datetime as dt
import secrets
from dataclasses import dataclass

import pyotp
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils import timezone

from sherwood.office import models

ISSUER = "Sherwood"
SECRET = "second-factor"  # noqa: S105 - the name of a file, not what it holds
STEP_SECONDS = 30
# A clock may be half a minute wrong either way (ASVS 6.5.5 allows no more).
WINDOW = 1
MOST_FAILURES = 5
CLOSED_MINUTES = 15
RECOVERY_CODES = 10
# No letters or digits that look alike.
SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True)
class Enrolment:
    """What a person's device needs to make codes: the secret in letters, and the same as an address for a QR code."""

    secret: str
    address: str


def is_enrolled(account_id: str) -> bool:
    """Whether the account has a second factor that was confirmed with a code."""
    return models.SecondFactor.objects.filter(account_id=account_id).exclude(confirmed_at=None).exists()


def begin(account_id: str, username: str) -> Enrolment:
    """Give the account a new secret, or the one it has while it is not confirmed; a confirmed one is never shown again."""
    held = models.SecondFactor.objects.filter(account_id=account_id).first()
    secret = _opened(held) if held is not None and held.confirmed_at is None else None
    if secret is None:
        secret = pyotp.random_base32()
        sealed = _box().encrypt(secret.encode("ascii"))
        fresh = {"secret": sealed, "confirmed_at": None, "last_step": 0, "failures": 0, "closed_until": None}
        models.SecondFactor.objects.update_or_create(account_id=account_id, defaults=fresh)
    return Enrolment(secret, pyotp.TOTP(secret).provisioning_uri(name=username, issuer_name=ISSUER))


def confirm(account_id: str, code: str) -> tuple[str, ...] | None:
    """Take the first code of a new device; returns the recovery codes, told this once, or None for a wrong code."""
    if is_enrolled(account_id) or not _takes(account_id, code):
        return None
    with transaction.atomic():
        models.SecondFactor.objects.filter(account_id=account_id).update(confirmed_at=timezone.now())
        models.RecoveryCode.objects.filter(account_id=account_id).delete()
        codes = tuple(_recovery_code() for _ in range(RECOVERY_CODES))
        made = [models.RecoveryCode(account_id=account_id, digest=make_password(_tidy(code))) for code in codes]
        models.RecoveryCode.objects.bulk_create(made)
    return codes


def check(account_id: str, code: str) -> bool:
    """Whether the code is right now: of the device, each half minute once, or a recovery code, each once.

    After five wrong ones nothing is right for a quarter of an hour.
    """
    if is_closed(account_id) or not is_enrolled(account_id):
        return False
    is_right = _takes(account_id, code) or _recovers(account_id, code)
    _count(account_id, is_right=is_right)
    return is_right


def is_closed(account_id: str) -> bool:
    """Whether too many wrong codes were given of late."""
    return models.SecondFactor.objects.filter(account_id=account_id, closed_until__gt=timezone.now()).exists()


def recovery_codes_left(account_id: str) -> int:
    """How many recovery codes have not been used."""
    return models.RecoveryCode.objects.filter(account_id=account_id, used_at=None).count()


def reset(account_id: str) -> None:
    """Take the second factor away, for somebody who lost the device and the recovery codes; the next sign-in sets up another."""
    models.RecoveryCode.objects.filter(account_id=account_id).delete()
    models.SecondFactor.objects.filter(account_id=account_id).delete()


def _takes(account_id: str, code: str) -> bool:
    """Whether the code is the device's of now, and of a half minute that was not taken before."""
    held = models.SecondFactor.objects.filter(account_id=account_id).first()
    secret = _opened(held) if held else None
    if held is None or secret is None:
        return False
    step = int(timezone.now().timestamp()) // STEP_SECONDS
    totp = pyotp.TOTP(secret)
    for each in range(step - WINDOW, step + WINDOW + 1):
        wanted = totp.at(dt.datetime.fromtimestamp(each * STEP_SECONDS, dt.UTC))
        if secrets.compare_digest(wanted.encode(), _tidy(code).encode()):
            # Two browsers with one code: the one that moves the step on is let in.
            later = models.SecondFactor.objects.filter(account_id=account_id, last_step__lt=each)
            return bool(later.update(last_step=each))
    return False


def _recovers(account_id: str, code: str) -> bool:
    tidy = _tidy(code)
    if len(tidy) != len(_tidy(_recovery_code())):
        return False
    for each in models.RecoveryCode.objects.filter(account_id=account_id, used_at=None):
        if check_password(tidy, each.digest):
            unused = models.RecoveryCode.objects.filter(id=each.pk, used_at=None)
            return bool(unused.update(used_at=timezone.now()))
    return False


def _count(account_id: str, *, is_right: bool) -> None:
    factor = models.SecondFactor.objects.get(account_id=account_id)
    factor.failures = 0 if is_right else factor.failures + 1
    if factor.failures >= MOST_FAILURES:
        factor.failures, factor.closed_until = 0, timezone.now() + dt.timedelta(minutes=CLOSED_MINUTES)
    factor.save(update_fields=["failures", "closed_until"])


def _tidy(code: str) -> str:
    """A code as people type it: spaces, hyphens and capitals do not matter."""
    return code.replace(" ", "").replace("-", "").casefold()


def _recovery_code() -> str:
    signs = "".join(secrets.choice(SIGNS) for _ in range(12))
    return f"{signs[:4]}-{signs[4:8]}-{signs[8:]}"


def _opened(held: models.SecondFactor) -> str | None:
    """The secret in letters; None where the home's own secret is another than when it was made."""
    try:
        return _box().decrypt(bytes(held.secret)).decode("ascii")
    except InvalidToken:
        return None


def _box() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(settings.SHERWOOD_HOME.secret(SECRET)))
