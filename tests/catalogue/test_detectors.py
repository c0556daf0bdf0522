"""Each detector says of its own example what it declares; together they keep to the alarms a month that were decided."""

import numpy as np
import pytest

from sherwood.anomalies.gathering import detector_of
from sherwood.anomalies.scanning import surprise_of
from sherwood.definitions.catalogue import load_catalogue

CATALOGUE = load_catalogue()
DETECTORS = list(CATALOGUE.detectors.values())


@pytest.mark.parametrize("detector", DETECTORS, ids=lambda each: each.id)
def test_example_is_found_or_not_as_declared(detector):
    example = detector.example
    part = np.array([example.numerators])
    whole = np.array([example.denominators]) if example.denominators else np.full(part.shape, np.nan)
    found = surprise_of(detector, part, whole, np.ones(part.shape[1]))
    assert found.p[0] < 1e-3
    assert found.side[0] == {"high": 1, "low": -1}[example.side]
    assert found.window[0] == example.months
    calm = surprise_of(
        detector, part[:, : -example.months], whole[:, : -example.months], np.ones(part.shape[1] - example.months)
    )
    assert calm.p[0] > 0.05


def test_two_false_alarms_a_month_are_allowed_and_no_more():
    assert sum(each.alarms_a_month for each in DETECTORS) == pytest.approx(2.0)
    assert {each.false_share for each in DETECTORS} == {0.08}


def test_measures_that_a_detector_names_are_there_and_counts_told_elsewhere_are_of_events_of_another_table():
    for each in DETECTORS:
        assert all(CATALOGUE.measure(name) for name in (*each.settles_months, *each.left_out))
        for own, other in ((CATALOGUE.measure(a), CATALOGUE.measure(b)) for a, b in each.told_elsewhere.items()):
            assert detector_of(CATALOGUE, own) is each
            assert own.kind == other.kind == "flow"
            assert own.counts != other.counts


def test_no_two_detectors_watch_one_measure():
    for measure in CATALOGUE.measures.values():
        watching = [each for each in DETECTORS if measure.kind in each.kinds and each.at_a_date == measure.is_at_a_date]
        assert len(watching) <= 1, measure.id


def test_every_monthly_measure_that_adds_up_is_watched_but_sums_of_hours_posts_and_pounds():
    unwatched = {
        each.name
        for each in CATALOGUE.measures.values()
        if detector_of(CATALOGUE, each) is None
        and each.grain != "year"
        and each.adds_up
        and each.kind not in {"rate", "repeat"}
        and not each.weight
    }
    assert not [each.name for each in CATALOGUE.measures.values() if each.weight and detector_of(CATALOGUE, each)]
    assert unwatched == {name for each in DETECTORS for name in each.left_out}


@pytest.mark.parametrize("name", ["referral_rate_per_10000", "re_referral_12m_pct", "assessment_duration_wd_median"])
def test_rolling_years_late_answers_and_medians_are_not_watched(name):
    measure = CATALOGUE.measure(name)
    if measure.kind in {"rate", "repeat"} or not measure.adds_up:
        assert detector_of(CATALOGUE, measure) is None
