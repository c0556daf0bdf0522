"""Figures followed to their files and lines, and why they changed, through the commands."""

import json

import pytest


def test_a_figure_is_listed_with_the_file_and_line_of_each_row(sherwood, built_home):
    said = sherwood("lineage", "number", "cla_started", "--period", "2017-18", "--json", home=built_home)
    assert said.code == 0
    found = json.loads(said.out)
    assert found["numerator"] == len(found["rows"]) == 2
    assert {(each["file"].rsplit("/", 1)[-1], each["line"]) for each in found["rows"]} == {
        ("episodes.csv", 2),
        ("episodes.csv", 3),
    }


def test_a_file_lists_the_figures_it_stands_in(sherwood, built_home):
    said = sherwood("lineage", "file", "episodes.csv", "--period", "2017-18", "--json", home=built_home)
    (found,) = json.loads(said.out)["files"]
    assert {"measure": "looked_after/cla_started", "period": "2017-18", "rows": 2} in found["numbers"]


def test_in_words_too(sherwood, built_home):
    said = sherwood("lineage", "number", "cla_started", "--period", "2017-18", home=built_home)
    assert "episodes.csv line 2" in said.out
    assert "101" not in said.out.replace("build", "")
    assert "table episode: " in sherwood("lineage", "file", "episodes.csv", home=built_home).out


def test_a_file_that_never_came_ends_with_1(sherwood, built_home):
    said = sherwood("lineage", "file", "no.csv", home=built_home)
    assert (said.code, said.out) == (1, "")
    assert "no file 'no.csv' has arrived" in said.err


@pytest.mark.parametrize(("first", "last"), [("2018-06-02", "2018-06-01"), ("2018-06-01", "2018-06-01")])
def test_the_days_of_a_change_follow_one_another(sherwood, built_home, first, last):
    asked = ("measure", "explain-change", "cla_open", "--period", "2017-18", "--known-at", first, "--and", last)
    said = sherwood(*asked, home=built_home)
    assert said.code == 1
    assert "is not after" in said.err
