"""The looked-after oracles on tiny folders worked out by hand: every figure was counted from the rows shown."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from tests.oracles import (
    cla_first_review_20wd_pct,
    cla_legal_s20_pct,
    cla_open,
    cla_review_on_time_pct,
    placement_fostering_pct,
)
from tests.oracles.made_up import YEAR, counts, episode, header, one, write

ROOT = Path(__file__).parents[2]


def test_open_counts_children_at_the_last_day_under_18_and_not_in_short_breaks(tmp_path):
    folder = write(
        tmp_path / "2017-18",
        header=[header(1), header(2), header(3), header(4, "31/03/2000"), header(5, "01/04/2000", "2"), header(6)],
        episodes=[
            episode(1, "31/03/2018"),
            episode(2, "01/06/2017", dec="31/03/2018", rec="E8"),
            episode(3, "01/06/2017", ls="V4"),
            episode(4, "01/06/2017"),
            episode(5, "01/06/2017", ls="V2", place="K2"),
            episode(6, "01/04/2018"),
        ],
    )
    assert cla_open.measure(folder, *YEAR, "sex") == [
        {"period": "2017-18", "sex": "F", "numerator": 1, "denominator": None, "value": 1},
        {"period": "2017-18", "sex": "M", "numerator": 1, "denominator": None, "value": 1},
    ]
    assert one(placement_fostering_pct, folder) == (1, 2)
    assert [row["legal_status"] for row in placement_fostering_pct.measure(folder, *YEAR, "legal_status")] == [
        "C2",
        "V2",
    ]
    assert one(cla_legal_s20_pct, folder) == (1, 2)
    found = cla_legal_s20_pct.measure(folder, *YEAR, "age_band")
    assert [(row["age_band"], row["numerator"]) for row in found] == [("16 and 17", 1), ("5 to 9", 0)]


def test_stock_of_each_month_is_taken_at_its_last_day(tmp_path):
    folder = write(tmp_path / "2017-18", episodes=[episode(1, "30/04/2017", dec="30/06/2017", rec="E8")])
    found = cla_open.measure(folder, date(2017, 4, 1), date(2017, 6, 30), "month")
    assert [(row["period"], row["value"]) for row in found] == [("2017-04", 1), ("2017-05", 1), ("2017-06", 0)]


def test_first_review_is_in_time_on_working_day_20_and_late_on_day_21(tmp_path):
    folder = write(
        tmp_path / "2017-18",
        header=[header(1), header(2, sex="2"), header(3), header(4), header(5)],
        episodes=[
            episode(1, "01/06/2017"),
            episode(2, "01/06/2017"),
            episode(3, "01/06/2017", place="A6"),
            episode(4, "01/06/2017", ls="V3"),
            episode(5, "01/06/2017"),
        ],
        reviews=[
            "1,,29/06/2017,PN1",
            "1,,30/06/2017,PN1",
            "2,,30/06/2017,PN1",
            "3,,10/06/2017,PN1",
            "4,,10/06/2017,PN1",
            "5,,31/05/2017,PN1",
        ],
    )
    assert counts(cla_first_review_20wd_pct.measure(folder, *YEAR, "sex")) == [(0, 1), (1, 1)]


def test_first_review_of_each_period_of_care_counts_in_the_month_it_was_held(tmp_path):
    folder = write(
        tmp_path / "2017-18",
        episodes=[episode(1, "01/06/2017", dec="20/07/2017", rec="E4A"), episode(1, "01/09/2017")],
        reviews=["1,,20/06/2017,PN1", "1,,20/10/2017,PN1"],
    )
    found = cla_first_review_20wd_pct.measure(folder, date(2017, 6, 1), date(2017, 10, 31), "month")
    assert counts(found) == [(1, 1), (0, 0), (0, 0), (0, 0), (0, 1)]


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        (["29/06/2017", "29/09/2017", "29/03/2018"], (1, 1)),
        (["29/06/2017", "29/09/2017"], (0, 1)),
        (["29/06/2017", "30/09/2017", "29/03/2018"], (0, 1)),
        (["30/06/2017", "30/09/2017", "30/03/2018"], (0, 1)),
        (["29/06/2017", "29/09/2017", "30/03/2018"], (0, 1)),
        (["29/06/2017", "29/06/2017", "29/09/2017", "01/03/2018"], (1, 1)),
        ([], (0, 1)),
    ],
)
def test_one_late_review_of_the_year_fails_the_child(tmp_path, held, expected):
    folder = write(tmp_path / "2017-18", episodes=[episode(1, "01/06/2017")], reviews=[f"1,,{day},PN1" for day in held])
    assert one(cla_review_on_time_pct, folder) == expected


def test_a_late_review_fails_the_child_in_every_month_until_it_is_held_and_in_none_after(tmp_path):
    folder = write(tmp_path / "2017-18", episodes=[episode(1, "01/06/2017")], reviews=["1,,05/07/2017,PN1"])
    found = cla_review_on_time_pct.measure(folder, date(2017, 6, 1), date(2017, 10, 31), "month")
    assert counts(found) == [(0, 1), (0, 1), (1, 1), (1, 1), (0, 1)]


@pytest.mark.parametrize(
    ("held", "expected"), [(["30/09/2017", "30/12/2017"], (1, 1)), (["01/10/2017", "31/12/2017"], (0, 1)), ([], (0, 1))]
)
def test_a_child_long_in_care_is_reviewed_within_six_months_of_the_day_the_files_begin(tmp_path, held, expected):
    folder = write(tmp_path / "2017-18", episodes=[episode(1, "01/06/2015")], reviews=[f"1,,{day},PN1" for day in held])
    assert one(cla_review_on_time_pct, folder) == expected


def test_a_late_review_of_a_child_then_placed_for_adoption_follows_other_rules(tmp_path):
    lines = [
        episode(1, "01/06/2017"),
        episode(1, "01/09/2017", "P", place="A5"),
        episode(1, "01/12/2017", "P"),
    ]
    folder = write(tmp_path / "2017-18", episodes=lines, reviews=["1,,29/06/2017,PN1", "1,,30/09/2017,PN1"])
    assert one(cla_review_on_time_pct, folder) == (0, 1)
    write(folder, reviews=["1,,29/06/2017,PN1", "1,,30/09/2017,PN1", "1,,30/03/2018,PN1"])
    assert one(cla_review_on_time_pct, folder) == (1, 1)


def test_children_in_care_for_fewer_than_20_working_days_or_placed_for_adoption_are_left_out(tmp_path):
    folder = write(
        tmp_path / "2017-18",
        episodes=[
            episode(1, "02/03/2018"),
            episode(2, "01/03/2018"),
            episode(3, "01/06/2017"),
            episode(3, "01/07/2017", "P", place="A4"),
        ],
        reviews=["2,,05/03/2018,PN1"],
    )
    # 1 March 2018 is a Thursday: 1 + 5 + 5 + 5 + 4 working days to 29 March is 20; Good Friday is the 30th.
    assert one(cla_review_on_time_pct, folder) == (1, 1)
    the_day_before = (date(2018, 3, 1), date(2018, 3, 28), "month")
    assert one(cla_review_on_time_pct, folder, the_day_before) == (0, 0)


def test_command_line_prints_json_of_the_same_figures(tmp_path):
    folder = write(tmp_path / "2017-18", header=[header(1)], episodes=[episode(1, "01/06/2017")])
    words = ["--from", "2017-04-01", "--to", "2018-03-31", "--grain", "year", "--by", "sex"]
    ran = subprocess.run(
        [sys.executable, "-m", "tests.oracles.cla_open", str(folder), *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(ran.stdout) == cla_open.measure(folder, *YEAR, "sex")
