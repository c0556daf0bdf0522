import pytest
from hypothesis import given
from hypothesis import strategies as st

from sherwood.vocabulary.postcodes import postcode_is_shaped, tidy_postcode


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


@pytest.mark.parametrize(
    "postcode", ["M1 1AE", "B33 8TH", "CR2 6XH", "DN55 1PT", "W1A 0AX", "EC1A 1BB", "SW1A 1AA", "GIR 0AA", "ng15fw"]
)
def test_every_form_of_postcode_in_use_is_recognised(postcode):
    assert postcode_is_shaped(postcode)


@pytest.mark.parametrize(
    "text",
    ["", "NG1", "NG1 5F", "Q1 1AA", "NG1 5CI", "1NG 5FW", "NGG1 5FW", "NG123 5FW", "unknown", "AI1 1AA", "NG٢ 5FW"],
)
def test_what_cannot_be_a_postcode_is_not_taken_for_one(text):
    assert not postcode_is_shaped(text)


@given(st.text())
def test_tidying_a_tidy_postcode_changes_nothing(text):
    tidy = tidy_postcode(text)
    assert tidy_postcode(tidy) == tidy
