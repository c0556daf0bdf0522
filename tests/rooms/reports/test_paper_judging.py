"""How a figure stands against its target, and which way it went: the boundary of each rule on both sides."""

import pytest

from sherwood.measures import Point
from sherwood.reports.paper.facts import hidden_within_years
from sherwood.reports.paper.judging import Aim, is_usual, status, way

STEADY = [50.0, 52.0, 50.0, 52.0, 50.0, 52.0, 50.0, 52.0]


def share(target=90.0, better="higher", **more):
    return Aim(target, better, "per cent", **more)


@pytest.mark.parametrize(
    ("value", "expected"),
    [(90.0, "Green"), (89.95, "Green"), (89.94, "Amber"), (88.0, "Amber"), (87.9, "Red"), (100.0, "Green")],
)
def test_share_is_judged_as_shown_and_amber_within_two_points(value, expected):
    assert status(value, 50, share()) == expected


@pytest.mark.parametrize(("value", "expected"), [(22.0, "Green"), (24.0, "Amber"), (24.1, "Red")])
def test_where_low_is_good_more_is_worse(value, expected):
    assert status(value, 50, share(22.0, "lower")) == expected


@pytest.mark.parametrize(("value", "expected"), [(16.0, "Green"), (16.8, "Amber"), (16.9, "Red")])
def test_other_targets_are_amber_within_five_per_cent(value, expected):
    assert status(value, 50, Aim(16.0, "lower", "children")) == expected


def test_indicator_may_set_its_own_tolerance():
    assert status(85.0, 50, share(tolerance=5)) == "Amber"
    assert status(84.9, 50, share(tolerance=5)) == "Red"


@pytest.mark.parametrize(("cases", "expected"), [(5, "Grey"), (6, "Red"), (None, "Red")])
def test_fewer_than_six_cases_are_not_judged(cases, expected):
    assert status(10.0, cases, share()) == expected


@pytest.mark.parametrize("aim", [share(None), share(better="neither")])
def test_nothing_is_judged_without_target_or_direction(aim):
    assert status(10.0, 50, aim) == "Grey"


def test_nothing_is_judged_without_a_figure():
    assert status(None, 50, share()) == "Grey"


def test_limits_are_the_mean_give_or_take_2_66_mean_steps():
    assert is_usual(51 + 2.66 * 2, STEADY)
    assert not is_usual(51 + 2.66 * 2 + 0.01, STEADY)
    assert is_usual(51 - 2.66 * 2, STEADY)


def test_fewer_than_eight_quarters_have_no_limits():
    assert not is_usual(51, STEADY[1:])


@pytest.mark.parametrize(
    ("now", "before", "better", "expected"),
    [
        (60.0, 52.0, "higher", "Better"),
        (60.0, 52.0, "lower", "Worse"),
        (40.0, 52.0, "lower", "Better"),
        (40.0, 52.0, "neither", "Not judged"),
        (54.0, 52.0, "higher", "Same"),
        (None, 52.0, "higher", "Not judged"),
        (60.0, None, "higher", "Not judged"),
    ],
)
def test_direction_is_by_good_and_bad_and_same_within_limits(now, before, better, expected):
    assert way(now, before, STEADY, better) == expected


@pytest.mark.parametrize(("now", "expected"), [(101.0, "Same"), (101.1, "Better"), (99.0, "Same"), (98.9, "Worse")])
def test_change_within_one_per_cent_is_none(now, expected):
    assert way(now, 100.0, [], "higher") == expected


def quarters(*numbers, year="2024-25"):
    return [
        Point(f"{year}-Q{place}", {}, number, None, number, suppressed=number is None)
        for place, number in enumerate(numbers, start=1)
    ]


def told(points):
    return [point.numerator for point in hidden_within_years(points)]


def test_one_quarter_withheld_takes_the_smallest_other_of_its_year_with_it():
    assert told(quarters(20, None, 9, 30)) == [20, None, None, 30]


def test_two_withheld_hide_each_other():
    assert told(quarters(None, None, 9, 30)) == [None, None, 9, 30]


def test_another_year_is_left_as_it_is():
    assert told(quarters(20, 9, 8, 7, year="2023-24") + quarters(20, None, 9, 30))[:4] == [20, 9, 8, 7]


def test_nought_gives_nobody_away_and_hides_nobody():
    assert told(quarters(0, None, 9, 30)) == [0, None, None, 30]
