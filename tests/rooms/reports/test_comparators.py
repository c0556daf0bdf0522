"""Published figures of other areas stand beside the council's own, of the latest year there is by the day looked from."""

import datetime as dt

import pytest
from tests.rooms.measures.small_warehouse import CATALOGUE, county_viewer, warehouse

from sherwood.definitions.council import Council
from sherwood.reports import Desk
from sherwood.reports.comparators import by_area, latest
from sherwood.reports.figures import comparisons

MEASURE = CATALOGUE.measure("cla_rate_per_10000")
FIGURES = [
    ("LAC", "East Midlands", "2023-24", 62.0),
    ("LAC", "England", "2022-23", 71.0),
    ("LAC", "England", "2023-24", 70.0),
    ("LAC", "England", "2024-25", 67.0),
    ("LAC", "England", "2019", 65.0),
    ("LAC", "Statistical neighbours", "2023-24", None),
    ("CIN", "England", "2023-24", 330.3),
]


def desk(day, figures=FIGURES):
    rows = [dict(zip(("indicator", "area", "year", "value"), each, strict=True)) for each in figures]
    return Desk(warehouse({"comparator": rows}, day), CATALOGUE, Council(), county_viewer(), day)


@pytest.mark.parametrize(
    ("day", "england"),
    [(dt.date(2025, 3, 31), ("England", "2024-25", 67.0)), (dt.date(2024, 3, 31), ("England", "2023-24", 70.0))],
)
def test_the_latest_year_up_to_the_day_stands_first_the_country_then_what_is_nearer(day, england):
    assert latest(desk(day), MEASURE) == [england, ("East Midlands", "2023-24", 62.0)]


def test_a_withheld_figure_and_one_of_another_sort_of_year_are_left_out():
    assert by_area(desk(dt.date(2025, 3, 31)), MEASURE) == {
        "England": {"2022-23": 71.0, "2023-24": 70.0, "2024-25": 67.0},
        "East Midlands": {"2023-24": 62.0},
    }


def test_what_is_loaded_stands_for_what_the_definition_names():
    assert dict(comparisons(desk(dt.date(2025, 3, 31)), MEASURE)) == {
        "England 2024-25": "67",
        "East Midlands 2023-24": "62",
    }


def test_without_a_file_the_definitions_own_figure_stands():
    (label, _), *_ = comparisons(desk(dt.date(2025, 3, 31), []), MEASURE)
    assert label.startswith("England")
