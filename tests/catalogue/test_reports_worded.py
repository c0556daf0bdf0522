"""What a report says of itself is said once, ends as a sentence ends, and is no other report's."""

import re
from collections import Counter

import pytest

from sherwood.definitions.catalogue import load_catalogue

QUESTION = re.compile(r"^(Is|Are|Do|Does|Did|Has|Have|Can|Should) ")
REPORTS = load_catalogue().reports.values()


def ends_wrongly(words):
    """Two marks at the end, none, or a full stop after a question that a yes or no would answer."""
    if re.search(r"[.?!]{2}$", words) or not re.search(r"[.?!]$", words):
        return True
    return bool(QUESTION.match(words)) and not words.endswith("?")


def test_each_question_ends_as_one():
    assert [each.id for each in REPORTS if not each.question.endswith("?") or ends_wrongly(each.question)] == []


def test_what_each_helps_decide_ends_as_a_sentence():
    assert [each.id for each in REPORTS if ends_wrongly(each.decision)] == []


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ("Who moves first?", False),
        ("Who moves first?.", True),
        ("Is risk being reduced.", True),
        ("Is risk being reduced?", False),
        ("Where to put people.", False),
        ("Book reviews", True),
    ],
)
def test_two_marks_none_and_a_question_without_its_mark_would_be_noticed(words, wrong):
    assert ends_wrongly(words) is wrong


def test_no_title_is_that_of_two_reports():
    counted = Counter(each.title for each in REPORTS)
    assert [title for title, times in counted.items() if times > 1] == []
