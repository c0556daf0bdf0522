"""Special causes against the slow oracle on random series, and on the edges where tools differ."""

import random
from fractions import Fraction

import numpy as np
import pytest
from tests.oracles import spc
from tests.support.draws import seed_for
from tests.support.spc import charted, column, of_ratios, of_values

from sherwood.anomalies.limits import Lines
from sherwood.anomalies.rules import NEVER, marks_of


def random_series(chance):
    """Forty values in tenths, with ties, runs, slopes, jumps and gaps."""
    level, slope = chance.choice([0, 5, 200]), chance.choice([0, 0, Fraction("0.4"), Fraction("-0.3")])
    jumps = [level + slope * at + chance.choice([0, 0, 4]) * (at > 25) for at in range(40)]
    values = [Fraction(jump + round(chance.gauss(0, 2))) for jump in jumps]
    return [None if chance.random() < 0.06 else value for value in values]


@pytest.mark.parametrize("draw", range(12))
def test_limits_and_labels_agree_with_the_slow_reading_of_the_rules(tmp_path, draw):
    chance = random.Random(seed_for(f"special causes {draw}"))
    values, screen, outside = random_series(chance), chance.random() < 0.5, chance.random() < 0.5
    words = ("--screen" if screen else "--no-screen", "--two-in-three", "outside" if outside else "inside")
    found = of_values(tmp_path, [None if value is None else float(value) for value in values], *words)
    centre, lower, upper = spc.individuals(values, screen)
    assert found["points"][0]["centre"] == pytest.approx(float(centre), rel=1e-12, abs=1e-12)
    limits = found["points"][0]["lower"], found["points"][0]["upper"]
    assert limits == pytest.approx((float(lower), float(upper)), rel=1e-12, abs=1e-12)
    wanted = spc.labels(values, centre, lower, upper, counts_outside=outside)
    told = [(point["rule"], point["side"]) if point["rule"] else None for point in found["points"]]
    assert told == wanted


def test_equal_values_are_no_variation_and_nothing_special(tmp_path):
    found = of_values(tmp_path, [0.1] * 20)
    assert column(found, "rule") == [None] * 20
    assert column(found, "upper") == column(found, "lower") == pytest.approx([0.1] * 20)
    assert found["notes"] == ["phase 1: no variation so far"]


@pytest.mark.parametrize("chart", ["p", "pp", "u", "up", "ip"])
def test_equal_ratios_over_unequal_denominators_are_no_variation(tmp_path, chart):
    found = of_ratios(tmp_path, [(k, 7 * k) for k in (3, 10, 6, 9, 21, 30, 14, 11, 5, 8, 4, 17, 33)], chart=chart)
    assert column(found, "rule") == [None] * 13


def test_noughts_alone_are_nothing_special(tmp_path):
    for chart in ("xmr", "mr", "c", "g"):
        assert column(of_values(tmp_path, [0] * 14, chart=chart), "rule") == [None] * 14
    for chart in ("p", "pp", "u", "up", "ip"):
        assert column(of_ratios(tmp_path, [(0, 9)] * 14, chart=chart), "rule") == [None] * 14


def test_everybody_every_time_is_nothing_special(tmp_path):
    assert column(of_ratios(tmp_path, [(9, 9)] * 14), "rule") == [None] * 14
    assert column(of_ratios(tmp_path, [(9, 9)] * 14, chart="pp"), "rule") == [None] * 14


def test_one_point_has_a_centre_and_no_limits(tmp_path):
    found = of_values(tmp_path, [5])["points"][0]
    assert (found["centre"], found["lower"], found["upper"], found["rule"]) == (5, None, None, None)


def test_a_file_of_gaps_has_no_lines_and_no_marks(tmp_path):
    found = of_values(tmp_path, [None, None, None])
    assert column(found, "centre") == column(found, "rule") == [None] * 3
    assert found["icons"][0]["variation"] == "common_cause"


