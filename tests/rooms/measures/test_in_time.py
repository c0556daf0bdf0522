"""Whoever keeps every release of months, quarters and years works no small number out; what is shown once stays as it was."""

import datetime as dt
import random

import pytest
from tests.rooms.measures.small_warehouse import CATALOGUE, county_viewer
from tests.rooms.measures.test_evaluate import episodes, spell
from tests.support.draws import seed_for
from tests.support.releases import MONTHS, QUARTERS, YEAR, of_every_release, of_months, some_years

from sherwood.measures import evaluate
from sherwood.measures.in_time import withheld_in_time
from sherwood.measures.suppression import known_of, unsafe


def hidden(*counts):
    """What is withheld of the first months of a year, as soon as the last of them is over."""
    return withheld_in_time(*of_months([(each,) for each in counts]))


def test_months_that_are_large_are_shown():
    assert hidden(6, 7, 8, 9) == frozenset()


def test_a_small_month_takes_the_next_one_with_it():
    assert hidden(3, 20, 30, 40, 50, 60) == {MONTHS[0], MONTHS[1]}


def test_a_month_shown_before_hides_nothing_later():
    assert hidden(20, 3) == {MONTHS[1]}
    assert hidden(20, 3, 30) == {MONTHS[1], MONTHS[2]}


def test_a_small_month_at_the_end_of_its_quarter_takes_the_quarter_with_it():
    assert hidden(20, 30, 3) == {MONTHS[2], QUARTERS[0]}


def test_a_quarter_withheld_takes_the_next_one_and_a_month_of_it_with_it_so_that_the_year_can_be_told():
    counts = (20, 30, 3, 40, 50, 60, *[10] * 6)
    assert hidden(*counts) == {MONTHS[2], QUARTERS[0], MONTHS[3], QUARTERS[1]}


def test_the_last_month_of_a_year_takes_quarter_and_year_with_it():
    assert hidden(*[10] * 11, 3) == {MONTHS[11], QUARTERS[3], YEAR}


def test_two_months_that_leave_less_than_five_take_more_with_them():
    assert hidden(1, 1, 30) == {MONTHS[0], MONTHS[1], MONTHS[2]}
    assert hidden(2, 4, 30) == {MONTHS[0], MONTHS[1]}


def test_nought_is_shown_and_hides_nothing():
    assert hidden(3, 0, 0) == {MONTHS[0], QUARTERS[0]}
    assert hidden(0, 0, 0) == frozenset()


def test_of_a_percentage_part_rest_and_whole_are_covered():
    assert withheld_in_time(*of_months([(8, 2), (9, 9), (9, 9)])) == {MONTHS[0], MONTHS[1]}
    assert withheld_in_time(*of_months([(8, 2), (9, 0), (9, 9)])) == {MONTHS[0], MONTHS[1], MONTHS[2]}


@pytest.mark.parametrize("parts", [1, 2])
def test_nobody_works_a_small_number_out_of_all_releases_of_a_year(parts):
    draw = random.Random(seed_for("releases"))
    for counts in some_years(draw, 12, parts):
        release, kept = of_every_release(counts)
        assert unsafe(release, kept) == [], counts
        assert all(high - low >= 1 for low, high in known_of(release, kept).values()), counts


def test_what_a_release_showed_no_later_one_withholds_and_the_other_way_about():
    draw = random.Random(seed_for("settled"))
    for counts in some_years(draw, 60, 1):
        whole = withheld_in_time(*of_months(counts))
        for over in range(1, 13):
            so_far = of_months(counts[:over])
            out = {point.period for points in so_far for point in points}
            assert withheld_in_time(*so_far) == whole & out


def official(reader, **asked):
    rows = evaluate(reader, CATALOGUE, "cla_started", county_viewer(), figures="official", grain="year", **asked).rows
    return {tuple(point.dims.values()): point.value for point in rows}


def test_parts_of_a_year_whose_total_is_withheld_do_not_add_up_to_it():
    """Ten children in each month and three in March: eleven months shown and the year would tell these."""
    began = {"reason_new_episode": "S"}
    days = [dt.date(2017 + (at > 8), (at + 3) % 12 + 1, 5) for at in range(12)]
    rows = [
        spell(f"{day}{each}", day, **began, legal_status="C2" if each % 3 else "V2")
        for at, day in enumerate(days)
        for each in range(3 if at == 11 else 10)
    ]
    reader = episodes(*rows, data_date=dt.date(2018, 4, 30))
    year = {"date_from": days[0].replace(day=1), "date_to": dt.date(2018, 3, 31)}
    assert official(reader, **year) == {(): None}
    assert official(reader, by=("legal_status",), **year) == {("C2",): 68, ("V2",): None}
