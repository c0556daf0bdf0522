"""The options of a chart: what is frozen, split, left out, grouped, aimed at and in which order."""

import math

import pytest
from tests.support.spc import GOLDEN, charted, column, golden, needs_golden, of_ratios, of_values

from sherwood.anomalies.icons import assurance, met_lately, point_type
from sherwood.anomalies.runs import bounds

WAVE = [10, 12, 11, 13, 9, 12, 10, 11, 13, 10, 12, 11, 10, 14]


def monthly(values, **more):
    return [{"month": f"2025-{at:02}", "n": value, **more} for at, value in enumerate(values, start=1)]


def test_frozen_and_left_out_together_leave_only_the_kept_of_the_first(tmp_path):
    found = of_values(tmp_path, [10, 99, 12, 11, 50, 50], "--freeze", "4", "--exclude", "2")
    assert found["points"][0]["centre"] == 11
    assert column(found, "base") == [True, False, True, True, False, False]
    # The range from 10 to 12 is one of successive kept points.
    assert found["points"][0]["upper"] == pytest.approx(11 + 2.66 * 1.5)


def test_a_point_left_out_is_still_told_when_it_lies_beyond_the_limits_but_makes_no_run(tmp_path):
    found = of_values(tmp_path, [1, -1] * 6 + [0.5] * 6 + [60], "--exclude", "13,14,19", "--freeze", "12")
    assert column(found, "rule")[12:] == [None] * 6 + ["beyond_limits"]


def test_freezing_holds_in_each_phase_and_several_splits_make_several_phases(tmp_path):
    rows = [{"x": at, "y": value} for at, value in enumerate([1, 3, 9, 11, 13, 99, 21, 23, 88], start=1)]
    words = ("--chart", "xmr", "--x", "x", "--y", "y", "--freeze", "2")
    found = charted(tmp_path, rows, *words, "--split", "4,7")
    assert column(found, "centre") == [2] * 3 + [12] * 3 + [22] * 3
    assert charted(tmp_path, rows, *words, "--split", "7", "--split", "4")["points"] == found["points"]


def test_a_split_between_two_days_starts_with_the_next_point(tmp_path):
    rows = [{"day": f"2026-01-{day:02}", "y": day % 3} for day in range(1, 29, 2)]
    found = charted(tmp_path, rows, "--chart", "xmr", "--x", "day", "--y", "y", "--split", "2026-01-10")
    assert [phase["from"] for phase in found["phases"]] == ["2026-01-01", "2026-01-11"]


def test_a_split_at_the_first_point_and_one_after_the_last_group_change_nothing(tmp_path):
    rows = [{"g": g, "x": x, "y": x % 4} for g, xs in (("a", range(12)), ("b", range(24))) for x in xs]
    found = charted(tmp_path, rows, "--chart", "xmr", "--x", "x", "--y", "y", "--group", "g", "--split", "0,15")
    assert [(phase["group"], phase["phase"]) for phase in found["phases"]] == [("a", 1), ("b", 1), ("b", 2)]


def test_no_moving_range_crosses_into_a_new_phase(tmp_path):
    rows = [{"x": at, "y": value} for at, value in enumerate([1, 2, 1, 2, 50, 51, 50, 51])]
    found = charted(tmp_path, rows, "--chart", "mr", "--x", "x", "--y", "y", "--split", "4")
    assert column(found, "y") == [None, 1, 1, 1, None, 1, 1, 1]


def test_points_are_worked_out_in_order_of_x_and_told_in_order_of_the_file(tmp_path):
    rows = monthly(WAVE[:12])
    words = ("--chart", "xmr", "--x", "month", "--y", "n")
    ordered, mixed = charted(tmp_path, rows, *words), charted(tmp_path, rows[::-1], *words)
    assert mixed["points"] == ordered["points"][::-1]
    assert mixed["icons"] == ordered["icons"]


def test_words_keep_the_order_of_the_file_and_may_repeat(tmp_path):
    rows = [{"x": name, "y": value} for name, value in zip(["Jan", "Feb"] * 7, WAVE, strict=True)]
    assert column(charted(tmp_path, rows, "--chart", "xmr", "--x", "x", "--y", "y"), "x") == ["Jan", "Feb"] * 7


def test_groups_that_stand_among_each_other_are_charted_apart(tmp_path):
    rows = [{"g": g, "x": at, "y": value * k} for at, value in enumerate(WAVE) for g, k in (("a", 1), ("b", 100))]
    found = charted(tmp_path, rows, "--chart", "xmr", "--x", "x", "--y", "y", "--group", "g")
    centres = {point["group"]: point["centre"] for point in found["points"]}
    assert centres["b"] == pytest.approx(100 * centres["a"])
    assert [icon["group"] for icon in found["icons"]] == ["a", "b"]


