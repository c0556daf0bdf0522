"""Anomalies: NHS England's two icons: how a measure varies now, and whether it will reach its target as it runs."""

from __future__ import annotations

import math
from collections.abc import Sequence

from sherwood.anomalies.options import Better

COMMON_CAUSE = "common_cause"
IMPROVEMENT = "special_cause_improvement"
CONCERN = "special_cause_concern"
NEUTRAL = {1: "special_cause_neutral_high", -1: "special_cause_neutral_low"}
PASSES, FAILS, HIT_AND_MISS = "consistent_pass", "consistent_fail", "inconsistent"


def point_type(side: int, better: Better) -> str:
    """What a special cause on this side means; common cause where there is none."""
    if side == 0:
        return COMMON_CAUSE
    if better == "neither":
        return NEUTRAL[side]
    return IMPROVEMENT if (side > 0) == (better == "higher") else CONCERN


def assurance(target: float | None, better: Better, lower: float, upper: float) -> str | None:
    """Whether the limits lie wholly on one side of the target; none without a target, a direction or limits."""
    if target is None or better == "neither" or math.isnan(lower) or math.isnan(upper):
        return None
    if target > upper:
        return FAILS if better == "higher" else PASSES
    if target < lower:
        return PASSES if better == "higher" else FAILS
    return HIT_AND_MISS


def met_lately(values: Sequence[float], target: float | None, better: Better, last: int = 12) -> tuple[int, int] | None:
    """In how many of the last twelve points the target was met, of how many; none without target or direction."""
    if target is None or better == "neither":
        return None
    recent = [value for value in values if not math.isnan(value)][-last:]
    met = sum(value >= target if better == "higher" else value <= target for value in recent)
    return met, len(recent)
