"""Charts and funnels worked out by hand, each to the digits that were written down."""

import pytest
from tests.support.spc import column, of_ratios, of_values

LAST_JUMPS = [24, 27, 22, 25, 29, 23, 26, 24, 28, 25, 27, 38]
ONE_SPIKE = [10, 12, 11, 13, 30, 12, 11, 10, 12, 13, 11, 12]
FELL = [50, 53, 47, 52, 48, 51, 49, 50, 52, 48, 51, 49, 44, 43, 45, 42, 44, 43, 45]
BETWEEN = [3, 14, 7, 22, 9, 5, 18, 11]


def lines(answer, at=-1):
    return tuple(answer["points"][at][name] for name in ("centre", "lower", "upper"))


def test_individuals_whose_last_point_lies_beyond_the_limits(tmp_path):
    found = of_values(tmp_path, LAST_JUMPS)
    assert lines(found) == pytest.approx((26.5, 15.376364, 37.623636), abs=5e-7)
    assert column(found, "rule") == [None] * 11 + ["beyond_limits"]


def test_screening_leaves_two_great_ranges_out_and_keeps_the_centre(tmp_path):
    screened, plain = of_values(tmp_path, ONE_SPIKE), of_values(tmp_path, ONE_SPIKE, "--no-screen")
    assert lines(screened) == pytest.approx((13.083333, 9.241111, 16.925556), abs=5e-7)
    assert lines(plain) == pytest.approx((13.083333, 1.476061, 24.690606), abs=5e-7)
    assert screened["points"][4]["rule"] == plain["points"][4]["rule"] == "beyond_limits"


def test_a_fixed_baseline_shows_the_fall_that_a_moving_one_hides(tmp_path):
    found = of_values(tmp_path, FELL, "--freeze", "12")
    assert lines(found) == pytest.approx((50, 41.536364, 58.463636), abs=5e-7)
    assert found["points"][0]["lower_two_sigma"] == pytest.approx(44.357576, abs=5e-7)
    shift, two = "shift", "two_in_three"
    assert column(found, "rule")[11:] == [shift, two, two, shift, two, two, two, shift]
    assert set(column(found, "side")[11:]) == {"low"}
    whole = of_values(tmp_path, FELL)
    assert lines(whole)[0] == pytest.approx(47.684211, abs=5e-7)
    assert column(whole, "side") == [None, None, None] + ["high"] * 9 + ["low"] * 7


def test_proportions(tmp_path):
    found = of_ratios(tmp_path, [(41, 50), (38, 48), (45, 52), (36, 45), (44, 55), (30, 49)])
    assert lines(found) == pytest.approx((0.782609, 0.605835, 0.959382), abs=5e-7)
    assert found["points"][-1]["y"] == pytest.approx(0.612245, abs=5e-7)
    assert column(found, "special_cause") == [None] * 6
    laney = of_ratios(tmp_path, [(41, 50), (38, 48), (45, 52), (36, 45), (44, 55), (30, 49)], chart="pp")
    widened = (laney["points"][-1]["upper_two_sigma"] - 0.782609) / (found["points"][-1]["upper_two_sigma"] - 0.782609)
    assert widened == pytest.approx(1.096088, abs=2e-5)


def test_rates(tmp_path):
    found = of_ratios(tmp_path, [(12, 210), (9, 205), (15, 215), (11, 220), (20, 208)], chart="u")
    assert lines(found) == pytest.approx((0.063327, 0.010981, 0.115673), abs=5e-7)
    assert found["points"][-1]["y"] == pytest.approx(0.096154, abs=5e-7)


def test_opportunities_and_times_between_rare_events(tmp_path):
    assert lines(of_values(tmp_path, BETWEEN, chart="g")) == pytest.approx((10, 0, 45.967727), abs=5e-7)
    assert lines(of_values(tmp_path, BETWEEN, chart="t")) == pytest.approx((9.840917, 0.127372, 66.625000), abs=5e-6)


@pytest.mark.parametrize(
    ("values", "marked"),
    [
        ([1] * 6 + [-1] * 6, 0),
        ([1] * 8 + [-1], 8),
    ],
    ids=["six on one side", "eight on one side"],
)
def test_a_shift_is_seven_on_one_side(tmp_path, values, marked):
    # Frozen on two points that put the centre at nought and the limits far away.
    found = of_values(tmp_path, [9, -9, *values], "--freeze", "2")
    assert column(found, "rule").count("shift") == marked


def test_a_trend_is_seven_that_rise_and_level_values_break_it(tmp_path):
    rising = of_values(tmp_path, [30, -30, *range(1, 8)], "--freeze", "2")
    # The point before the seven belongs to the trend too, as the first rose from it.
    assert column(rising, "rule")[2:] == ["trend"] * 7
    level = of_values(tmp_path, [30, -30, 1, 2, 3, 3, 4, 5, 6], "--freeze", "2")
    assert "trend" not in column(level, "rule")


@pytest.mark.parametrize(
    ("pattern", "sides", "marked"),
    [
        ([0, 0, 1, 0, 1, 0, 0], [1] * 7, [2, 4]),
        ([0, 0, 1, 0, 1, 0, 0], [1, -1] * 4, []),
        ([1, 0, 0, 1], [1] * 4, []),
    ],
    ids=["one side", "sides in turn", "too far apart"],
)
@pytest.mark.parametrize("counting", ["inside", "outside"])
def test_two_in_three_marks_only_those_beyond_two_sigma(tmp_path, pattern, sides, marked, counting):
    # Ranges of 2 about nought: two sigma at 3.55, three at 5.32.
    base = [1, -1] * 6
    values = [side * (4.5 if far else 0.5) for far, side in zip(pattern, sides, strict=False)]
    found = of_values(tmp_path, [*base, *values], "--freeze", "12", "--two-in-three", counting)
    assert [at for at, rule in enumerate(column(found, "rule")[12:]) if rule == "two_in_three"] == marked


def test_points_outside_the_limits_count_among_the_two_or_not_as_asked(tmp_path):
    values = [1, -1] * 6 + [4.5, 9, 0.5]
    outside, inside = (
        of_values(tmp_path, values, "--freeze", "12", "--two-in-three", each) for each in ("outside", "inside")
    )
    assert column(outside, "rule")[12:] == ["two_in_three", "beyond_limits", None]
    assert column(inside, "rule")[12:] == [None, "beyond_limits", None]
