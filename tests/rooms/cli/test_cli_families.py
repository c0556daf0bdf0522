"""Families at the command line: the shape others rely on, and what is wrong use."""

import json

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
