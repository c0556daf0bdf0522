"""The days of the school census, as the Department for Education published them."""

import datetime as dt

import pytest

from sherwood.vocabulary.school_census import census_day

PUBLISHED = {
    (2019, "autumn"): "2019-10-03",
    (2020, "spring"): "2020-01-16",
    (2021, "summer"): "2021-05-20",
    (2024, "autumn"): "2024-10-03",
    (2025, "spring"): "2025-01-16",
    (2025, "summer"): "2025-05-15",
}


@pytest.mark.parametrize(("year", "term"), PUBLISHED)
def test_census_day_is_a_thursday_of_october_january_or_may(year, term):
    assert census_day(year, term) == dt.date.fromisoformat(PUBLISHED[year, term])


def test_there_is_no_census_of_another_term():
    with pytest.raises(KeyError):
        census_day(2024, "winter")
