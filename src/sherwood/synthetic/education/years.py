"""Synthetic: figures of schools that differ by school year, as ratios to the years before the pandemic."""

from __future__ import annotations

from sherwood.synthetic.drawing import Draw


def times(draw: Draw, name: str, school_year: int) -> float:
    """The declared ratio `name_YYYY_YY` of a school year; that of the nearest one declared before it, 1 before the first."""
    for year in range(school_year, school_year - 15, -1):
        found = draw.courses.rates.get(f"{name}_{year}_{(year + 1) % 100:02d}")
        if found is not None:
            return found
    return 1.0
