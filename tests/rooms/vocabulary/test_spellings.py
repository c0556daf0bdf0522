import pytest
from hypothesis import given
from hypothesis import strategies as st

from sherwood.vocabulary.spellings import nearest

KEYS = ("timescale", "title", "question", "better")


@pytest.mark.parametrize(
    ("word", "suggestion"),
    [
        ("timescales", "timescale"),
        ("tilte", "title"),
        ("Question", "question"),
        ("BETTER", "better"),
        ("zzz", None),
        ("", None),
    ],
)
def test_the_nearest_known_word_is_suggested_and_nothing_where_none_is_near(word, suggestion):
    assert nearest(word, KEYS) == suggestion


def test_the_suggestion_keeps_the_capitals_of_the_known_word():
    assert nearest("decom", ["DECOM", "DEC"]) == "DECOM"


def test_two_words_as_near_give_the_same_suggestion_in_any_order():
    assert nearest("cat", ["bat", "hat"]) == nearest("cat", ["hat", "bat"])


def test_there_is_no_suggestion_where_nothing_is_known():
    assert nearest("title", []) is None


@given(st.lists(st.text(min_size=1, max_size=10), min_size=1))
def test_a_known_word_is_always_its_own_nearest_but_for_capitals(known):
    assert nearest(known[0], known).casefold() == known[0].casefold()
