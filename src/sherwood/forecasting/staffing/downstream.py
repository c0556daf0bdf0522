"""What contacts bring with them: referrals, assessments, section 47 enquiries, conferences, and how many cases are open at once."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sherwood.definitions.shapes.hub import KnockOn

Matrix = NDArray[np.float64]
Vector = NDArray[np.float64]
WORKING_DAYS = 5


class Shares(NamedTuple):
    """Of each thing so many bring the next, as counted over the last year; nothing where it was not counted."""

    referrals: float | None
    """Referrals a contact."""
    assessments: float | None
    """Assessments begun a referral."""
    enquiries: float | None
    """Section 47 enquiries a referral."""
    conferences: float | None
    """Initial conferences an enquiry."""
    open_assessments: float | None
    """Assessments open today."""


class Followed(NamedTuple):
    """What is expected of one thing week by week: rows are weeks, columns the forecast's quantiles."""

    name: str
    weeks: Matrix
    assumed: str


def followed(contacts: Matrix, shares: Shares, knock_on: KnockOn) -> tuple[Followed, ...]:
    """Carry the forecast of contacts on to what follows; a thing whose share nobody counted is left out with what follows it."""
    found = []
    referrals = _of(contacts, shares.referrals)
    if referrals is None or shares.referrals is None:
        return ()
    found.append(Followed("Referrals", referrals, f"{100 * shares.referrals:.0f} of 100 contacts, as in the last year"))
    assessments = _of(referrals, shares.assessments)
    if assessments is not None and shares.assessments is not None:
        said = f"{100 * shares.assessments:.0f} for 100 referrals, as in the last year"
        found.append(Followed("Assessments begun", assessments, said))
        found += _open(assessments, shares.open_assessments, knock_on)
    enquiries = _of(referrals, shares.enquiries)
    if enquiries is not None and shares.enquiries is not None:
        found.append(
            Followed(
                "Section 47 enquiries",
                enquiries,
                f"{100 * shares.enquiries:.0f} for 100 referrals, as in the last year",
            )
        )
        conferences = _of(_later(enquiries, knock_on.conference_working_days), shares.conferences)
        if conferences is not None and shares.conferences is not None:
            said = f"{100 * shares.conferences:.0f} for 100 enquiries, {knock_on.conference_working_days} working days later"
            found.append(Followed("Initial conferences", conferences, said))
    return tuple(found)


def _of(weeks: Matrix, share: float | None) -> Matrix | None:
    return None if share is None else weeks * share


def _later(weeks: Matrix, working_days: int) -> Matrix:
    """Move what is expected so many weeks on; what comes first is taken to be as the first week."""
    steps = min(max(round(working_days / WORKING_DAYS), 0), len(weeks))
    return np.vstack([np.repeat(weeks[:1], steps, axis=0), weeks])[: len(weeks)]


def _open(begun: Matrix, now: float | None, knock_on: KnockOn) -> list[Followed]:
    """Follow how many assessments are open: those begun stay for as long as the law allows, those open today end evenly over it."""
    if now is None:
        return []
    lasts = max(round(knock_on.assessed_working_days / WORKING_DAYS), 1)
    weeks = np.arange(1, len(begun) + 1)
    left = now * np.maximum(1 - weeks / lasts, 0)
    still = np.array([begun[max(k - lasts, 0) : k].sum(axis=0) for k in range(1, len(begun) + 1)])
    opened = left[:, None] + still
    said = f"each open for {knock_on.assessed_working_days} working days, the longest the law allows"
    workers = f"{knock_on.caseload:g} open assessments a worker, an example to be set by the council"
    return [
        Followed("Assessments open", opened, said),
        Followed("Workers for open assessments", opened / knock_on.caseload, workers),
    ]
