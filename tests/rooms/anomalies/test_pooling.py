"""What series know together of their spread: much where they are alike, nothing where they differ or are few."""

import numpy as np
import pytest
from scipy.special import polygamma
from tests.support.draws import seed_for

from sherwood.anomalies.latest import surprises
from sherwood.anomalies.pooling import LEAST_SERIES, _trigamma_inverse, drawn_together, moderated
from sherwood.anomalies.scales import scaled

FREEDOM = 20.0


def drawn(true, chance):
    return np.asarray(true) * chance.chisquare(FREEDOM, len(true)) / FREEDOM


def of(variance, size=None):
    variance = np.asarray(variance, float)
    ones = np.ones_like(variance)
    return moderated(variance, FREEDOM * ones, ones if size is None else np.asarray(size, float))


def test_series_alike_learn_their_spread_from_each_other():
    found, freedom = of(drawn(np.full(2000, 4.0), np.random.default_rng(seed_for("alike"))))
    assert found.mean() == pytest.approx(4, rel=0.05)
    assert found.std() < 0.35
    assert (freedom > 10 * FREEDOM).all()


def test_series_that_truly_differ_keep_their_own():
    chance = np.random.default_rng(5)
    true = np.exp(chance.normal(0, 2, 2000))
    seen = drawn(true, chance)
    found, freedom = of(seen)
    assert np.median(np.abs(np.log(found / seen))) < 0.1
    assert (freedom < 1.3 * FREEDOM).all()


def test_the_spread_learned_is_that_of_series_alike_in_size():
    size = np.repeat([10.0, 1000.0], 500)
    true = np.where(size == 10, 1.0, 9.0)
    found, freedom = of(drawn(true, np.random.default_rng(8)), size)
    # Series of one size do not truly differ here, so that each learns from hundreds of others.
    assert freedom.min() > 3 * FREEDOM
    assert found[size == 10].mean() == pytest.approx(1, rel=0.15)
    assert found[size == 1000].mean() == pytest.approx(9, rel=0.15)


@pytest.mark.parametrize("many", [0, 1, LEAST_SERIES - 1])
def test_a_few_series_know_nothing_together(many):
    seen = np.linspace(1, 2, many)
    found, freedom = of(seen)
    assert found.tolist() == seen.tolist()
    assert freedom.tolist() == [FREEDOM] * many
    assert drawn_together(seen, np.full(many, 35.0)).tolist() == seen.tolist()


def test_a_series_without_spread_is_left_as_it_is_and_tells_others_nothing():
    seen = drawn(np.full(100, 4.0), np.random.default_rng(3))
    alone, _ = of(seen)
    beside, freedom = of(np.concatenate([seen, [0.0]]))
    assert beside[:-1] == pytest.approx(alone)
    assert (beside[-1], freedom[-1]) == (0.0, FREEDOM)


def test_what_carries_over_is_drawn_to_the_mean_as_far_as_chance_makes_it_differ():
    chance, months = np.random.default_rng(1), np.full(3000, 36.0)
    noise = chance.normal(0.1, 1 / 6, 3000)
    assert drawn_together(noise, months).std() < 0.12
    real = chance.normal(0.1, 0.8, 3000)
    assert drawn_together(real, months).std() == pytest.approx(real.std(), rel=0.05)


@pytest.mark.parametrize("value", [1e-3, 0.1, 1.0, 25.0])
def test_the_inverse_of_the_trigamma_function_comes_back(value):
    assert float(polygamma(1, _trigamma_inverse(value))) == pytest.approx(value, rel=1e-8)


def test_a_step_of_two_sigma_is_found_more_often_among_many_than_alone():
    chance = np.random.default_rng(seed_for("a step among many"))
    # So many that the shares below stand four spreads of chance from their bounds, whatever the commit draws.
    counts = chance.poisson(40, (3000, 36)).astype(float)
    counts[:300, -3:] = chance.poisson((np.sqrt(40) + 1) ** 2, (300, 3))

    def told(rows):
        whole = np.full(rows.shape, np.nan)
        return (surprises(scaled(rows, whole, "counts", np.ones(36), differences=False)).p <= 0.01).mean()

    among = surprises(scaled(counts, np.full(counts.shape, np.nan), "counts", np.ones(36), differences=False)).p <= 0.01
    alone = np.mean([told(counts[at : at + 1]) for at in range(300)])
    assert among[:300].mean() >= alone
    assert among[:300].mean() >= 0.5
    assert among[300:].mean() <= 0.02


def test_a_series_that_clearly_wanders_is_not_judged_as_if_it_did_not():
    """Among a thousand that do not, one whose months carry over much keeps nearly all of it."""
    months = np.full(1001, 36.0)
    carry = np.concatenate([np.random.default_rng(6).normal(0, 1 / 6, 1000), [0.7]])
    assert drawn_together(carry, months)[-1] == pytest.approx(0.7 - 1 / 6)
