"""What may be known of restrictions on a day: nothing, what was announced by then, or all that was planned."""

import datetime as dt

import numpy as np
import pytest
from tests.rooms.forecasting.made_up_series import demand, series

from sherwood.forecasting import NOTHING_KNOWN, STEPS, Regime, fixed, forecast, known
from sherwood.forecasting.regimes import Outlook, restricted, strengths

ORIGIN = dt.date(2025, 6, 1)
SHUT = Regime(dt.date(2025, 3, 3), dt.date(2025, 3, 1), 1.0, 0.9)
OPEN = Regime(dt.date(2025, 7, 6), dt.date(2025, 6, 2), 0.0, 0.0)


def test_announced_leaves_out_what_was_made_public_the_day_after_the_origin():
    assert known([OPEN, SHUT], ORIGIN, "announced").regimes == (SHUT,)
    assert known([OPEN, SHUT], OPEN.announced, "announced").regimes == (SHUT, OPEN)


def test_planned_uses_all_in_the_order_they_begin_and_none_uses_nothing():
    assert known([OPEN, SHUT], ORIGIN, "planned").regimes == (SHUT, OPEN)
    assert known([OPEN, SHUT], ORIGIN, "none") == NOTHING_KNOWN


def test_a_week_counts_each_of_its_seven_days():
    outlook = known([SHUT], ORIGIN, "planned")
    told = strengths(outlook, [dt.date(2025, 3, 2), dt.date(2025, 3, 5), dt.date(2025, 3, 9)], STEPS["W"])
    assert told[:, 0] == pytest.approx([0.0, 3 / 7, 1.0])
    assert told[:, 1] == pytest.approx([0.0, 0.9 * 3 / 7, 0.9])


def test_a_month_counts_its_own_days():
    (march,) = strengths(known([SHUT], ORIGIN, "planned"), [dt.date(2025, 3, 1)], STEPS["M"])
    assert march[0] == pytest.approx(29 / 31)


def test_what_has_no_announced_end_fades_ahead_of_the_origin_and_not_before():
    outlook = known([SHUT], ORIGIN, "announced")
    later = ORIGIN + dt.timedelta(weeks=int(fixed.FADING_WEEKS))
    told = strengths(outlook, [ORIGIN, later], STEPS["D"])
    assert told[:, 0] == pytest.approx([1.0, 0.5])


def test_a_plan_to_open_raises_what_is_expected():
    values = demand("W", 127)
    one = series("W", values)
    shut = [SHUT.starts <= day for day in one.days]
    one.values[shut] *= 0.5
    expected = {
        name: forecast(one, STEPS["W"], 13, known(told, one.days[-1], "planned")).quantiles[-1, 3]
        for name, told in {"stays shut": [SHUT], "opens": [SHUT, OPEN]}.items()
    }
    assert one.days[-1] == ORIGIN
    assert expected["opens"] > 1.25 * expected["stays shut"]


def test_regimes_that_are_not_to_be_known_change_nothing():
    one = series("W", demand("W", 60))
    without = forecast(one, STEPS["W"], 4).quantiles
    assert np.array_equal(forecast(one, STEPS["W"], 4, known([SHUT], ORIGIN, "none")).quantiles, without)


def test_what_is_restricted_is_told_by_stretches_within_two_days():
    """What holds last holds to the end; a stretch without restrictions is none."""
    day = dt.date(2020, 3, 1)
    outlook = Outlook(
        tuple(
            Regime(dt.date(2020, month, 10), day, level, 0.0)
            for month, level in ((3, 1.0), (6, 0.5), (8, 0.0), (10, 0.7))
        )
    )
    assert restricted(outlook, dt.date(2020, 4, 1), dt.date(2020, 12, 31)) == (
        (dt.date(2020, 4, 1), dt.date(2020, 6, 9), 1.0),
        (dt.date(2020, 6, 10), dt.date(2020, 8, 9), 0.5),
        (dt.date(2020, 10, 10), dt.date(2020, 12, 31), 0.7),
    )
    assert restricted(outlook, dt.date(2020, 8, 10), dt.date(2020, 9, 1)) == ()
    assert restricted(Outlook(), dt.date(2020, 8, 10), dt.date(2020, 9, 1)) == ()
