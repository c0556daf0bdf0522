"""Scenarios: assumptions with stated sizes laid over the forecast of what is announced; none of them is learnt, none is built in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sherwood.definitions.shapes.outlook import Scenario
from sherwood.forecasting.forecast import Series
from sherwood.forecasting.regimes import Outlook, Regime, known, strengths
from sherwood.forecasting.steps import Step

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]
# From this share of presence lost on, schools count as shut.
SHUT = 0.3
YEARS_BEFORE = (1, 2, 3)
SCHOOLS = "Schools"


def outlook_of(scenario: Scenario, regimes: Sequence[Regime], origin: dt.date) -> Outlook:
    """Give what is announced by the origin, then what the scenario assumes, which holds until it says otherwise."""
    announced = known(regimes, origin, "announced")
    if not scenario.assumes:
        return announced
    assumed = [
        Regime(origin + dt.timedelta(weeks=each.after_weeks, days=1), origin, each.level, each.school)
        for each in sorted(scenario.assumes, key=lambda each: each.after_weeks)
    ]
    until = assumed[0].starts
    return Outlook((*(each for each in announced.regimes if each.starts < until), *assumed))


def laid_over(scenario: Scenario, source: str, quantiles: Matrix, step: Step, held_back: float = 0.0) -> Matrix:
    """Lay the scenario's stated sizes over one source's forecast: growth, a change of practice, the return of what was held back."""
    weeks = np.arange(1, len(quantiles) + 1) * step.weeks
    factor = (1 + scenario.growth_per_cent_a_year / 100) ** (weeks / 52.18)
    for change in scenario.practice:
        if change.source == source:
            factor = factor * np.where(weeks > change.after_weeks, 1 + change.per_cent / 100, 1.0)
    changed: Matrix = quantiles * factor[:, None]
    if scenario.returning is None or source != SCHOOLS:
        return changed
    back = scenario.returning
    since = np.maximum(np.concatenate([[0.0], weeks]) - back.after_weeks, 0)
    come = np.diff(1 - 0.5 ** (since / back.half_in_weeks))
    with_return: Matrix = changed + (back.share * held_back * come)[:, None]
    return with_return


def held_back(series: Series, regimes: Sequence[Regime], step: Step) -> float:
    """Count the contacts that did not come while schools were shut: the same weeks of earlier years less what came."""
    known_by_now = known(regimes, series.days[-1], "announced")
    if not known_by_now.regimes:
        return 0.0
    shut = strengths(Outlook(known_by_now.regimes), series.days, step)[:, 1] >= SHUT
    year = 52 if step.letter == "W" else 364
    missing = 0.0
    for place in np.flatnonzero(shut & ~np.isnan(series.values)):
        before = [place - year * back for back in YEARS_BEFORE if place - year * back >= 0]
        usual = [series.values[each] for each in before if not shut[each] and not np.isnan(series.values[each])]
        missing += float(np.mean(usual)) - float(series.values[place]) if usual else 0.0
    return max(missing, 0.0)
