"""Anomalies: which of thousands of small probabilities are news: false discoveries held over the whole scan."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sherwood.anomalies.ranges import Values

Places = NDArray[np.int64]


def adjusted(p: Values) -> Values:
    """Benjamini and Hochberg's adjusted probabilities: the least share of false discoveries at which each is one."""
    order = np.argsort(p, kind="stable")
    steps = p[order] * p.size / np.arange(1, p.size + 1)
    found = np.empty_like(p)
    found[order] = np.minimum(np.minimum.accumulate(steps[::-1])[::-1], 1.0)
    return found


def discovered(p: Values, q: float) -> NDArray[np.bool_]:
    """Which are discoveries when a share `q` of them may be false (Benjamini and Hochberg 1995)."""
    found: NDArray[np.bool_] = adjusted(p) <= q if p.size else np.zeros(0, bool)
    return found


def simes(p: Values) -> float:
    """The probability that none of a family is real (Simes): what speaks for a measure as a whole."""
    return float(np.min(np.sort(p) * p.size / np.arange(1, p.size + 1)))


def discovered_within(p: Values, family: Sequence[str], q: float) -> NDArray[np.bool_]:
    """Discoveries on two levels: families first, then inside those chosen at the share chosen (Benjamini and Bogomolov 2014).

    People read by measure, so that it is among the measures shown that few may be false.
    """
    names = np.array(family)
    found = np.zeros(p.size, bool)
    if not p.size:
        return found
    families = np.unique(names)
    chosen = discovered(np.array([simes(p[names == name]) for name in families]), q)
    share = q * chosen.sum() / families.size
    for name in families[chosen]:
        members = np.flatnonzero(names == name)
        found[members] = discovered(p[members], share)
    return found
