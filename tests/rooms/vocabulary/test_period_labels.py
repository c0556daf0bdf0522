from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sherwood.vocabulary.periods import GRAINS, collection_year, parse, period_of, periods_between

DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))
SOME_GRAIN = st.sampled_from(GRAINS)


@pytest.mark.parametrize(
    ("label", "grain", "first_day", "last_day"),
    [
        ("2021-03-19", "day", date(2021, 3, 19), date(2021, 3, 19)),
        ("2021-W11", "week", date(2021, 3, 15), date(2021, 3, 21)),
        ("2020-W53", "week", date(2020, 12, 28), date(2021, 1, 3)),
        ("2021-03", "month", date(2021, 3, 1), date(2021, 3, 31)),
        ("2020-02", "month", date(2020, 2, 1), date(2020, 2, 29)),
        ("2020-21-Q1", "quarter", date(2020, 4, 1), date(2020, 6, 30)),
        ("2020-21-Q3", "quarter", date(2020, 10, 1), date(2020, 12, 31)),
        ("2020-21-Q4", "quarter", date(2021, 1, 1), date(2021, 3, 31)),
        ("2020-21", "year", date(2020, 4, 1), date(2021, 3, 31)),
        ("1999-00", "year", date(1999, 4, 1), date(2000, 3, 31)),
    ],
)
def test_a_label_names_its_first_and_last_day(label, grain, first_day, last_day):
    assert parse(label) == (label, first_day, last_day, grain)


@pytest.mark.parametrize(
    "label",
    [
        "",
        "2021",
        "2021-13",
        "2021-00",
        "2020-22",
        "2020-21-Q0",
        "2020-21-Q5",
        "2020-22-Q1",
        "2021-02-29",
        "2021-W54",
        "2021-W53",
        "2021-W00",
        "2021-W1",
        "2021/22",
        "0000-01",
        " 2021-03",
        "2021-03\n",
        "٢٠٢١-٠٣",
    ],
)
def test_what_is_no_period_is_refused_with_the_forms_that_are(label):
    with pytest.raises(ValueError, match="write a day as 2021-03-19, a week as 2021-W11"):
        parse(label)


def test_a_label_of_another_grain_is_refused_naming_the_grain_asked_for():
    with pytest.raises(ValueError, match="'2021-03' is not a quarter: write a quarter as 2020-21-Q4"):
        parse("2021-03", "quarter")


def test_december_2011_and_the_collection_year_2011_to_2012_share_a_label_that_the_grain_settles():
    assert parse("2011-12").last_day == date(2011, 12, 31)
    assert parse("2011-12", "year").last_day == date(2012, 3, 31)


def test_from_2012_to_2013_on_no_label_of_a_year_can_be_a_month():
    assert parse("2012-13").grain == "year"


@given(DAYS, SOME_GRAIN)
def test_reading_the_label_of_a_period_gives_the_period_back(day, grain):
    period = period_of(day, grain)
    assert parse(period.label, grain) == period
    assert period.first_day <= day <= period.last_day


@given(st.text(max_size=12))
def test_any_text_is_either_read_back_to_the_same_label_or_refused(text):
    try:
        period = parse(text)
    except ValueError:
        return
    assert period.label == text


@given(DAYS, st.integers(0, 500), SOME_GRAIN)
def test_periods_between_two_days_follow_on_without_gap_and_touch_both(date_from, length, grain):
    date_to = date_from + timedelta(days=length)
    periods = periods_between(date_from, date_to, grain)
    assert periods[0] == period_of(date_from, grain)
    assert periods[-1] == period_of(date_to, grain)
    assert all(later.first_day - earlier.last_day == timedelta(days=1) for earlier, later in pairwise(periods))


def test_a_part_of_a_month_at_either_end_counts_as_the_whole_month():
    labels = [period.label for period in periods_between(date(2020, 12, 31), date(2021, 2, 1), "month")]
    assert labels == ["2020-12", "2021-01", "2021-02"]


def test_four_quarters_make_the_collection_year():
    year = collection_year(date(2020, 7, 1))
    quarters = periods_between(year.first_day, year.last_day, "quarter")
    assert [quarter.label for quarter in quarters] == ["2020-21-Q1", "2020-21-Q2", "2020-21-Q3", "2020-21-Q4"]
    assert (quarters[0].first_day, quarters[-1].last_day) == (year.first_day, year.last_day)


def test_no_periods_lie_between_days_in_the_wrong_order():
    assert periods_between(date(2021, 1, 2), date(2021, 1, 1), "day") == []


@pytest.mark.parametrize(
    ("day", "label"), [(date(2021, 3, 31), "2020-21"), (date(2021, 4, 1), "2021-22"), (date(2000, 1, 1), "1999-00")]
)
def test_the_collection_year_runs_from_1_april_to_31_march(day, label):
    assert collection_year(day).label == label
    assert period_of(day, "year") == collection_year(day)


def test_the_last_days_of_december_may_belong_to_week_1_of_the_next_year():
    assert period_of(date(2024, 12, 30), "week").label == "2025-W01"
