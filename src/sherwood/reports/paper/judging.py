"""Papers: how a figure stands against its target, and whether it moved for the better by more than chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from sherwood.definitions.shapes.base import Better
from sherwood.reports.document import Tag
from sherwood.reports.words import PER_CENT, rounded

Status = Literal["Green", "Amber", "Red", "Grey"]
Way = Literal["Better", "Same", "Worse", "Not judged"]
POINTS_SHORT, PER_CENT_SHORT = 2.0, 5.0
FEWEST_JUDGED = 6
LEAST_CHANGE = 0.01
# Limits of a chart of individual values: its mean, give or take 2.66 times the mean step from one to the next.
STEPS, LEAST_QUARTERS = 2.66, 8
TONES: dict[str, Tag] = {
    "Green": Tag("Green", "good"),
    "Amber": Tag("Amber", "soon"),
    "Red": Tag("Red", "late"),
    "Grey": Tag("Grey", "note"),
}
ARROWS: dict[str, str] = {"Better": "▲ Better", "Same": "● Same", "Worse": "▼ Worse", "Not judged": "Not judged"}


@dataclass(frozen=True)
class Aim:
    """What a figure is held against: its target, which way is good, and how far short is still amber."""

    target: float | None
    better: Better
    unit: str
    tolerance: float | None = None

    @property
    def leeway(self) -> float:
        """How far short of the target is still amber, in the figure's own unit."""
        target = self.target or 0
        if self.unit == PER_CENT:
            return POINTS_SHORT if self.tolerance is None else self.tolerance
        return abs(target) * (PER_CENT_SHORT if self.tolerance is None else self.tolerance) / 100


def status(value: float | None, cases: float | None, aim: Aim) -> Status:
    """Return the colour in a word, by the figure as it is shown; grey without a target, a direction or enough cases."""
    if value is None or aim.target is None or aim.better == "neither":
        return "Grey"
    if cases is not None and cases < FEWEST_JUDGED:
        return "Grey"
    shown, target = float(rounded(value, 1)), aim.target
    short = target - shown if aim.better == "higher" else shown - target
    if short <= 0:
        return "Green"
    return "Amber" if round(short, 6) <= round(aim.leeway, 6) else "Red"


def is_usual(now: float, earlier: Sequence[float]) -> bool:
    """Whether a figure lies within what the eight quarters before it varied by themselves; not known of fewer."""
    if len(earlier) < LEAST_QUARTERS:
        return False
    mean = sum(earlier) / len(earlier)
    step = sum(abs(later - before) for before, later in pairwise(earlier)) / (len(earlier) - 1)
    return abs(now - mean) <= STEPS * step


def way(now: float | None, before: float | None, earlier: Sequence[float], better: Better) -> Way:
    """Return whether a figure moved for the better, stayed the same within one per cent or its usual limits, or got worse."""
    if now is None or before is None or better == "neither":
        return "Not judged"
    if abs(now - before) <= LEAST_CHANGE * abs(before) or is_usual(now, earlier):
        return "Same"
    return "Better" if (now > before) == (better == "higher") else "Worse"
