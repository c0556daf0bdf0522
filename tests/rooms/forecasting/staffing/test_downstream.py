"""What follows contacts is their number by last year's shares; what nobody counted is left out with all that follows it."""

import numpy as np
import pytest
from tests.rooms.forecasting.staffing.hubs import DESK

from sherwood.forecasting.staffing.downstream import Shares, followed

CONTACTS = np.outer(np.array([100.0, 110.0, 120.0, 130.0] + [130.0] * 9), np.linspace(0.8, 1.2, 7))
WHOLE = Shares(referrals=0.3, assessments=0.8, enquiries=0.2, conferences=0.5, open_assessments=90.0)


def named(shares=WHOLE):
    return {each.name: each.weeks for each in followed(CONTACTS, shares, DESK.knock_on)}


def test_each_thing_is_its_share_of_what_it_follows_from():
    told = named()
    assert told["Referrals"][0, 3] == pytest.approx(30)
    assert told["Assessments begun"][0, 3] == pytest.approx(24)
    assert told["Section 47 enquiries"][1, 3] == pytest.approx(6.6)


def test_conferences_come_three_weeks_after_their_enquiry():
    told = named()
    assert told["Initial conferences"][3, 3] == pytest.approx(told["Section 47 enquiries"][0, 3] * 0.5)
    assert told["Initial conferences"][4, 3] == pytest.approx(told["Section 47 enquiries"][1, 3] * 0.5)


def test_open_assessments_are_those_of_today_that_are_left_and_those_begun_since():
    told = named()["Assessments open"][:, 3]
    assert told[0] == pytest.approx(90 * 8 / 9 + 24)
    assert told[8] == pytest.approx(0.24 * (100 + 110 + 120 + 6 * 130))
    assert told[9] == pytest.approx(0.24 * (110 + 120 + 7 * 130))


def test_a_worker_holds_so_many():
    told = named()
    assert told["Workers for open assessments"] == pytest.approx(told["Assessments open"] / 16)


@pytest.mark.parametrize(
    ("missing", "left"),
    [
        ("referrals", set()),
        ("assessments", {"Referrals", "Section 47 enquiries", "Initial conferences"}),
        ("open_assessments", {"Referrals", "Assessments begun", "Section 47 enquiries", "Initial conferences"}),
        ("enquiries", {"Referrals", "Assessments begun", "Assessments open", "Workers for open assessments"}),
    ],
)
def test_what_nobody_counted_is_left_out(missing, left):
    assert set(named(WHOLE._replace(**{missing: None}))) == left


def test_ranges_stay_in_order():
    assert all((np.diff(weeks, axis=1) >= 0).all() for weeks in named().values())
