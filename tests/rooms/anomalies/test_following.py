"""What became of a finding after an action: the way back, chance, and silence before there is a whole month."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest
from tests.rooms.anomalies.planted import month_starts, watched
from tests.rooms.measures.small_warehouse import CATALOGUE

from sherwood.anomalies.following import followed, in_words
from sherwood.anomalies.gathering import TEAM

# Found in the months to March 2025; somebody acted on 10 April.
FIRST, LAST, ACTED = "2025-01", "2025-03", dt.date(2025, 4, 10)


@pytest.fixture(scope="module")
def whole():
    """The months and the series of the whole area."""
    _, _, months, series = watched(lambda place, team: 20)
    return months, next(each for each in series if each.level != TEAM)


def of(whole, after, *, before=20.0, during=40.0, acted=ACTED):
    months, series = whole
    labels = [month.label for month in months]
    counts = [before if each < FIRST else during if each <= LAST else after for each in labels]
    return followed(replace(series, numerator=np.array(counts)), months, FIRST, LAST, acted)


def test_back_where_it_was_is_the_whole_way(whole):
    found = of(whole, 20.0)
    assert (found.usual, found.found, found.since, found.way_back) == (20, 40, 20, 1)
    assert found.months == len([day for day in month_starts() if day > ACTED])
    assert found.chance < 0.001
    assert "back, or nearly, where it usually was" in in_words(found, "referrals")


def test_part_of_the_way_is_said_as_a_part(whole):
    found = of(whole, 30.0)
    assert found.way_back == pytest.approx(0.5)
    assert "50% of the way back" in in_words(found, "referrals")


def test_further_away_is_not_called_a_success(whole):
    found = of(whole, 60.0)
    assert found.way_back < 0
    assert in_words(found, "referrals").endswith("It has not come back.")


def test_what_chance_would_do_is_too_early_to_say(whole):
    found = of(whole, 38.0)
    assert found.chance > 0.05
    assert "too early to say whether it worked" in in_words(found, "referrals")


def test_a_month_that_began_before_the_action_does_not_count(whole):
    assert of(whole, 20.0, acted=dt.date(2026, 2, 27)).months == 1
    assert of(whole, 20.0, acted=dt.date(2026, 3, 1)) is None


def test_a_finding_without_months_before_it_cannot_be_followed(whole):
    months, series = whole
    assert followed(series, months, months[0].label, LAST, ACTED) is None


def test_a_share_is_followed_as_a_share(whole):
    months, series = whole
    shares = replace(
        series,
        detector=series.detector.model_copy(update={"scale": "shares"}),
        measure=CATALOGUE.measure("assessments_45wd_pct"),
        numerator=np.array([80.0 if month.label < FIRST else 50 if month.label <= LAST else 79 for month in months]),
        denominator=np.full(len(months), 100.0),
    )
    found = followed(shares, months, FIRST, LAST, ACTED)
    assert found.chance < 0.001
    assert found.way_back == pytest.approx(29 / 30)
    same = followed(replace(shares, numerator=np.full(len(months), 80.0)), months, FIRST, LAST, ACTED)
    assert same.chance == pytest.approx(1)
    assert same.way_back == 0


def test_what_stands_is_followed_by_where_it_stands(whole):
    months, series = whole
    stands = replace(series, detector=series.detector.model_copy(update={"differences": True}))
    counts = np.array([100.0 if month.label < FIRST else 130 if month.label <= LAST else 115 for month in months])
    found = followed(replace(stands, numerator=counts), months, FIRST, LAST, ACTED)
    assert (found.usual, found.found, found.since, found.chance) == (100, 130, 115, None)
    assert found.way_back == pytest.approx(0.5)


@pytest.mark.parametrize("forbidden", ["because", "thanks to", "caused", "significant"])
def test_nothing_is_said_to_be_the_cause(whole, forbidden):
    for after in (20.0, 30.0, 38.0, 60.0):
        assert forbidden not in in_words(of(whole, after), "referrals").casefold()
