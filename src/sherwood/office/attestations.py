"""The office's attestations: which purposes somebody has vouched for within the year, and which have lapsed."""

from __future__ import annotations

import datetime as dt

from django.db.models import Max

from sherwood.office import models

GOOD_FOR_DAYS = 365


def attest(purpose: str, account_id: str, day: dt.date) -> None:
    """Keep that a person vouches for a purpose on a day."""
    models.Attestation.objects.create(purpose=purpose, by_id=account_id, on_date=day)


def latest() -> dict[str, dt.date]:
    """The last day on which each purpose was vouched for."""
    found = models.Attestation.objects.order_by("purpose").values("purpose").annotate(last=Max("on_date"))
    return {each["purpose"]: each["last"] for each in found}


def lapsed(day: dt.date) -> frozenset[str]:
    """Purposes that were vouched for once, and not within the last year: they grant nothing until they are again.

    One that nobody has ever vouched for stands, so that a home can be begun before it has a Caldicott Guardian.
    """
    return frozenset(name for name, last in latest().items() if (day - last).days > GOOD_FOR_DAYS)
