from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sherwood.vocabulary.ages import age_on
from sherwood.vocabulary.intervals import add_months


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
