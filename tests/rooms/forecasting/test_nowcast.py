"""The last days are completed by how late others were entered, and only by what is known to have been late."""

import calendar
import datetime as dt

import numpy as np
import pytest

from sherwood.forecasting.nowcast import nowcast_of

LAST = dt.date(2026, 3, 31)


def entered(days=80, a_day=10, late=0.4, delay=3):
    """Of each day's contacts some are entered so many days late; nothing is known of what is entered after the last day."""
    told = []
    for back in range(days):
        day = LAST - dt.timedelta(days=back)
        for k in range(a_day):
            heard = day + dt.timedelta(days=delay if k < late * a_day else 0)
            if heard <= LAST:
                told.append((day, heard))
    return told


def test_days_of_which_contacts_are_still_to_come_are_raised_to_what_they_will_be():
    found = nowcast_of(entered(), LAST)
    assert found.shares == {LAST - dt.timedelta(days=age): pytest.approx(0.6) for age in (2, 1, 0)}
    first = LAST - dt.timedelta(days=4)
    assert found.completed(first, np.array([10, 10, 6, 6, 6])).tolist() == pytest.approx([10, 10, 10, 10, 10])


def test_a_day_of_which_too_little_is_there_is_not_known():
    found = nowcast_of(entered(late=0.7), LAST)
    assert found.unknown == tuple(LAST - dt.timedelta(days=age) for age in (2, 1, 0))
    assert np.isnan(found.completed(LAST, np.array([3.0]))).all()
    assert "not used" in found.notes()[0]


def test_what_is_entered_on_its_day_needs_no_completing():
    found = nowcast_of(entered(late=0.0), LAST)
    assert found.shares == {}
    assert found.notes() == ()


def test_a_log_loaded_in_one_file_tells_nothing_of_delays():
    assert nowcast_of([(day, LAST) for day, _ in entered()], LAST).shares == {}


def test_files_of_a_month_tell_nothing_of_delays():
    monthly = [(day, day.replace(day=calendar.monthrange(day.year, day.month)[1])) for day, _ in entered(late=0.0)]
    assert nowcast_of(monthly, LAST).shares == {}


def test_few_contacts_tell_nothing_of_delays():
    assert nowcast_of(entered(days=11), LAST).shares == {}


def test_a_contact_whose_file_is_not_known_is_no_delay():
    assert nowcast_of([(day, None) for day, _ in entered()], LAST).shares == {}


def test_it_is_said_which_days_are_completed():
    (note,) = nowcast_of(entered(), LAST).notes()
    assert "2026-03-29 to 2026-03-31" in note
    assert "60%" in note


def test_counts_outside_the_last_days_are_left_as_they_are():
    found = nowcast_of(entered(), LAST)
    assert found.completed(dt.date(2025, 1, 1), np.array([4.0, 5.0])).tolist() == [4, 5]
