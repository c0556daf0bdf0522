"""People of a set that others made and labelled are found as well as the set allows."""

import pytest
from evaluations.febrl import LINK_FROM, WITH_NUMBER, WITHOUT, judged, linked, nodes, records_of


@pytest.fixture(scope="module")
def febrl():
    return records_of("febrl1")


@pytest.mark.parametrize(("has_number", "least"), [(True, WITH_NUMBER), (False, WITHOUT)])
def test_people_of_the_labelled_set_are_found_with_and_without_a_number(febrl, has_number, least):
    rows, truth = febrl
    precision, recall, f1 = judged(linked(rows, has_number=has_number), truth)
    assert f1 >= least, (precision, recall)


def test_the_threshold_is_the_products_own():
    assert LINK_FROM == 0.95


def test_a_day_that_is_none_is_no_birth_date(febrl):
    rows, _ = febrl
    born = nodes([rows[0] | {"date_of_birth": "19801332"}, rows[0] | {"date_of_birth": "19801231"}])["birth_digits"]
    assert born.to_pylist() == [None, "19801231"]


def test_pairs_are_judged_over_whole_people():
    assert judged([1, 1, 1, 2], ["a", "a", "b", "b"]) == (1 / 3, 1 / 2, 2 / 5)
