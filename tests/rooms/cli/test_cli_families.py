"""Families at the command line: the shape others rely on, and what is wrong use."""

import json

import pytest

PROGRAMMES = ("tf-2012", "tf-2015", "tf-2018", "tf-2020", "sf-2021", "sf-2022")


def test_every_programme_answers_in_the_shape_promised(sherwood, built_home):
    for programme in PROGRAMMES:
        said = sherwood(
            "families", "assess", "--programme", programme, "--as-at", "2018-03-31", "--json", home=built_home
        )
        assert said.code == 0, said.err
        told = json.loads(said.out)
        assert told["programme"] == programme
        assert told["families"] == []
        assert "dwp" in told["missing_feeds"]


def test_words_tell_what_is_missing_and_that_the_rules_are_a_draft(sherwood, built_home):
    said = sherwood("families", "assess", "--programme", "tf-2018", "--as-at", "2018-03-31", home=built_home)
    assert "Feed 'dwp' is absent: what it would tell is unknown, not false." in said.err + said.out
    assert "draft" in said.err + said.out


@pytest.mark.parametrize(
    ("programme", "day", "outside"),
    [
        ("tf-2015", "2018-03-31", False),
        ("tf-2018", "2018-03-31", True),
        ("tf-2012", "2018-03-31", True),
    ],
)
def test_rules_that_were_not_in_force_on_the_day_say_so(sherwood, built_home, programme, day, outside):
    asked = ("families", "assess", "--programme", programme, "--as-at", day)
    said, told = sherwood(*asked, home=built_home), sherwood(*asked, "--json", home=built_home)
    assert ("These rules were in force from" in said.err) is outside
    assert bool(json.loads(told.out)["notes"]) is outside
    changed = sherwood("families", "what-if", *asked[2:], "--without", "dwp", home=built_home)
    assert ("These rules were in force from" in changed.err) is outside


def test_an_unknown_programme_names_the_nearest(sherwood, built_home):
    said = sherwood("families", "assess", "--programme", "tf-2016", "--as-at", "2018-03-31", home=built_home)
    assert said.code == 1
    assert "there is no programme 'tf-2016'" in said.err


def test_a_day_the_files_cannot_speak_of_is_refused(sherwood, built_home):
    said = sherwood("families", "assess", "--programme", "tf-2018", "--as-at", "2030-01-01", home=built_home)
    assert said.code == 1
    assert "choose that day or an earlier one" in said.err


def test_a_programme_and_a_day_must_be_named(sherwood, built_home):
    assert sherwood("families", "assess", "--as-at", "2018-03-31", home=built_home).code == 2
    assert sherwood("families", "assess", "--programme", "tf-2018", home=built_home).code == 2
