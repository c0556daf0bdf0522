"""False discoveries are held over a whole scan, family by family."""

import math

import numpy as np
import pytest

from sherwood.anomalies.discovery import adjusted, discovered, discovered_within, simes

WORKED = np.array(
    [
        0.0001,
        0.0004,
        0.0019,
        0.0095,
        0.0201,
        0.0278,
        0.0298,
        0.0344,
        0.0459,
        0.3240,
        0.4262,
        0.5719,
        0.6528,
        0.7590,
        1.0,
    ]
)


def test_the_fifteen_probabilities_of_benjamini_and_hochberg():
    assert discovered(WORKED, 0.05).sum() == 4
    assert adjusted(WORKED)[:5] == pytest.approx([0.0015, 0.0030, 0.0095, 0.0356, 0.0603], abs=6e-5)


def test_the_order_of_the_series_does_not_matter():
    order = np.random.default_rng(3).permutation(WORKED.size)
    assert adjusted(WORKED[order]) == pytest.approx(adjusted(WORKED)[order])


def test_an_adjusted_probability_never_falls_below_its_own_nor_rises_above_one():
    assert (adjusted(WORKED) >= WORKED).all()
    assert adjusted(np.array([0.9, 1.0])).max() <= 1


def test_nothing_is_discovered_among_nothing():
    assert discovered(np.zeros(0), 0.1).tolist() == []
    assert discovered_within(np.zeros(0), [], 0.1).tolist() == []


def test_a_family_speaks_through_its_least_probabilities():
    assert simes(np.array([0.01, 0.5])) == pytest.approx(0.02)
    assert simes(np.array([0.04, 0.04])) == pytest.approx(0.04)


def test_inside_a_chosen_family_the_share_is_that_of_the_families_chosen():
    # Two of four families are chosen, so that inside them a share of 0.05 holds: 0.04 is one of two, 0.06 is not.
    p = np.array([1e-6, 0.04, 1e-6, 0.06, 0.9, 0.8])
    family = ["a", "a", "b", "b", "c", "d"]
    assert discovered_within(p, family, 0.1).tolist() == [True, True, True, False, False, False]


def test_a_simulated_month_holds_its_share_of_false_ones_and_finds_most_true_ones():
    """6,000 series, 60 jumps of five sigma: realised false share at most 0.12, power at least 0.75 over 20 months."""
    chance = np.random.default_rng(5)
    false, told, true = 0, 0, 0
    for _ in range(20):
        z = chance.normal(0, 1, 6000)
        z[:60] += 5
        found = discovered(np.array([2 * _tail(abs(each)) for each in z]), 0.1)
        told, true, false = told + found.sum(), true + found[:60].sum(), false + found[60:].sum()
    assert false / told <= 0.12
    assert true / (20 * 60) >= 0.75


def _tail(z):
    return 0.5 * math.erfc(z / 2**0.5)
