import pytest
from hypothesis import given
from hypothesis import strategies as st

from sherwood.vocabulary.postcodes import tidy_postcode


@pytest.mark.parametrize(
    ("text", "tidy"),
    [
        ("sw1a1aa", "SW1A 1AA"),
        (" NG1  5FW ", "NG1 5FW"),
        ("ng15\u00a08dr", "NG15 8DR"),
        ("M1-1AE", "M1 1AE"),
        ("NG1", "NG1"),
        ("", ""),
    ],
)
def test_a_postcode_has_one_space_before_its_last_three_characters(text, tidy):
    assert tidy_postcode(text) == tidy


@given(st.text())
def test_tidying_a_tidy_postcode_changes_nothing(text):
    tidy = tidy_postcode(text)
    assert tidy_postcode(tidy) == tidy
