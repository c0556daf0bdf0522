"""Anomalies: what makes up a change: parts that add up to it exactly, rate and mix apart, and whether any part stands out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.stats import binomtest, chi2

from sherwood.anomalies.ranges import Values

# Parts are told in order of surprise until they explain so much of the change (Bhagwan et al. 2014).
ENOUGH_EXPLAINED = 0.67


@dataclass(frozen=True)
class Parts:
    """Each part's share in a change: `rate` because its own figure moved, `mix` because its weight did.

    They add up to the change without a remainder. `excess` is what a part of a count moved beyond the whole's own move.
    """

    rate: Values
    mix: Values
    excess: Values
    surprise: Values

    @property
    def total(self) -> Values:
        """Each part's share in the change."""
        return self.rate + self.mix


def parts_of_count(before: Values, after: Values) -> Parts:
    """The parts of a change in a count; before and after are of equally long spans."""
    whole = before.sum()
    pro_rata = before * (after.sum() / whole) if whole else np.zeros_like(before)
    return Parts(after - before, np.zeros_like(before), after - pro_rata, surprise(before, after))


def parts_of_share(part0: Values, whole0: Values, part1: Values, whole1: Values) -> Parts:
    """The parts of a change in a share or a mean: half of both weights times the move of each, and the move of each weight.

    A part that was empty before, or is now, has the figure of the other time: it is all mix.
    """
    weight0, weight1 = whole0 / whole0.sum(), whole1 / whole1.sum()
    with np.errstate(invalid="ignore", divide="ignore"):
        r0, r1 = part0 / whole0, part1 / whole1
    r0, r1 = np.where(whole0 > 0, r0, r1), np.where(whole1 > 0, r1, r0)
    r0, r1 = np.nan_to_num(r0), np.nan_to_num(r1)
    middle = (part0.sum() / whole0.sum() + part1.sum() / whole1.sum()) / 2
    rate = (weight0 + weight1) / 2 * (r1 - r0)
    mix = (weight1 - weight0) * ((r0 + r1) / 2 - middle)
    expected = whole1 * r0
    return Parts(rate, mix, part1 - expected, surprise(expected, part1))


def surprise(expected: Values, found: Values) -> Values:
    """How unlike the expected shares the found ones are, part by part (half of the Jensen-Shannon divergence)."""
    if expected.sum() <= 0 or found.sum() <= 0:
        return np.zeros_like(expected)
    p, q = expected / expected.sum(), found / found.sum()
    middle = np.where(p + q > 0, p + q, 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(p > 0, p * np.log(2 * p / middle), 0) + np.where(q > 0, q * np.log(2 * q / middle), 0)
    half: Values = terms / 2
    return half


def chance_of(before: int, after: int, exposure: float = 1.0) -> float:
    """The probability that one part moved so far by chance, given both counts; `exposure` is that of after over before."""
    if before + after == 0:
        return 1.0
    return float(binomtest(after, before + after, exposure / (1 + exposure)).pvalue)


def chance_of_even_change(base: Values, now: Values) -> float:
    """The probability that parts of a count moved so differently when all move alike; `base` is all that was counted before."""
    whole = base + now
    there = whole > 0
    if there.sum() < 2 or not base.sum() or not now.sum():
        return 1.0
    share = now.sum() / whole.sum()
    expected = whole[there] * share
    deviation = (now[there] - expected) ** 2 / (expected * (1 - share))
    return float(chi2.sf(deviation.sum(), there.sum() - 1))


def chance_of_even_share(part0: Values, whole0: Values, part1: Values, whole1: Values) -> float:
    """The probability that parts of a share moved so differently when all move by as many points."""
    there = (whole0 > 0) & (whole1 > 0)
    if there.sum() < 2:
        return 1.0
    a, n, b, m = part0[there], whole0[there], part1[there], whole1[there]
    move = b / m - a / n
    pooled = (a + b) / (n + m)
    variance = np.maximum(pooled * (1 - pooled), 0.01) * (1 / n + 1 / m)
    usual = (move / variance).sum() / (1 / variance).sum()
    return float(chi2.sf(((move - usual) ** 2 / variance).sum(), there.sum() - 1))


def told_first(parts: Parts) -> list[int]:
    """The places of the parts to tell: those that moved with the change, the largest share first, until enough is explained."""
    change = parts.total.sum()
    if not change:
        return []
    power = parts.total / change
    told, explained = [], 0.0
    for at in np.argsort(-power, kind="stable"):
        if power[at] <= 0 or explained >= ENOUGH_EXPLAINED:
            break
        told.append(int(at))
        explained += float(power[at])
    return told
