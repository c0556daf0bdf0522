"""School holidays by the common pattern or as loaded; what they do is learnt from the series, and comes again when schools do."""

import datetime as dt

import numpy as np
import pytest
from tests.rooms.forecasting.made_up_series import series

from sherwood.forecasting import NOTHING_KNOWN, STEPS, Regime, forecast, terms
from sherwood.forecasting.regimes import Outlook, strengths

WEEK = STEPS["W"]
COMMON = terms.common(2022, 2026)
SHUT = Regime(dt.date(2025, 1, 1), dt.date(2025, 1, 1), 0.5, 0.8)


def holiday(day):
    return any(first <= dt.date.fromisoformat(day) <= last for first, last in COMMON)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2024-02-21", True),
        ("2024-02-26", False),
        ("2024-03-28", True),
        ("2024-05-29", True),
        ("2024-06-03", False),
        ("2024-07-19", False),
        ("2024-08-15", True),
        ("2024-09-04", False),
        ("2024-10-30", True),
        ("2024-12-24", True),
        ("2025-01-02", True),
        ("2025-01-08", False),
    ],
)
def test_the_common_pattern_knows_holidays_from_terms(day, expected):
    assert holiday(day) is expected


def test_holidays_lie_between_half_terms_and_a_weekend_is_none():
    half_terms = [
        (dt.date(2025, 9, 3), dt.date(2025, 10, 24)),
        (dt.date(2025, 11, 3), dt.date(2025, 12, 19)),
        (dt.date(2025, 12, 22), dt.date(2025, 12, 23)),
    ]
    assert terms.between(half_terms) == ((dt.date(2025, 10, 25), dt.date(2025, 11, 2)),)


def test_a_week_tells_its_days_of_each_kind():
    weeks = [dt.date(2024, 8, 18), dt.date(2024, 9, 1), dt.date(2024, 9, 8), dt.date(2024, 10, 6), dt.date(2024, 7, 14)]
    told = terms.columns(COMMON, weeks, WEEK)
    assert told.round(2).tolist() == [[0, 1, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 0], [0, 0, 0, 1]]


def test_no_presence_is_lost_in_holidays_and_a_shut_school_does_not_catch_up():
    told = strengths(
        Outlook((SHUT,), None, COMMON), [dt.date(2025, 8, 17), dt.date(2025, 9, 14), dt.date(2025, 6, 8)], WEEK
    )
    assert told[0, 1] == 0
    assert told[0, 3] == 1
    assert told[1, 1] == pytest.approx(0.8)
    assert told[1, 4] == pytest.approx(0.2)
    assert told[2, 1] == pytest.approx(0.8)


def test_what_came_with_each_september_is_expected_of_the_next():
    draw = np.random.default_rng(4)
    days = series("W", np.zeros(140)).days
    kinds = terms.columns(COMMON, days, WEEK)
    values = draw.poisson(100 * (1 - 0.3 * kinds[:, 1]) * (1 + 0.4 * kinds[:, 2])).astype(float)
    one = series("W", values)
    assert one.days[-1] == dt.date(2025, 8, 31)
    knowing = forecast(one, WEEK, 3, Outlook(holidays=COMMON)).quantiles[:2, 3].mean()
    assert knowing > 1.1 * forecast(one, WEEK, 3, NOTHING_KNOWN).quantiles[:2, 3].mean()
    assert knowing > 105
