"""Which cells, files, years and rows the oracles read and let stand, on tiny folders."""

from datetime import date

import pytest
from tests.oracles import care, raw_files
from tests.oracles.made_up import HEADS, episode, header, write


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("31/03/2018", date(2018, 3, 31)),
        ("2018-03-31", date(2018, 3, 31)),
        ("2018-03-31 00:00:00", date(2018, 3, 31)),
        ("43190", date(2018, 3, 31)),
        ("36526", date(2000, 1, 1)),
        ("31/02/2018", None),
        ("ZZ/ZZ/2010", None),
        ("2018", None),
        ("", None),
    ],
)
def test_dates_are_read_in_every_style_or_not_at_all(text, day):
    assert raw_files.as_date(text) == day


@pytest.mark.parametrize(("cell", "text"), [(" 1.0 ", "1"), ("566910.0", "566910"), ("1.5", "1.5"), (None, "")])
def test_traces_of_a_spreadsheet_are_taken_off(cell, text):
    assert raw_files.plain(cell) == text


def test_codes_outside_the_list_are_emptied_and_both_sex_codings_read():
    assert raw_files.typed("PLACE", "U9", ()) is None
    assert raw_files.typed("SEX", "2.0", ()) == "F"
    assert raw_files.typed("SEX", "U", ()) == "U"


def test_byte_order_mark_blank_rows_and_rows_without_a_key_do_no_harm(tmp_path):
    text = "\ufeff" + HEADS["episodes"] + "\r\n\r\n" + episode(1, "01/06/2017") + "\r\n,,,,,,,,,,,,\r\n"
    (tmp_path / "Episodes.CSV").write_text(text + episode(2, "soon") + "\r\n", encoding="utf-8")
    (delivery,) = raw_files.deliveries(tmp_path)
    assert list(delivery["tables"]["episodes"]) == [("1", date(2017, 6, 1))]


def test_a_file_of_the_same_name_from_another_feed_is_passed_over(tmp_path):
    write(tmp_path, episodes=[episode(1, "01/06/2017")])
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "reviews.csv").write_text("CASE,HELD\n1,01/06/2017\n", encoding="utf-8")
    assert [file["table"] for file in raw_files.find_files(tmp_path)] == ["episodes"]


def test_year_and_day_received_come_from_the_folders_names(tmp_path):
    write(tmp_path / "2026-11-20" / "ssda903" / "2026-27", episodes=[episode(1, "01/06/2026")])
    (delivery,) = raw_files.deliveries(tmp_path)
    assert (delivery["year"], delivery["cover_to"]) == (2026, date(2026, 11, 20))


def test_a_set_without_a_name_is_of_its_latest_year_with_half_a_per_cent_of_the_episodes(tmp_path):
    lines = [episode(number, "01/06/2017") for number in range(399)] + [episode(999, "01/06/2027")]
    write(tmp_path, episodes=lines, header=[])
    assert {file["year"] for file in raw_files.deliveries(tmp_path)} == {2017}
    write(tmp_path, episodes=[*lines[1:], episode(998, "01/06/2027")])
    assert {file["year"] for file in raw_files.deliveries(tmp_path)} == {2027}


def test_the_later_line_of_one_file_stands(tmp_path):
    write(tmp_path, episodes=[episode(1, "01/06/2017", ls="V2"), episode(1, "01/06/2017", ls="C2")])
    (row,) = raw_files.standing(raw_files.deliveries(tmp_path), "episodes", "DECOM", "DEC")
    assert row["LS"] == "C2"


def two_years(tmp_path, first: list[str], second: list[str]) -> list[date]:
    write(tmp_path / "2017-18", episodes=first)
    write(tmp_path / "2018-19", episodes=second)
    rows = raw_files.standing(raw_files.deliveries(tmp_path), "episodes", "DECOM", "DEC")
    return sorted(row["DECOM"] for row in rows)


def test_a_later_year_closes_the_episode_the_earlier_one_left_open(tmp_path):
    assert two_years(tmp_path, [episode(1, "01/06/2017")], [episode(1, "01/06/2017", dec="01/05/2018", rec="E4A")]) == [
        date(2017, 6, 1)
    ]
    child = care.children(tmp_path)["children"][0]
    assert child["periods"][0]["until"] == date(2018, 5, 1)


def test_an_open_episode_that_the_later_year_does_not_hold_is_gone(tmp_path):
    assert two_years(tmp_path, [episode(1, "01/06/2017")], [episode(2, "01/06/2018")]) == [date(2018, 6, 1)]


def test_an_episode_that_ended_before_the_later_year_began_is_kept(tmp_path):
    assert two_years(tmp_path, [episode(1, "01/06/2017", dec="31/03/2018", rec="E8")], [episode(2, "01/06/2018")]) == [
        date(2017, 6, 1),
        date(2018, 6, 1),
    ]


def test_an_episode_that_ended_on_the_first_day_of_the_later_year_touches_it(tmp_path):
    first = [episode(1, "01/06/2017", dec="01/04/2018", rec="E8")]
    assert two_years(tmp_path, first, [episode(2, "01/06/2018")]) == [date(2018, 6, 1)]


def test_a_later_drop_of_the_same_year_stands_and_covers_to_the_day_it_came(tmp_path):
    write(tmp_path / "2018-02-01" / "2017-18", episodes=[episode(1, "01/06/2017"), episode(2, "01/07/2017")])
    write(tmp_path / "2018-01-01" / "2017-18", episodes=[episode(2, "01/07/2017", ls="V2"), episode(3, "01/08/2017")])
    rows = raw_files.standing(raw_files.deliveries(tmp_path), "episodes", "DECOM", "DEC")
    assert sorted((row["CHILD"], row["LS"]) for row in rows) == [("1", "C2"), ("2", "C2")]
    assert care.children(tmp_path)["data_date"] == date(2018, 2, 1)


def test_reviews_that_the_later_drop_withdrew_are_gone_and_facts_come_from_the_latest_year(tmp_path):
    drop = {"episodes": [episode(1, "01/06/2017")], "header": [header(1, sex="1")]}
    write(tmp_path / "2018-01-01" / "2017-18", reviews=["1,,01/07/2017,PN1", "1,,01/09/2017,PN1"], **drop)
    drop["header"] = [header(1, sex="2")]
    write(tmp_path / "2018-02-01" / "2017-18", reviews=["1,,01/09/2017,PN1"], **drop)
    (child,) = care.children(tmp_path)["children"]
    assert (child["reviews"], child["sex"]) == ({date(2017, 9, 1)}, "F")


def test_a_review_dated_after_the_days_that_a_later_drop_covers_is_kept(tmp_path):
    drop = {"episodes": [episode(1, "01/06/2017")]}
    write(tmp_path / "2018-01-01" / "2017-18", reviews=["1,,01/02/2018,PN1", "1,,02/02/2018,PN1"], **drop)
    write(tmp_path / "2018-02-01" / "2017-18", reviews=["1,,01/09/2017,PN1"], **drop)
    (child,) = care.children(tmp_path)["children"]
    assert child["reviews"] == {date(2017, 9, 1), date(2018, 2, 2)}
