"""The oracles that follow a child over time: coming back, moves, health of the year, adoption."""

from datetime import date
from pathlib import Path

import pytest
from tests.oracles import (
    adoption_a10_days,
    cla_health_assessment_pct,
    cla_re_entry_12m_pct,
    placement_stability_3plus_pct,
)
from tests.oracles.made_up import YEAR, episode, header, life, one, write


def returns(tmp_path, came_back: str) -> Path:
    write(
        tmp_path / "2017-18",
        episodes=[
            episode(1, "01/05/2017", dec="01/06/2017", rec="E4A"),
            episode(2, "01/05/2017", dec="01/06/2017", rec="E4B"),
            episode(3, "01/05/2017", dec="01/06/2017", rec="E8"),
            episode(4, "01/05/2017", ls="V4", dec="01/06/2017", rec="E4A"),
        ],
    )
    return write(tmp_path / "2018-19", episodes=[episode(1, came_back), episode(3, "01/05/2018")])


@pytest.mark.parametrize(("came_back", "expected"), [("01/06/2018", (1, 2)), ("02/06/2018", (0, 2))])
def test_coming_back_on_day_365_counts_and_on_day_366_does_not(tmp_path, came_back, expected):
    assert one(cla_re_entry_12m_pct, returns(tmp_path, came_back).parent) == expected


def test_coming_back_on_the_day_of_the_return_home_counts(tmp_path):
    folder = write(
        tmp_path / "2017-18", episodes=[episode(1, "01/05/2017", dec="01/06/2017", rec="E4A"), episode(1, "01/06/2017")]
    )
    assert one(cla_re_entry_12m_pct, folder) == (1, 1)


def test_re_entry_has_a_value_only_when_a_full_year_has_passed(tmp_path):
    returns(tmp_path, "01/06/2018")
    (row,) = cla_re_entry_12m_pct.measure(tmp_path, *YEAR)
    assert row["value"] == 50
    (row,) = cla_re_entry_12m_pct.measure(tmp_path / "2017-18", *YEAR)
    assert row["value"] is None


def moved(*steps: tuple) -> list[str]:
    return [episode(1, day, rne, place=place) for day, rne, place in steps]


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([("01/06/2016", "S", "U6"), ("01/06/2017", "P", "K2"), ("01/09/2017", "P", "U6")], 3),
        ([("01/06/2016", "S", "U6"), ("01/04/2017", "P", "K2"), ("01/09/2017", "P", "U6")], 2),
        ([("01/06/2016", "S", "U6"), ("02/04/2017", "P", "K2"), ("31/03/2018", "B", "U6")], 3),
        ([("01/06/2016", "S", "U6"), ("01/06/2017", "P", "T4"), ("01/09/2017", "P", "U6")], 1),
        ([("01/06/2016", "S", "U6"), ("01/06/2017", "P", "T4"), ("01/09/2017", "P", "U1")], 2),
        ([("01/06/2016", "S", "U6"), ("01/06/2017", "L", "U6"), ("01/09/2017", "T", "U4")], 1),
        ([("01/06/2017", "S", "K2"), ("01/09/2017", "P", "U5"), ("01/01/2018", "U", "A5")], 2),
        ([("01/06/2017", "S", "K2"), ("01/09/2017", "P", "U5"), ("01/01/2018", "B", "A6")], 3),
        ([("01/06/2017", "S", "K2"), ("01/09/2017", "P", "U5"), ("01/01/2018", "P", "A3")], 2),
    ],
)
def test_placements_of_the_year_are_counted_as_the_national_figure_counts_them(tmp_path, steps, expected):
    child = life(tmp_path, *moved(*steps))
    assert placement_stability_3plus_pct.placements_in_year(child, date(2018, 3, 31)) == expected
    assert one(placement_stability_3plus_pct, tmp_path) == (int(expected >= 3), 1)


def test_a_stay_that_ends_on_the_day_it_began_is_no_placement(tmp_path):
    child = life(
        tmp_path,
        episode(1, "01/06/2017", dec="01/06/2017", rec="X1"),
        episode(1, "02/06/2017", "S"),
        episode(1, "03/06/2017", "P"),
    )
    assert placement_stability_3plus_pct.placements_in_year(child, date(2018, 3, 31)) == 2


def test_health_assessment_is_of_children_in_care_since_1_april_of_the_year_before(tmp_path):
    folder = write(
        tmp_path / "2017-18",
        header=[header(number) for number in range(1, 6)],
        episodes=[
            episode(1, "01/04/2017"),
            episode(2, "02/04/2017"),
            episode(3, "01/06/2016"),
            episode(4, "01/06/2016"),
            episode(5, "01/06/2016", dec="01/12/2017", rec="E4A"),
            episode(5, "01/12/2017"),
        ],
        oc2=["1,,1", "2,,1", "3,,0", "5,,1"],
    )
    assert one(cla_health_assessment_pct, folder) == (1, 3)
    assert cla_health_assessment_pct.measure(folder, date(2018, 2, 1), date(2018, 2, 28), "month") == []


def adopted(tmp_path, foster_care: str, place: str = "A5", rne: str = "U") -> Path:
    return write(
        tmp_path / "2017-18",
        episodes=[
            episode(1, "01/04/2016", dec="01/05/2016", rec="X1", place="K2"),
            episode(1, "01/05/2016", "P", dec="01/06/2016", rec="X1"),
            episode(1, "01/06/2016", "L", dec="01/04/2017", rec="X1", place="U5"),
            episode(1, "01/04/2017", rne, dec="01/02/2018", rec="E11", place=place),
        ],
        ad1=[f"1,,,,{foster_care}"],
    )


def test_adoption_is_timed_to_the_day_of_placement_with_the_adopters(tmp_path):
    assert one(adoption_a10_days, adopted(tmp_path, "0", "A6", "B")) == (365, 1)


def test_adoption_by_a_foster_carer_is_timed_to_the_day_the_child_came_to_that_carer(tmp_path):
    assert one(adoption_a10_days, adopted(tmp_path, "1")) == (30, 1)


def test_a_placement_for_adoption_that_broke_down_is_passed_over(tmp_path):
    folder = write(
        tmp_path / "2017-18",
        episodes=[
            episode(1, "01/04/2016", dec="01/05/2016", rec="X1", place="A6"),
            episode(1, "01/05/2016", "P", dec="01/04/2017", rec="X1"),
            episode(1, "01/04/2017", "P", dec="01/02/2018", rec="E11", place="A6"),
        ],
    )
    assert one(adoption_a10_days, folder) == (365, 1)


def test_an_order_without_an_adoptive_placement_has_no_length(tmp_path):
    assert one(adoption_a10_days, adopted(tmp_path, "0", "U5")) == (0, 0)


def test_adoption_belongs_to_the_period_of_the_order(tmp_path):
    folder = adopted(tmp_path, "0")
    found = adoption_a10_days.measure(folder, date(2018, 1, 1), date(2018, 2, 28), "month")
    assert [row["value"] for row in found] == [None, 365]
