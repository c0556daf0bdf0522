"""How long what began goes on: the textbooks' own curve, those still going on counted for as long as they are known."""

import numpy as np
import pytest

from sherwood.anomalies.survival import median_of, still_after, survival

# Remission of 21 patients under 6-mercaptopurine (Freireich and others 1963), in weeks, as every textbook prints it.
ENDED = np.array([6, 6, 6, 7, 10, 13, 16, 22, 23], float)
WATCHED = np.array([6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35], float)
STILL = {6: 0.857, 7: 0.807, 10: 0.753, 13: 0.690, 16: 0.627, 22: 0.538, 23: 0.448}
AT_RISK = {6: 21, 7: 17, 10: 15, 13: 12, 16: 11, 22: 7, 23: 6}


def test_the_textbook_curve_comes_out():
    steps = survival(ENDED, WATCHED)
    assert {step.days: round(step.still, 3) for step in steps} == STILL
    assert {step.days: step.watched for step in steps} == AT_RISK
    assert sum(step.ended for step in steps) == ENDED.size
    assert median_of(steps) == 23


def test_without_anybody_left_it_is_the_share_not_yet_ended():
    steps = survival(np.array([1.0, 2, 3, 4]), np.array([]))
    assert [step.still for step in steps] == pytest.approx([0.75, 0.5, 0.25, 0])
    assert steps[-1].low == steps[-1].high == 0


def test_the_range_holds_the_curve_and_narrows_with_more_children():
    few, many = survival(ENDED, WATCHED), survival(np.tile(ENDED, 20), np.tile(WATCHED, 20))
    assert all(step.low <= step.still <= step.high for step in (*few, *many))
    assert all(b.high - b.low < (a.high - a.low) / 2 for a, b in zip(few, many, strict=True))


def test_those_who_go_on_count_only_for_as_long_as_they_were_watched():
    """One watched for a day says nothing of the days after it."""
    assert still_after(survival(np.array([5.0, 10.0]), np.array([1.0] * 50)), 5) == pytest.approx(0.5)
    assert still_after(survival(np.array([5.0, 10.0]), np.array([20.0] * 2)), 5) == pytest.approx(0.75)


def test_nothing_ended_is_no_curve_and_half_may_never_be_reached():
    assert survival(np.array([]), np.array([3.0])) == ()
    assert median_of(survival(np.array([5.0]), np.array([9.0] * 9))) is None
    assert still_after((), 365) == 1.0
