"""Questions that no measure answers say why, and stop being listed when one does."""

import pytest
from pydantic import ValidationError

from sherwood.definitions.catalogue import load_catalogue
from sherwood.definitions.errors import CatalogueError
from sherwood.definitions.shapes.unanswered import Asked

ENTRY = """title = "T"
changed = [{{ date = 2026-11-28, note = "n" }}]

[[asked]]
name = "{name}"
title = "T"
question = "Q?"
lacks = "anything"
"""


@pytest.mark.parametrize("why", [{}, {"lacks": "a feed", "instead": "a command"}])
def test_a_question_says_what_it_lacks_or_what_answers_it_and_never_both(why):
    with pytest.raises(ValidationError, match="one of the two"):
        Asked(name="n", title="t", question="q", **why)


def test_a_question_that_a_measure_answers_may_not_be_listed(tmp_path):
    (tmp_path / "unanswered").mkdir()
    (tmp_path / "unanswered" / "looked_after.toml").write_text(ENTRY.format(name="cla_open"), encoding="utf-8")
    with pytest.raises(CatalogueError, match="the measure 'cla_open' answers this"):
        load_catalogue(tmp_path)


def test_no_question_is_listed_twice():
    names = [each.name for entry in load_catalogue().unanswered.values() for each in entry.asked]
    assert len(names) == len(set(names)) > 0
