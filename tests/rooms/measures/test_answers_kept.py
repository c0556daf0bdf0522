"""Answers are kept by build, scope, definition and question; who asked never matters, and what changes is asked again."""

import dataclasses
import datetime as dt

import pytest
from tests.rooms.measures.small_warehouse import CATALOGUE, county_viewer, warehouse

from sherwood.access import NotAllowed
from sherwood.access.kept import Answers
from sherwood.measures import evaluate
from sherwood.measures.points import ANSWERS

DATA_DATE = dt.date(2018, 3, 31)


@pytest.fixture
def reader():
    ANSWERS.clear()
    yield build("b1", {"episode": "1-a"})
    ANSWERS.clear()


def build(name, fingerprints):
    built = warehouse({"episode": [{"person_key": "a", "start_date": dt.date(2018, 1, 1)}]}, DATA_DATE)
    built.build_id = name
    built.manifest = {"store": {"tables": fingerprints}}
    return built


def kept_after(reader, viewer, **asked) -> int:
    evaluate(reader, CATALOGUE, asked.pop("measure", "cla_open"), viewer, **asked)
    return len(ANSWERS)


def test_the_same_question_of_the_same_scope_is_worked_out_once(reader):
    assert kept_after(reader, county_viewer()) == 1
    assert kept_after(reader, county_viewer(account_id="u2", display_name="Sam")) == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"county": False},
        {"county": False, "team_ids": ("t1",)},
        {"feeds": frozenset()},
        {"restricted_all": False},
        {"office_restrictions": (("k", "refuge"),)},
    ],
)
def test_another_scope_is_another_answer(reader, changes):
    kept_after(reader, county_viewer())
    assert kept_after(reader, county_viewer(**changes)) == 2


@pytest.mark.parametrize(
    "asked",
    [
        {"by": ("sex",)},
        {"where": {"sex": "M"}},
        {"grain": "day"},
        {"as_at": dt.date(2018, 3, 1)},
        {"figures": "official"},
        {"measure": "cla_uasc"},
    ],
)
def test_another_question_is_another_answer(reader, asked):
    kept_after(reader, county_viewer())
    assert kept_after(reader, county_viewer(), **asked) == 2


def test_another_build_is_asked_again(reader):
    kept_after(reader, county_viewer())
    assert kept_after(build("b2", {"episode": "1-a"}), county_viewer()) == 2
    assert kept_after(build("b2", {"episode": "1-b"}), county_viewer()) == 3


def test_another_catalogue_is_asked_again(reader):
    kept_after(reader, county_viewer())
    evaluate(reader, dataclasses.replace(CATALOGUE, content_hash="edited"), "cla_open", county_viewer())
    assert len(ANSWERS) == 2


def test_an_answer_kept_is_not_given_to_someone_who_may_not_ask(reader):
    kept_after(reader, county_viewer())
    with pytest.raises(NotAllowed):
        evaluate(reader, CATALOGUE, "cla_open", county_viewer(permissions=frozenset()))


def test_a_warehouse_in_memory_is_asked_each_time():
    ANSWERS.clear()
    assert kept_after(warehouse({}, DATA_DATE), county_viewer()) == 0


def test_the_answer_used_longest_ago_goes_first():
    answers = Answers(most=2)
    worked_out = []

    def ask(key):
        return answers.get(key, lambda: worked_out.append(key) or key)

    assert [ask(key) for key in ("a", "b", "a", "c", "a", "b")] == ["a", "b", "a", "c", "a", "b"]
    assert worked_out == ["a", "b", "c", "b"]
    answers.clear()
    assert len(answers) == 0