def test_a_period_without_anybody_is_a_gap(tmp_path):
    found = of_ratios(tmp_path, [(1, 9), (0, 0), (4, 10), (2, 8)])
    gap = found["points"][1]
    assert (gap["y"], gap["lower"], gap["upper"], gap["rule"]) == (None, None, None, None)
    assert found["points"][0]["centre"] == pytest.approx(7 / 27)


def test_prime_charts_of_hardly_any_variation_have_narrow_limits_and_still_mark(tmp_path):
    pairs = [(5000 + at % 2, 10_000) for at in range(20)] + [(5100, 10_000)]
    found = of_ratios(tmp_path, pairs, "--freeze", "20", chart="pp")
    assert found["points"][-1]["rule"] == "beyond_limits"
    assert column(found, "rule")[:20] == [None] * 20
    assert of_ratios(tmp_path, pairs, "--freeze", "20", chart="p")["points"][-1]["rule"] is None


@pytest.mark.parametrize(
    ("points", "told"), [(9, "not enough history"), (10, "provisional"), (12, "provisional"), (13, "")]
)
def test_short_histories_are_told(tmp_path, points, told):
    notes = " ".join(of_values(tmp_path, WAVE[:points])["notes"])
    assert told in notes
    assert bool(notes) == bool(told)


def test_anhoej_marks_no_run_and_says_whether_the_series_is_random(tmp_path):
    values = [1, -1] * 5 + [0.5] * 14
    nhse, anhoej = (of_values(tmp_path, values, "--convention", each) for each in ("nhse", "anhoej"))
    assert "shift" in column(nhse, "rule")
    assert set(column(anhoej, "rule")) == {None}
    assert anhoej["phases"][0]["runs"]["signal"] is True
    assert anhoej["options"]["range_factor"] == pytest.approx(3 / 1.128)
    assert nhse["options"]["range_factor"] == 2.66


@needs_golden
def test_bounds_of_runs_and_crossings_are_the_published_ones():
    assert (GOLDEN / "anhoej_limits.csv").is_file()
    for row in golden("anhoej_limits"):
        assert bounds(int(row["n_useful"])) == (int(row["longest_run_max"]), int(row["crossings_min"]))


def test_every_choice_is_kept_beside_the_result(tmp_path):
    options = of_values(tmp_path, WAVE, "--target", "12", "--better", "lower", "--exclude", "3", "--freeze", "9")[
        "options"
    ]
    assert options | {"target": 12, "better": "lower", "exclude": [3], "freeze": 9, "screen": True, "y": "y"} == options


@pytest.mark.parametrize(
    ("side", "better", "wanted"),
    [
        (1, "higher", "special_cause_improvement"),
        (-1, "higher", "special_cause_concern"),
        (1, "lower", "special_cause_concern"),
        (-1, "lower", "special_cause_improvement"),
        (1, "neither", "special_cause_neutral_high"),
        (-1, "neither", "special_cause_neutral_low"),
        (0, "higher", "common_cause"),
    ],
)
def test_what_a_special_cause_means_follows_from_what_is_better(side, better, wanted):
    assert point_type(side, better) == wanted


@pytest.mark.parametrize(
    ("target", "better", "wanted"),
    [
        (21, "higher", "consistent_fail"),
        (21, "lower", "consistent_pass"),
        (9, "higher", "consistent_pass"),
        (9, "lower", "consistent_fail"),
        (20, "higher", "inconsistent"),
        (10, "lower", "inconsistent"),
        (None, "higher", None),
        (15, "neither", None),
    ],
)
def test_assurance_follows_from_limits_on_one_side_of_the_target(target, better, wanted):
    assert assurance(target, better, 10, 20) == wanted


def test_there_is_no_assurance_without_limits():
    assert assurance(5, "higher", math.nan, math.nan) is None


def test_how_often_a_target_was_met_is_counted_in_the_last_twelve():
    assert met_lately([*[0] * 20, 5, 5, math.nan, 4], 5, "higher") == (2, 12)
    assert met_lately([1, 2, 3], 2, "lower") == (2, 3)
    assert met_lately([1], None, "lower") is None


def test_the_icon_speaks_of_the_latest_point_and_of_no_signal_before_it(tmp_path):
    found = of_values(tmp_path, [*WAVE[:12], 40, 11, None], "--freeze", "12", "--better", "higher", "--target", "11")
    icon = found["icons"][0]
    assert (icon["at"], icon["variation"], icon["assurance"]) == ("14", "common_cause", "inconsistent")
    assert icon["assurance_is_provisional"] is True
    assert icon["met_in_last"] == {"met": 9, "of": 12}


def test_limits_on_one_special_point_make_the_assurance_doubtful(tmp_path):
    calm, wild = (of_values(tmp_path, values, "--better", "higher", "--target", "5") for values in (WAVE, [*WAVE, 60]))
    assert calm["icons"][0]["assurance_rests_on_special_causes"] is False
    assert wild["icons"][0]["assurance_rests_on_special_causes"] is True
