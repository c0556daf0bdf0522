"""Anomalies: what became of a finding after somebody acted: how far it came back to what was usual, and whether chance would do so much."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import fisher_exact

from sherwood.anomalies.attribution import chance_of
from sherwood.anomalies.discovery import Places
from sherwood.anomalies.gathering import Watched
from sherwood.anomalies.words import amount
from sherwood.measures import value_of
from sherwood.vocabulary.periods import Period

LIKELY = 0.05
NEARLY_BACK = 0.75


@dataclass(frozen=True)
class Followed:
    """The figure before, when found and in the whole months since the action, and how often chance alone would move it so far."""

    months: int
    usual: float
    found: float
    since: float
    chance: float | None

    @property
    def way_back(self) -> float:
        """How much of the way back to the usual it has come; beyond 1 it went past it, below nought further away."""
        return (self.since - self.found) / (self.usual - self.found) if self.usual != self.found else 0.0


def followed(watched: Watched, months: Sequence[Period], first: str, last: str, acted: dt.date) -> Followed | None:
    """Follow a finding of the months from `first` to `last` after a day; none without a whole month since, or one before."""
    judged = tuple(months[: watched.numerator.size])
    known = ~np.isnan(watched.numerator)
    before = np.array([each.label < first for each in judged]) & known
    during = np.array([first <= each.label <= last for each in judged]) & known
    after = np.array([each.first_day > acted and each.label > last for each in judged]) & known
    if not (before.any() and during.any() and after.any()):
        return None
    is_stand = watched.detector.differences
    # What stands is compared by where it stood last, not by the mean of months.
    then, found, now = (
        np.flatnonzero(each)[-1:] if is_stand else np.flatnonzero(each) for each in (before, during, after)
    )
    chance = None if is_stand else _chance(watched, found, now)
    usual, at, since = (_value(watched, each) for each in (then, found, now))
    return Followed(int(after.sum()), usual, at, since, chance)


def _value(watched: Watched, places: Places) -> float:
    """The measure's own value of some months together; of a count the mean of a month."""
    part = watched.numerator[places]
    if watched.detector.scale == "counts":
        return float(part.mean())
    return value_of(watched.measure, float(part.sum()), float(watched.denominator[places].sum())) or 0.0


def _chance(watched: Watched, during: Places, after: Places) -> float | None:
    """How often chance alone would part the months since so far from those found; none where nothing tells."""
    now, then = (round(float(watched.numerator[each].sum())) for each in (after, during))
    if watched.detector.scale == "counts":
        return chance_of(then, now, after.size / during.size)
    if watched.detector.scale != "shares":
        return None
    of_now, of_then = (round(float(watched.denominator[each].sum())) for each in (after, during))
    return float(fisher_exact([[now, of_now - now], [then, of_then - then]]).pvalue)


def in_words(found: Followed, unit: str) -> str:
    """One sentence of what became of it, and one of what that says; never that the action was the cause."""
    months = "the month" if found.months == 1 else f"the {found.months} months"
    told = (
        f"In {months} since: {amount(found.since, unit)}; when found {amount(found.found, unit)}, "
        f"usually about {amount(found.usual, unit)}."
    )
    if found.chance is not None and found.chance > LIKELY:
        return f"{told} Chance alone would move it so far: too early to say whether it worked."
    if found.way_back >= NEARLY_BACK:
        return f"{told} It is back, or nearly, where it usually was."
    if found.way_back > 0:
        return f"{told} It has come {found.way_back:.0%} of the way back."
    return f"{told} It has not come back."
