"""Periods of care, placements and reviews as the oracles build them from a handful of rows."""

from datetime import date

from tests.oracles import care, periods, raw_files
from tests.oracles.made_up import episode, life, write


def test_episodes_that_follow_on_are_one_period_of_care(tmp_path):
    child = life(
        tmp_path,
        episode(1, "01/06/2017", dec="01/08/2017", rec="X1"),
        episode(1, "01/08/2017", "P", dec="01/09/2017", rec="E4A"),
    )
    (period,) = child["periods"]
    assert (period["start"], period["until"], period["rec"]) == (date(2017, 6, 1), date(2017, 9, 1), "E4A")


def test_a_gap_of_a_day_or_a_new_start_begins_a_new_period_of_care(tmp_path):
    child = life(
        tmp_path,
        episode(1, "01/06/2017", dec="01/07/2017", rec="X1"),
        episode(1, "02/07/2017", "P", dec="01/08/2017", rec="E4A"),
        episode(1, "01/08/2017", "S"),
    )
    assert [period["start"].day for period in child["periods"]] == [1, 2, 1]


def test_short_breaks_neither_extend_nor_break_a_period_of_care(tmp_path):
    child = life(
        tmp_path,
        episode(1, "01/06/2017"),
        episode(1, "01/07/2017", "S", ls="V4", dec="03/07/2017", rec="X1"),
        episode(1, "01/08/2017", "P"),
    )
    (period,) = child["periods"]
    assert [item["until"] for item in period["episodes"]] == [date(2017, 8, 1), raw_files.FAR_FUTURE]


def test_an_episode_ends_when_the_next_one_starts_although_no_end_was_recorded(tmp_path):
    child = life(tmp_path, episode(1, "01/06/2017"), episode(1, "01/07/2017", "L"))
    assert child["periods"][0]["episodes"][0]["until"] == date(2017, 7, 1)


def test_same_carer_and_legal_changes_keep_the_placement(tmp_path):
    rows = [("01/06/2017", "S"), ("01/07/2017", "L"), ("01/08/2017", "T"), ("01/09/2017", "U"), ("01/10/2017", "P")]
    child = life(tmp_path, *[episode(1, day, rne) for day, rne in rows])
    assert [stay["start"].month for stay in care.placements(child["periods"][0]["episodes"])] == [6, 10]


def test_reviews_are_due_20_working_days_then_3_then_6_months(tmp_path):
    write(tmp_path / "2017-18", reviews=["1,,26/06/2017,PN1", "1,,26/06/2017,PN2", "1,,30/08/2017,PN1"])
    child = life(tmp_path, episode(1, "01/06/2017"))
    assert care.reviews_due(child, child["periods"][0]) == [
        (date(2017, 6, 29), date(2017, 6, 26)),
        (date(2017, 9, 26), date(2017, 8, 30)),
        (date(2018, 2, 28), None),
    ]


def test_a_review_on_the_day_care_ended_belongs_to_no_period_and_one_on_the_first_day_does(tmp_path):
    write(tmp_path / "2017-18", reviews=["1,,01/06/2017,PN1", "1,,01/07/2017,PN1"])
    child = life(tmp_path, episode(1, "01/06/2017", dec="01/07/2017", rec="E8"))
    assert care.reviews_held(child, child["periods"][0]) == [date(2017, 6, 1)]


def test_periods_are_named_as_the_command_line_names_them():
    assert periods.label(date(2018, 1, 1), "quarter") == "2017-18-Q4"
    assert periods.label(date(2017, 4, 1), "quarter") == "2017-18-Q1"
    assert periods.label(date(2018, 3, 1), "month") == "2018-03"
    assert periods.label(date(1999, 4, 1), "year") == "1999-00"


def test_periods_are_cut_to_the_days_asked_for():
    found = periods.split(date(2018, 2, 10), date(2018, 4, 5), "month")
    assert [name for name, _, _ in found] == ["2018-02", "2018-03", "2018-04"]
    assert (found[0][1], found[-1][2]) == (date(2018, 2, 10), date(2018, 4, 5))


def test_nothing_out_of_nothing_has_no_value_and_a_count_no_denominator():
    assert periods.add_up([], "p", None, "percent") == [
        {"period": "p", "numerator": 0, "denominator": 0, "value": None}
    ]
    assert periods.add_up([], "p", None, "count") == [{"period": "p", "numerator": 0, "denominator": None, "value": 0}]
