"""What `county new` is asked: a county of some size, or a whole England of authorities, never both."""

import pytest


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (("--preset", "england", "--children", "9000"), "leave --children out"),
        (("--authorities", "3"), "--authorities goes with --preset england"),
        (("--preset", "wales"), "'wales' is not one of"),
    ],
)
def test_what_does_not_go_together_is_wrong_use(sherwood, tmp_path, asked, words):
    said = sherwood("county", "new", tmp_path / "made", *asked)
    assert (said.code, said.out) == (2, "")
    assert words in said.err
    assert not (tmp_path / "made").exists()


def test_help_tells_of_the_authorities_and_of_how_many_children_a_county_has(sherwood):
    said = sherwood("county", "new", "--help")
    words = " ".join(said.out.split())
    assert "make only so many authorities" in words
    assert "60,000 unless given" in words


def test_a_county_too_small_and_too_many_authorities_are_told_with_the_remedy(sherwood, tmp_path):
    small = sherwood("county", "new", tmp_path / "small", "--children", "10")
    many = sherwood("county", "new", tmp_path / "many", "--preset", "england", "--authorities", "151")
    assert (small.code, many.code) == (2, 2)
    assert "ask for 1000 or more" in small.err
    assert "ask for 1 to 150" in many.err
