"""How often what makes up a change names the unit first in which it was planted, with two decoys in the same month.

    python -m evaluations.findings_explained [SEED …]

Ten units of unlike size; one is planted with a change that the whole is found by (its own change is 3.5 standard errors of the whole),
one decoy moves half as far the same way, another as far the other way. Seeds 1 to 10 unless others are named; nothing was chosen by them.
"""

from __future__ import annotations

import sys

import numpy as np

from sherwood.anomalies.attribution import parts_of_count, parts_of_share
from sherwood.anomalies.explaining import Explained

UNITS, BASE, LAST, DRAWS, AWAY = 10, 33, 3, 1000, 3.5
SEEDS = tuple(range(1, 11))


def _moves(chance: np.random.Generator, error: float, most: np.ndarray) -> tuple[np.ndarray, int]:
    """By how much each unit moves, none by more than it can, and which one is planted."""
    planted, same, other = chance.choice(UNITS, 3, replace=False)
    move = np.zeros(UNITS)
    side = chance.choice([-1, 1])
    move[planted] = side * min(AWAY * error * 1.5, most[planted])
    move[same] = move[planted] / 2
    move[other] = -move[planted] * 0.9
    move = np.clip(move, -most, most)
    return move, int(planted)


def of_counts(chance: np.random.Generator) -> tuple[Explained, int]:
    """One draw of a count with what makes up its change."""
    usual = chance.choice([20, 40, 60, 90], UNITS).astype(float)
    move, planted = _moves(chance, float(np.sqrt(usual.sum() / LAST)), 2 * usual)
    before = chance.poisson(usual * BASE) / BASE
    after = chance.poisson(np.maximum(usual + move, 0) * LAST) / LAST
    return _explained(before, after), planted


def _explained(before: np.ndarray, after: np.ndarray) -> Explained:
    codes = tuple(map(str, range(UNITS)))
    return Explained("team", codes, codes, parts_of_count(before, after), float(after.sum() - before.sum()), 0.0)


def of_shares(chance: np.random.Generator) -> tuple[Explained, int]:
    """One draw of a share with what makes up its change; units also gain and lose work."""
    whole = chance.choice([60, 90, 120, 150], UNITS).astype(float)
    move, planted = _moves(chance, float(np.sqrt(0.7 * 0.3 * whole.sum() / LAST)), 0.28 * whole)
    n0, n1 = chance.poisson(whole * BASE), chance.poisson(whole * LAST)
    x0 = chance.binomial(n0, 0.7)
    x1 = chance.binomial(n1, np.clip(0.7 + move / whole, 0.02, 0.98))
    parts = parts_of_share(*(each.astype(float) for each in (x0, n0, x1, n1)))
    codes = tuple(map(str, range(UNITS)))
    return Explained("team", codes, codes, parts, float(x1.sum() / n1.sum() - x0.sum() / n0.sum()), 0.0), planted


def main() -> None:
    """Print for each seed how often the planted unit comes first, and by how much parts miss their sum at most."""
    for seed in [int(each) for each in sys.argv[1:]] or SEEDS:
        chance = np.random.default_rng(seed)
        for kind, draw in (("counts", of_counts), ("shares", of_shares)):
            first, furthest = 0, 0.0
            for _ in range(DRAWS):
                explained, planted = draw(chance)
                first += explained.to_json()["parts"][0]["code"] == str(planted)
                furthest = max(furthest, abs(float(explained.parts.total.sum()) - explained.change))
            print(
                f"seed {seed}, {kind}: planted unit first {first / DRAWS:.0%}; parts miss the change by {furthest:.0e}"
            )


if __name__ == "__main__":
    main()