def test_no_range_is_taken_across_a_gap_and_a_gap_breaks_no_run(tmp_path):
    found = of_values(tmp_path, [1, -1] * 6 + [0.5, 0.5, 0.5, None, 0.5, 0.5, 0.5, 0.5], "--freeze", "12")
    assert column(found, "rule")[12:] == ["shift"] * 3 + [None] + ["shift"] * 4
    far = of_values(tmp_path, [1, 2, 1, 2, None, 101, 102, 101, 102])
    assert far["points"][0]["upper"] - far["points"][0]["centre"] == pytest.approx(2.66)


def test_a_run_that_starts_after_a_phase_counts_from_its_start(tmp_path):
    values = [9, -9, *[1] * 4, 9, -9, *[1] * 4]
    rows = [{"x": at, "y": value} for at, value in enumerate(values)]
    found = charted(tmp_path, rows, "--chart", "xmr", "--x", "x", "--y", "y", "--freeze", "2", "--split", "6")
    assert column(found, "phase") == [1] * 6 + [2] * 6
    assert "shift" not in column(found, "rule")


def test_a_signal_is_known_from_the_point_that_completes_it(tmp_path):
    rows = [{"x": f"2026-{at:02}", "y": value} for at, value in enumerate([9, -9, *[1] * 8], start=1)]
    found = charted(tmp_path, rows, "--chart", "xmr", "--x", "x", "--y", "y", "--freeze", "2")
    assert column(found, "signalled_at") == [None, None, *["2026-09"] * 7, "2026-10"]


def test_a_point_that_ends_a_fall_and_begins_a_rise_belongs_to_the_rise():
    y = np.array([[6.0, 5, 4, 3, 2, 1, 0, 1, 2, 3, 4, 5, 6]])
    flat = np.zeros_like(y)
    marks = marks_of(Lines(y, flat + 3, flat - 99, flat + 99, flat - 66, flat + 66))
    assert marks.side[0].tolist() == [-1] * 6 + [1] * 7


def test_thousands_of_series_are_marked_as_each_alone():
    chance = np.random.default_rng(seed_for("many series at once"))
    y = np.round(chance.normal(0, 2, (300, 36)))
    flat = np.zeros_like(y)
    lines = Lines(y, flat, flat - 5, flat + 5, flat - 10 / 3, flat + 10 / 3)
    together = marks_of(lines)
    for at in range(0, 300, 37):
        names = ("y", "centre", "lower", "upper", "lower_two", "upper_two")
        alone = marks_of(Lines(*(getattr(lines, name)[at : at + 1] for name in names)))
        assert together.rule[at].tolist() == alone.rule[0].tolist()
        assert together.known[at].tolist() == alone.known[0].tolist()


def test_fewer_points_than_a_run_have_none():
    y = np.array([[1.0, 2, 3]])
    flat = np.zeros_like(y)
    marks = marks_of(Lines(y, flat, flat - 9, flat + 9, flat - 6, flat + 6))
    assert marks.rule.tolist() == [[0, 0, 0]]
    assert (marks.known == NEVER).all()


def test_pure_noise_is_flagged_at_the_known_rate():
    """The latest point of 36 in 1.75 % of series with the four rules, and some mark in 29 %."""
    chance = np.random.default_rng(8)
    y = chance.normal(0, 1, (20_000, 36))
    centre = np.repeat(y.mean(axis=1, keepdims=True), 36, axis=1)
    ranges = np.abs(np.diff(y))
    kept = np.where(ranges < 3.267 * ranges.mean(axis=1, keepdims=True), ranges, np.nan)
    reach = 2.66 * np.nanmean(kept, axis=1, keepdims=True)
    lines = Lines(y, centre, centre - reach, centre + reach, centre - reach * 2 / 3, centre + reach * 2 / 3)
    marks = marks_of(lines, counts_outside=False)
    assert (marks.rule[:, -1] > 0).mean() == pytest.approx(0.0175, abs=0.003)
    assert (marks.rule > 0).any(axis=1).mean() == pytest.approx(0.29, abs=0.015)
