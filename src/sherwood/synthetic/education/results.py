"""Synthetic: results of looked-after pupils at the end of key stages 2 and 4."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from sherwood.synthetic.drawing import Draw

_YEAR_6, _YEAR_11 = 6, 11
# No tests of key stage 2 were held in the summers of 2020 and 2021.
_NO_TESTS = (2019, 2020)
_SCALED, _SPREAD, _EXPECTED = 100, 7.5, 100
_PASS = 4
# The eight subjects together come to less than English and mathematics alone.
_OF_EIGHT = 0.8
_KEY_STAGE_2 = ("reading", "writing", "maths", "gps")


def results_of(draw: Draw, school_year: int, curriculum_year: int, strength: float) -> Iterator[dict[str, Any]]:
    """The subjects, results and whether the expected standard was reached, of a pupil this strong (0 is the middle)."""
    if curriculum_year == _YEAR_6 and school_year not in _NO_TESTS:
        for subject in _KEY_STAGE_2:
            noise = 0.6 * float(draw.generator.standard_normal())
            score = round(draw.rate(f"scaled_score_{subject}") + _SPREAD * (0.8 * strength + noise))
            is_expected = score >= _EXPECTED
            result = str(int(np.clip(score, 80, 120))) if subject != "writing" else ("EXS" if is_expected else "WTS")
            yield {"key_stage": "ks2", "subject": subject, "result": result, "is_expected": is_expected}
    if curriculum_year == _YEAR_11:
        grades = []
        for subject in ("english_gcse", "maths_gcse"):
            noise = 0.6 * float(draw.generator.standard_normal())
            grade = int(np.clip(round(draw.rate("grade_at_16") + 2.0 * (0.8 * strength + noise)), 0, 9))
            grades.append(grade)
            yield {"key_stage": "ks4", "subject": subject, "result": str(grade or "U"), "is_expected": grade >= _PASS}
        points = max(0.0, 10 * (sum(grades) / 2) * _OF_EIGHT + 4 * float(draw.generator.standard_normal()))
        yield {"key_stage": "ks4", "subject": "attainment_8", "result": f"{points:.1f}", "is_expected": None}
