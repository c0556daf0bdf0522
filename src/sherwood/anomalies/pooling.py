"""Anomalies: what thousands of series know together about their spread, so that each need not learn it from three years alone."""

from __future__ import annotations

import numpy as np
from scipy.special import digamma, polygamma

from sherwood.anomalies.ranges import Values

# Fewer series than this tell nothing of how spreads differ between series.
LEAST_SERIES = 30
# Beyond so many, months learned from others make no difference that can be seen.
MOST_LEARNED = 1000.0


def moderated(variance: Values, freedom: Values, size: Values) -> tuple[Values, Values]:
    """Each series' variance drawn in to what series of its size have, and the degrees of freedom it has then (Smyth 2004).

    How far it is drawn in rests on how much the variances differ beyond chance: series that truly differ stay as they are.
    """
    known = (variance > 0) & (freedom > 0) & np.isfinite(variance)
    if known.sum() < LEAST_SERIES:
        return variance, freedom
    half = freedom[known] / 2
    logs = np.log(variance[known]) - digamma(half) + np.log(half)
    sizes = np.log(np.maximum(size, 1e-12))
    line = np.polyfit(sizes[known], logs, 1) if np.ptp(sizes[known]) > 0 else np.array([0.0, logs.mean()])
    expected = np.polyval(line, sizes)
    beyond = float(((logs - expected[known]) ** 2).sum() / (logs.size - 2) - polygamma(1, half).mean())
    learned = MOST_LEARNED if beyond <= 0 else min(2 * _trigamma_inverse(beyond), MOST_LEARNED)
    usual = np.exp(expected + digamma(learned / 2) - np.log(learned / 2))
    drawn = (learned * usual + freedom * variance) / (learned + freedom)
    return np.where(known, drawn, variance), np.where(known, freedom + learned, freedom)


def drawn_together(carry: Values, months: Values) -> Values:
    """What carries over in each series, drawn in to the mean of all as far as chance alone makes them differ.

    By no more than one standard error: a series that clearly wanders must not be judged as if it did not.
    """
    known = np.isfinite(carry) & (months > 1)
    if known.sum() < LEAST_SERIES:
        return carry
    chance = 1 / months[known].mean()
    middle = float(carry[known].mean())
    beyond = max(0.0, float(carry[known].var()) - chance)
    drawn = middle + beyond / (beyond + chance) * (carry - middle)
    found: Values = np.maximum(drawn, carry - 1 / np.sqrt(np.maximum(months, 1)))
    return found


def _trigamma_inverse(value: float) -> float:
    """The argument at which the trigamma function has this value (Newton's steps; Smyth 2004, appendix)."""
    at = 0.5 + 1 / value
    for _ in range(50):
        here = float(polygamma(1, at))
        step = here * (1 - here / value) / float(polygamma(2, at))
        at += step
        if abs(step) < 1e-10 * at:
            break
    return at
