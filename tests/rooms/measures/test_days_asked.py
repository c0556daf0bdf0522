import datetime as dt

import pytest

from sherwood.definitions.catalogue import load_catalogue
from sherwood.measures import UnknownChoice
from sherwood.measures.asked import days_asked


@pytest.mark.parametrize(
    ("first", "last", "grain", "is_refused"),
    [
        (dt.date(1899, 12, 31), dt.date(1900, 1, 1), "day", True),
        (dt.date(1900, 1, 1), dt.date(1900, 1, 1), "day", False),
        (dt.date(2014, 1, 1), dt.date(2018, 2, 9), "day", False),
        (dt.date(2014, 1, 1), dt.date(2018, 2, 10), "day", True),
        (dt.date(1950, 1, 1), dt.date(2018, 3, 31), "month", False),
        (dt.date(1950, 1, 1), dt.date(9999, 12, 31), "year", False),
    ],
)
def test_days_before_any_data_and_more_periods_than_one_question_may_hold_are_refused(first, last, grain, is_refused):
    measure = load_catalogue().measure("cla_open")
    asked = (measure, dt.date(2018, 3, 31), first, last, grain, None)
    if is_refused:
        with pytest.raises(UnknownChoice):
            days_asked(*asked)
    else:
        assert days_asked(*asked).date_from == first
