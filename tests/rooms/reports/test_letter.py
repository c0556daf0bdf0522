"""A letter tells totals in the reader's scope; what is of fewer than six, and every child, stays on the page."""

import pytest

from sherwood.definitions.catalogue import load_catalogue
from sherwood.reports.letter import is_small, letter

CATALOGUE = load_catalogue()


def of(desk, name):
    return letter(desk, desk.catalogue.report(name), "https://sherwood.example/reports/x")


def test_a_letter_holds_the_figures_of_the_page_and_the_way_to_it(desk):
    subject, text = of(desk(), "cla_overview")
    (point,) = desk().series(desk().catalogue.measure("cla_open"), desk().day, desk().day, "day").rows
    assert f": {point.numerator:,.0f} on" in text
    assert "https://sherwood.example/reports/x" in text
    assert "Sherwood" in subject


def test_small_numbers_of_a_worker_are_left_to_the_page(desk, as_worker):
    own = desk({**as_worker, "worker_id": "nobody"})
    assert "0 on" in of(own, "cla_overview")[1]
    text = of(desk(as_worker), "cla_overview")[1]
    (point,) = desk(as_worker).series(desk().catalogue.measure("cla_open"), desk().day, desk().day, "day").rows
    assert ("fewer than six" in text) or point.numerator >= 6


@pytest.mark.parametrize(
    ("numerator", "denominator", "expected"),
    [
        (0, None, False),
        (1, None, True),
        (5, None, True),
        (6, None, False),
        (6, 11, True),
        (6, 12, False),
        (0, 12, False),
        (12, 12, False),
        (5, 20, True),
        (0, 5, True),
        (0, 0, False),
    ],
)
def test_five_is_small_and_six_is_not_in_part_rest_and_whole(numerator, denominator, expected):
    share = CATALOGUE.measure("assessments_45wd_pct")
    assert is_small(share, numerator, denominator) is expected


@pytest.mark.parametrize(
    ("numerator", "denominator", "expected"),
    [
        (0, 2000, False),
        (1, 2000, True),
        (5, 2000, True),
        (6, 2000, False),
        (6, 8, False),
        (6, 5, True),
        (5, None, True),
    ],
)
def test_a_rate_is_small_where_what_it_counts_is_for_how_many_live_here_is_known(numerator, denominator, expected):
    rate = CATALOGUE.measure("cla_rate_per_10000")
    assert rate.unit == "per 10,000"
    assert is_small(rate, numerator, denominator) is expected


def test_a_sum_of_days_is_small_only_where_it_is_of_few():
    mean = next(each for each in CATALOGUE.measures.values() if each.kind == "duration" and each.unit == "days")
    assert not is_small(mean, 3, 20)
    assert is_small(mean, 300, 5)
