"""The hub's contacts as even series: thin parts together, whole weeks, and days without data never taken for days without demand."""

import datetime as dt

import numpy as np
import pytest

from sherwood.forecasting import STEPS
from sherwood.forecasting.hub import OTHERS, Count, demand_of, series_of

FIRST = dt.date(2025, 1, 1)  # a Wednesday


def counts(part, numbers, first=FIRST):
    return [Count(first + dt.timedelta(days=k), part, n) for k, n in enumerate(numbers) if n]


def test_a_day_without_a_contact_is_nought_and_parts_add_up_to_the_whole():
    demand = demand_of(
        [*counts("Police", [3, 0, 5] * 7), *counts("Schools", [1, 2, 0] * 7)], FIRST + dt.timedelta(days=20)
    )
    assert demand.parts["Police"].tolist() == [3, 0, 5] * 7
    assert demand.whole.tolist() == [4, 2, 5] * 7


def test_a_part_with_less_than_one_contact_a_week_is_put_with_the_others():
    demand = demand_of([*counts("Police", [3] * 21), *counts("Housing", [0] * 20 + [2])], FIRST + dt.timedelta(days=20))
    assert set(demand.parts) == {"Police", OTHERS}
    assert demand.parts[OTHERS].sum() == 2


def test_a_part_with_one_contact_a_week_stands_alone():
    demand = demand_of(
        [*counts("Police", [3] * 21), *counts("Housing", [1, 0, 0, 0, 0, 0, 0] * 3)], FIRST + dt.timedelta(days=20)
    )
    assert set(demand.parts) == {"Police", "Housing"}


def test_weeks_are_whole_and_end_on_sunday():
    demand = demand_of(counts("Police", range(1, 21)), FIRST + dt.timedelta(days=19))
    weeks = series_of(demand, demand.whole, STEPS["W"])
    assert weeks.days == (dt.date(2025, 1, 12), dt.date(2025, 1, 19))
    assert weeks.values.tolist() == [sum(range(6, 13)), sum(range(13, 20))]


def test_many_empty_days_in_a_busy_log_are_not_known_for_any_part():
    numbers = np.full(120, 20)
    numbers[60:66] = 0
    demand = demand_of([*counts("Police", numbers), *counts("Schools", numbers)], FIRST + dt.timedelta(days=119))
    assert demand.outages == ((FIRST + dt.timedelta(days=60), FIRST + dt.timedelta(days=65)),)
    assert all(np.isnan(values[60:66]).all() and values[66] == 20 for values in demand.parts.values())
    assert np.isnan(series_of(demand, demand.whole, STEPS["W"]).values).sum() == 2


def test_an_empty_bank_holiday_is_a_day_without_contacts():
    numbers = np.full(150, 20)
    holiday = (dt.date(2025, 5, 5) - FIRST).days
    numbers[holiday] = 0
    demand = demand_of(counts("Police", numbers), FIRST + dt.timedelta(days=149))
    assert demand.outages == ()
    assert demand.whole[holiday] == 0


def test_empty_days_of_a_quiet_log_are_days_without_a_contact():
    demand = demand_of(counts("Police", ([1] + [0] * 6) * 20), FIRST + dt.timedelta(days=139))
    assert demand.outages == ()


def test_what_came_after_the_day_asked_for_is_not_counted():
    last = FIRST + dt.timedelta(days=9)
    assert demand_of(counts("Police", [4] * 30), last).last == last
    assert demand_of(counts("Police", [4] * 30), FIRST - dt.timedelta(days=1)) is None


@pytest.mark.parametrize("letter", ["D", "W"])
def test_series_end_at_the_last_day_or_the_last_whole_week(letter):
    demand = demand_of(counts("Police", [4] * 30), FIRST + dt.timedelta(days=29))
    last = series_of(demand, demand.whole, STEPS[letter]).days[-1]
    assert last == {"D": dt.date(2025, 1, 30), "W": dt.date(2025, 1, 26)}[letter]


def test_a_weekend_without_contacts_at_the_end_is_held_and_a_late_file_is_not():
    numbers = [5, 5, 5, 0, 0, 5, 5] * 6  # Wednesday first, so that the noughts are Saturday and Sunday
    friday = FIRST + dt.timedelta(days=37)
    assert friday.weekday() == 4
    held = demand_of(counts("Police", numbers[:38]), friday + dt.timedelta(days=2))
    late = demand_of(counts("Police", numbers[:38]), friday + dt.timedelta(days=10))
    assert held.last == late.last == friday + dt.timedelta(days=2)
