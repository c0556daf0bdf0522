"""What makes up a change: worked by hand, always adding up, and honest about chance."""

import numpy as np
import pytest
from tests.support.draws import seed_for

from sherwood.anomalies.attribution import (
    chance_of,
    chance_of_even_change,
    chance_of_even_share,
    parts_of_count,
    parts_of_share,
    surprise,
    told_first,
)


def array(*values):
    return np.array(values, float)


COUNTS = array(40, 30, 30), array(60, 28, 32)


def test_a_count_worked_by_hand():
    parts = parts_of_count(*COUNTS)
    assert parts.total.tolist() == [20, -2, 2]
    assert parts.excess == pytest.approx([12, -8, -4])
    assert parts.surprise == pytest.approx([0.002784, 0.002089, 0.000490], abs=5e-7)
    # Conditional on both counts, with as much exposure after as before.
    assert [chance_of(before, after) for before, after in ((40, 60), (30, 28), (30, 32))] == pytest.approx(
        [0.0569, 0.8957, 0.8991], abs=5e-5
    )


def test_a_share_worked_by_hand():
    n0, r0 = array(100, 60, 40), array(0.9, 0.8, 0.6)
    n1, r1 = array(90, 60, 70), array(0.9, 0.75, 0.55)
    parts = parts_of_share(n0 * r0, n0, n1 * r1, n1)
    assert parts.rate == pytest.approx([0, -0.014318, -0.012955], abs=5e-7)
    assert parts.mix == pytest.approx([-0.011012, 0.000105, -0.024093], abs=5e-7)
    assert parts.total.sum() == pytest.approx(0.747727 - 0.81, abs=5e-7)


def test_every_part_better_and_the_whole_worse_is_told_as_mix_against_rate():
    n0, n1 = array(80, 20), array(20, 80)
    parts = parts_of_share(n0 * array(0.9, 0.5), n0, n1 * array(0.95, 0.55), n1)
    assert parts.rate.sum() > 0 > parts.mix.sum()
    assert parts.total.sum() < 0


@pytest.mark.parametrize("draw", range(20))
def test_parts_add_up_to_the_change_to_a_billionth(draw):
    chance = np.random.default_rng([seed_for("parts that add up"), draw])
    n0, n1 = chance.integers(0, 60, (2, 9)).astype(float)
    n0[0], n1[0] = n0[0] + 1, n1[0] + 1
    x0, x1 = np.floor(n0 * chance.random(9)), np.floor(n1 * chance.random(9))
    parts = parts_of_share(x0, n0, x1, n1)
    assert parts.total.sum() == pytest.approx(x1.sum() / n1.sum() - x0.sum() / n0.sum(), abs=1e-9)
    assert parts_of_count(x0, x1).total.sum() == pytest.approx(x1.sum() - x0.sum(), abs=1e-9)


def test_a_part_that_was_empty_or_is_now_is_all_mix():
    parts = parts_of_share(array(8, 0), array(10, 0), array(8, 3), array(10, 10))
    assert parts.rate.tolist() == pytest.approx([0, 0])
    assert parts.mix.sum() == pytest.approx(11 / 20 - 0.8)
    gone = parts_of_share(array(8, 3), array(10, 10), array(8, 0), array(10, 0))
    assert gone.rate.tolist() == pytest.approx([0, 0])


def test_nothing_before_or_nothing_after_surprises_nobody():
    assert surprise(array(0, 0), array(3, 4)).tolist() == [0, 0]
    assert parts_of_count(array(0, 0), array(3, 4)).total.tolist() == [3, 4]


def test_parts_are_told_until_two_thirds_are_explained_and_none_that_moved_the_other_way():
    assert told_first(parts_of_count(array(10, 10, 10), array(15, 14, 10))) == [0, 1]
    assert told_first(parts_of_count(array(10, 10, 10), array(20, 11, 9))) == [0]
    assert told_first(parts_of_count(array(10, 10), array(12, 8))) == []
    assert told_first(parts_of_count(array(20, 10, 10), array(5, 11, 10))) == [0]


def test_parts_that_move_alike_are_an_even_change():
    base = array(300, 200, 100)
    assert chance_of_even_change(base, base / 10 * 1.5) == pytest.approx(1)
    assert chance_of_even_change(base, array(30, 60, 10)) < 1e-4
    assert chance_of_even_change(array(5, 0), array(9, 0)) == 1
    assert chance_of_even_change(array(5, 5), array(0, 0)) == 1


def test_shares_that_move_by_as_many_points_are_an_even_change():
    n = array(400, 300)
    assert chance_of_even_share(n * 0.8, n, n * 0.7, n) > 0.9
    assert chance_of_even_share(n * 0.8, n, n * array(0.8, 0.4), n) < 1e-6
    assert chance_of_even_share(array(1, 0), array(2, 0), array(1, 0), array(2, 0)) == 1


def test_uneven_looking_noise_is_called_uneven_as_rarely_as_said():
    chance = np.random.default_rng(6)
    base, now = chance.poisson(330, (2000, 6)).astype(float), chance.poisson(30, (2000, 6)).astype(float)
    assert np.mean([chance_of_even_change(*pair) < 0.01 for pair in zip(base, now, strict=True)]) < 0.02
    n0, n1 = np.full(6, 600.0), np.full(6, 60.0)
    shares = [
        chance_of_even_share(chance.binomial(600, 0.7, 6), n0, chance.binomial(60, 0.7, 6), n1) for _ in range(1000)
    ]
    assert np.mean(np.array(shares) < 0.01) < 0.025


def test_a_part_that_never_was_moved_by_chance():
    assert chance_of(0, 0) == 1.0
    assert chance_of(10, 30, exposure=3) == pytest.approx(1.0)
