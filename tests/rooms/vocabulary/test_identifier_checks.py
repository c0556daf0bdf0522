import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sherwood.vocabulary.identifiers import nhs_number_is_valid, record_key, tidy_identifier, upn_is_valid

SECRET = b"a secret of thirty-two bytes long"
UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
PARTS = st.text(max_size=8)


@pytest.mark.parametrize(
    ("text", "tidy"),
    [
        ("566910.0", "566910"),
        ("566910.00", "566910"),
        (" 566910 ", "566910"),
        ("\u00a0566910\u00a0", "566910"),
        ("\ufeff566910\u200b", "566910"),
        ("007", "007"),
        ("007.0", "007"),
        ("AB12.0", "AB12.0"),
        ("12.5", "12.5"),
        ("1.2.0", "1.2.0"),
        ("", ""),
        ("\t\n", ""),
    ],
)
def test_an_identifier_is_written_as_a_person_would(text, tidy):
    assert tidy_identifier(text) == tidy


@given(st.text())
def test_tidying_a_tidy_identifier_changes_nothing(text):
    tidy = tidy_identifier(text)
    assert tidy_identifier(tidy) == tidy


@pytest.mark.parametrize("text", ["9434765919", "943 476 5919", "943-476-5919", " 9434765919.0 "])
def test_an_nhs_number_with_its_check_digit_is_valid(text):
    assert nhs_number_is_valid(text)


@pytest.mark.parametrize(
    "text", ["9434765918", "943476591", "94347659190", "943476591X", "", "0000000000", "1111111111", "٩٤٣٤٧٦٥٩١٩"]
)
def test_anything_else_is_no_nhs_number(text):
    assert not nhs_number_is_valid(text)


@given(st.from_regex(r"[0-9]{9}", fullmatch=True))
def test_at_most_one_check_digit_fits_nine_digits(first_nine):
    assert sum(nhs_number_is_valid(f"{first_nine}{digit}") for digit in range(10)) <= 1


@given(st.from_regex(r"[0-9]{9}", fullmatch=True), st.integers(0, 8), st.integers(1, 9))
def test_one_digit_mistyped_makes_an_nhs_number_invalid(first_nine, place, slip):
    for number in (f"{first_nine}{digit}" for digit in range(10)):
        wrong = number[:place] + str((int(number[place]) + slip) % 10) + number[place + 1 :]
        assert not (nhs_number_is_valid(number) and nhs_number_is_valid(wrong))


@pytest.mark.parametrize("text", ["H801200001001", "h801200001001", " H801200001001 ", "G80120000101A"])
def test_a_upn_with_its_check_letter_is_valid_permanent_or_temporary(text):
    assert upn_is_valid(text)


@pytest.mark.parametrize(
    "text",
    [
        "A801200001001",
        "H80120000100",
        "H8012000010011",
        "UN1",
        "UN7",
        "",
        "I801200001001",
        "H80120000100O",
        "8H01200001001",
    ],
)
def test_anything_else_is_no_upn(text):
    assert not upn_is_valid(text)


@given(st.from_regex(rf"[0-9]{{11}}[0-9{UPN_LETTERS}]", fullmatch=True))
def test_exactly_one_check_letter_fits_the_rest_of_a_upn(rest):
    assert sum(upn_is_valid(letter + rest) for letter in UPN_LETTERS) == 1


def test_a_record_key_is_26_lower_case_letters_and_digits():
    assert re.fullmatch(r"[a-z2-7]{26}", record_key(SECRET, "local", "ssda903", "566910"))


def test_a_record_key_never_changes_for_what_people_wrote_hangs_on_it():
    assert record_key(SECRET, "local", "ssda903", "566910") == record_key(SECRET, "local", "ssda903", "566910")
    assert record_key(b"secret", "local", "ssda903", "566910") == "hkuv2wgk5px63sy2x6bjizapma"


@given(st.tuples(PARTS, PARTS, PARTS), st.tuples(PARTS, PARTS, PARTS))
def test_two_records_share_a_key_only_if_every_part_is_equal(one, other):
    assert (record_key(SECRET, *one) == record_key(SECRET, *other)) == (one == other)


def test_moving_a_letter_from_one_part_to_the_next_gives_another_key():
    assert record_key(SECRET, "a", "bc", "d") != record_key(SECRET, "ab", "c", "d")
    assert record_key(SECRET, "a", "b", "") != record_key(SECRET, "a", "", "b")


def test_two_homes_give_one_child_different_keys():
    assert record_key(b"one", "local", "ssda903", "1") != record_key(b"two", "local", "ssda903", "1")


def test_the_childs_number_cannot_be_seen_in_the_key():
    assert "566910" not in record_key(SECRET, "local", "ssda903", "566910")


def test_without_a_secret_no_key_is_made():
    with pytest.raises(ValueError, match="need the secret of the home"):
        record_key(b"", "local", "ssda903", "566910")
