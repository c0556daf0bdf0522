"""Restrictions on how people met, as dated regimes: what was in force, and what anybody could know of it on a day."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sherwood.forecasting import fixed, terms
from sherwood.forecasting.steps import Step

Knowledge = Literal["none", "announced", "planned"]


class Regime(NamedTuple):
    """What holds from a day until the next regime begins."""

    starts: dt.date
    announced: dt.date
    level: float
    """Strength of restrictions on mixing, 0 to 1."""
    school: float
    """Share of normal presence in school that is lost, 0 to 1."""


class Outlook(NamedTuple):
    """The regimes that may be known, the day from which the last of them is no longer certain to hold, and school holidays."""

    regimes: tuple[Regime, ...] = ()
    fades_from: dt.date | None = None
    holidays: tuple[terms.Spell, ...] = ()


NOTHING_KNOWN = Outlook()


def known(regimes: Iterable[Regime], origin: dt.date, knowledge: Knowledge) -> Outlook:
    """Keep the regimes a forecast made at the end of this day may use.

    *none*: no regime at all; *announced*: those made public by that day, the last of which fades, for nobody knows how long it will
    last; *planned*: all, as if what came had been the plan.
    """
    if knowledge == "none":
        return NOTHING_KNOWN
    kept = [each for each in regimes if knowledge == "planned" or each.announced <= origin]
    if not kept:
        return NOTHING_KNOWN
    kept.sort(key=lambda each: (each.starts, each.announced))
    fades = max(origin, kept[-1].starts) if knowledge == "announced" else None
    return Outlook(tuple(kept), fades)


class Restricted(NamedTuple):
    """A stretch of days, both counted, in which restrictions of one strength hold as far as is known."""

    first: dt.date
    last: dt.date
    level: float


def restricted(outlook: Outlook, first: dt.date, last: dt.date) -> tuple[Restricted, ...]:
    """List the stretches between two days in which restrictions hold; what holds last is taken to hold to the end."""
    ends = [each.starts - dt.timedelta(days=1) for each in outlook.regimes[1:]] + [dt.date.max]
    held = (
        Restricted(max(each.starts, first), min(end, last), each.level)
        for each, end in zip(outlook.regimes, ends, strict=False)
        if each.level > 0
    )
    return tuple(each for each in held if each.first <= each.last)


def strengths(outlook: Outlook, days: Sequence[dt.date], step: Step) -> NDArray[np.float64]:
    """Average the level and the school presence lost over the days that each value counts: one row a value.

    Where holidays are known, no presence is lost on them, for nobody would have been there; a column for each kind of day of the school
    year follows, those of term weaker by the presence lost: a school that is shut neither catches up nor writes before the summer.
    """
    of_terms = terms.columns(outlook.holidays, days, step) if outlook.holidays else np.zeros((len(days), 0))
    if not outlook.regimes:
        return of_terms
    held = _restrictions(outlook, days, step)
    if not outlook.holidays:
        return held
    of_terms[:, 2:] *= 1 - held[:, [1]]
    held[:, 1] *= 1 - of_terms[:, :2].sum(axis=1)
    return np.hstack([held, of_terms])


def _restrictions(outlook: Outlook, days: Sequence[dt.date], step: Step) -> NDArray[np.float64]:
    starts = np.array([each.starts.toordinal() for each in outlook.regimes])
    sizes = np.array([(0.0, 0.0)] + [(each.level, each.school) for each in outlook.regimes])
    counted = [np.array([each.toordinal() for each in step.days_of(day)]) for day in days]
    held = [sizes[np.searchsorted(starts, each, side="right")].mean(axis=0) for each in counted]
    told: NDArray[np.float64] = np.array(held) * _certainty(outlook, days)[:, None]
    return told


def changes(outlook: Outlook, days: Sequence[dt.date], step: Step) -> NDArray[np.float64]:
    """Give a column for each change of restrictions: how great it was, from the day it began on, fading.

    A change has an effect of its own beside that of the restrictions themselves, which nobody can know before: what comes back when
    schools reopen is not what went when they shut. Its sign is learnt if it lies behind, and makes the range wider if it lies ahead.
    """
    told = []
    length = np.array([len(step.days_of(day)) / 7 for day in days])
    for before, regime in itertools.pairwise((_NONE, *outlook.regimes)):
        size = float(np.hypot(regime.level - before.level, regime.school - before.school))
        weeks = np.array([(day - regime.starts).days / 7 for day in days])
        since = np.clip((weeks + 1 / 7) / length, 0, 1)
        told.append(size * since * np.exp(-np.maximum(weeks, 0) / fixed.CHANGE_WEEKS))
    return np.array(told).reshape(len(told), len(days)).T


_NONE = Regime(dt.date.min, dt.date.min, 0.0, 0.0)


def _certainty(outlook: Outlook, days: Sequence[dt.date]) -> NDArray[np.float64]:
    """Halve, every so many weeks, what the last regime known is taken to be once nothing more is announced."""
    if outlook.fades_from is None:
        return np.ones(len(days))
    weeks = np.array([(day - outlook.fades_from).days / 7 for day in days])
    certainty: NDArray[np.float64] = 0.5 ** (np.maximum(weeks, 0) / fixed.FADING_WEEKS)
    return certainty
