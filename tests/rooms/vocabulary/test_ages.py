from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sherwood.vocabulary.ages import AgeBand, age_band, age_on
from sherwood.vocabulary.intervals import add_months

BANDS = (
    AgeBand("Under 1", 0, 0),
    AgeBand("1 to 4", 1, 4),
    AgeBand("5 to 9", 5, 9),
    AgeBand("10 to 15", 10, 15),
    AgeBand("16 and over", 16, None),
)


@pytest.mark.parametrize(
    ("birth_date", "day", "age"),
    [
        (date(2010, 6, 15), date(2020, 6, 14), 9),
        (date(2010, 6, 15), date(2020, 6, 15), 10),
        (date(2010, 6, 15), date(2010, 6, 15), 0),
        (date(2010, 12, 31), date(2011, 1, 1), 0),
        (date(2008, 2, 29), date(2018, 2, 28), 9),
        (date(2008, 2, 29), date(2018, 3, 1), 10),
        (date(2008, 2, 29), date(2020, 2, 28), 11),
        (date(2008, 2, 29), date(2020, 2, 29), 12),
        (date(2020, 9, 1), date(2020, 3, 31), -1),
    ],
)
def test_age_changes_on_the_birthday_and_29_february_falls_on_1_march(birth_date, day, age):
    assert age_on(birth_date, day) == age


@given(st.dates(date(1990, 1, 1), date(2030, 12, 31)), st.integers(1, 25))
def test_a_child_is_a_year_older_on_the_birthday_and_not_the_day_before(birth_date, years):
    birthday = add_months(birth_date, 12 * years)
    if birthday.day != birth_date.day:
        birthday = date(birthday.year, 3, 1)
    assert age_on(birth_date, birthday) == years
    assert age_on(birth_date, birthday - timedelta(days=1)) == years - 1


@pytest.mark.parametrize(
    ("age", "label"),
    [(0, "Under 1"), (1, "1 to 4"), (4, "1 to 4"), (5, "5 to 9"), (16, "16 and over"), (24, "16 and over")],
)
def test_both_ends_of_an_age_band_belong_to_it(age, label):
    assert age_band(age, BANDS) == label


def test_an_unborn_child_is_in_no_age_band():
    assert age_band(-1, BANDS) is None


def test_an_age_beyond_the_last_closed_band_is_in_none():
    assert age_band(18, [("0 to 17", 0, 17)]) is None
