"""How often changes of a known size are found within three months, by shape, and how many false alarms a quiet county costs.

    python -m evaluations.findings_power

Counts, shares and lengths of many months are drawn, with a change or without. A series is told if its surprise is within the false
alarms a month that are allowed over so many series: 300, as in a county of 12,000 children, and 8,000 (200 measures, 40 units).
"""

from __future__ import annotations

import numpy as np

from sherwood.anomalies.discovery import discovered_within
from sherwood.anomalies.latest import surprises
from sherwood.anomalies.scales import scaled

MONTHS, TESTED, DRAWS = 36, 3, 4000
ALARMS = 2.0
SHAPES = {
    "step up": np.array([1, 1, 1.0]),
    "step down": -np.array([1, 1, 1.0]),
    "grows over three months": np.array([1 / 3, 2 / 3, 1]),
    "two months, then gone": np.array([1, 1, 0.0]),
    "every other month": np.array([1, 0, 1.0]),
    "falls back slowly": np.array([1, 2 / 3, 1 / 3]),
}
QUIET_MEANS = (6, 10, 20, 40, 80, 160)


def months_of(chance: np.random.Generator, kind: str, mean: float, shift: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Numerators and denominators whose last months are away from the rest by so many sigma."""
    away = np.zeros(MONTHS)
    away[-TESTED:] = shift
    if kind == "counts":
        level = np.maximum((np.sqrt(mean) + away / 2), 0) ** 2
        return chance.poisson(level, (DRAWS, MONTHS)).astype(float), np.full((DRAWS, MONTHS), np.nan)
    whole = np.full((DRAWS, MONTHS), mean)
    if kind == "shares":
        share = np.sin(np.clip(np.arcsin(np.sqrt(0.7)) + away / (2 * np.sqrt(mean)), 0, np.pi / 2)) ** 2
        return chance.binomial(whole.astype(int), share).astype(float), whole
    return whole * chance.normal(30 + away * 10 / np.sqrt(mean), 10 / np.sqrt(mean), (DRAWS, MONTHS)), whole


def found(numerator: np.ndarray, denominator: np.ndarray, kind: str, most: float) -> float:
    """The share told in one of the three months since the change began."""
    told = np.zeros(numerator.shape[0], bool)
    scale = {"counts": "counts", "shares": "shares", "lengths": "amounts"}[kind]
    for after in range(TESTED):
        end = MONTHS - TESTED + 1 + after
        part, whole = numerator[:, :end], denominator[:, :end]
        told |= surprises(scaled(part, whole, scale, np.ones(end), differences=False)).p <= most
    return float(told.mean())


def quiet(chance: np.random.Generator, families: int, units: int, months: int = 24) -> tuple[float, float]:
    """Findings a month, and those of the digest, where nothing is planted."""
    level = chance.choice(QUIET_MEANS, families * units)[:, np.newaxis]
    counts = chance.poisson(level, (families * units, MONTHS + months)).astype(float)
    family = np.repeat(np.arange(families), units).astype(str)
    told = digest = 0
    for at in range(months):
        part = counts[:, at : at + MONTHS]
        p = surprises(scaled(part, np.full(part.shape, np.nan), "counts", np.ones(MONTHS), differences=False)).p
        chosen = discovered_within(p, family, 0.1)
        digest += int(chosen.sum())
        told += int((chosen | (p <= ALARMS / p.size)).sum())
    return told / months, digest / months


def main() -> None:
    """Print the share found by kind, mean, shape and size, then the false alarms of quiet counties."""
    chance = np.random.default_rng(2026)
    print("kind | mean | shape | series | 1.5 sigma | 2 sigma | 3 sigma")
    for kind in ("counts", "shares", "lengths"):
        for mean in (20, 60):
            for shape, along in SHAPES.items():
                drawn = [months_of(chance, kind, mean, along * sigma) for sigma in (1.5, 2, 3)]
                for series in (300, 8000):
                    shares = " | ".join(f"{found(*each, kind, ALARMS / series):.0%}" for each in drawn)
                    print(f"{kind} | {mean} | {shape} | {series:,} | {shares}")
    for families, units in ((30, 10), (200, 40)):
        told, digest = quiet(chance, families, units)
        print(
            f"quiet, {families} measures, {units} units: {told:.2f} findings a month, {digest:.2f} of them in the digest"
        )


if __name__ == "__main__":
    main()
