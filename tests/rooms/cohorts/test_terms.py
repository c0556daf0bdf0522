from datetime import date

import pytest

from sherwood.cohorts.terms import first_day_of, terms_before

LOCKED = (date(2020, 4, 15), date(2020, 7, 31), date(2021, 4, 15))


@pytest.mark.parametrize(
    ("day", "ends"),
    [
        (date(2019, 6, 17), [date(2019, 4, 15), date(2018, 12, 31), date(2018, 7, 31)]),
        (date(2019, 7, 30), [date(2019, 4, 15), date(2018, 12, 31), date(2018, 7, 31)]),
        (date(2019, 7, 31), [date(2019, 7, 31), date(2019, 4, 15), date(2018, 12, 31)]),
        (date(2020, 1, 1), [date(2019, 12, 31), date(2019, 7, 31), date(2019, 4, 15)]),
    ],
)
def test_the_last_three_terms_are_those_over_by_the_day(day, ends):
    assert list(terms_before(day, 3)) == ends


def test_terms_in_which_schools_were_closed_are_passed_over():
    assert terms_before(date(2021, 8, 1), 3, LOCKED) == (date(2021, 7, 31), date(2020, 12, 31), date(2019, 12, 31))


def test_three_terms_begin_the_day_after_the_term_before_them():
    assert first_day_of(terms_before(date(2019, 6, 17), 3)) == date(2018, 4, 16)
    assert first_day_of(terms_before(date(2020, 1, 1), 3)) == date(2019, 1, 1)
