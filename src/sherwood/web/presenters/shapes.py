"""The web: small pictures as places and widths: a figure's course as a line, the parts of a number as one stacked bar."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Context = dict[str, Any]
# The box of a line in a tile; its stroke must not be cut off at the edges.
WIDTH, HEIGHT, EDGE = 96, 30, 2


def line(values: Sequence[float]) -> str:
    """Return the points of a line through the values, oldest first; empty for fewer than two. A level course is a level line."""
    if len(values) < 2:
        return ""
    low, high = min(values), max(values)
    span = (high - low) or 1
    step = (WIDTH - 2 * EDGE) / (len(values) - 1)
    room = HEIGHT - 2 * EDGE
    level = EDGE + room / 2
    heights = (HEIGHT - EDGE - (value - low) / span * room if high > low else level for value in values)
    return " ".join(f"{EDGE + place * step:.1f},{height:.1f}" for place, height in enumerate(heights))


def bar(parts: Sequence[float]) -> list[Context]:
    """Return the parts of a stacked bar, each with its place, width in per cent and its number among all parts, from 1."""
    found, place = [], 0.0
    for number, part in enumerate(parts, start=1):
        if part > 0:
            found.append({"x": round(place * 100, 2), "width": round(part * 100, 2), "number": number})
        place += part
    return found
