"""Which team does a former team's work today, from `became` in the council's list of teams."""

import datetime as dt

import pytest

from sherwood.definitions.council import Organisation, problems_of_organisation, teams_today

LAST = dt.date(2024, 3, 31)


def organisation(**became):
    """Teams a to d of one service, each with what it became; those that became something ended."""
    teams = [
        {"id": name, "name": name, "service": "S"}
        | ({"end_date": LAST, "became": became[name]} if name in became else {})
        for name in "abcd"
    ]
    return Organisation.model_validate({"service": [{"id": "S", "name": "S"}], "team": teams})


@pytest.mark.parametrize(
    ("became", "today"),
    [
        ({}, []),
        ({"a": ["b"]}, [("a", "b")]),
        ({"a": ["b"], "b": ["c"]}, [("a", "c"), ("b", "c")]),
        ({"a": ["b", "c"]}, [("a", "b"), ("a", "c")]),
        ({"a": ["b", "c"], "c": ["d"]}, [("a", "b"), ("a", "d"), ("c", "d")]),
        ({"a": ["c"], "b": ["c"]}, [("a", "c"), ("b", "c")]),
    ],
    ids=["none", "one", "two steps", "divided", "a part that went on", "merged"],
)
def test_the_way_is_followed_to_its_end(became, today):
    made = organisation(**became)
    assert list(problems_of_organisation(made)) == []
    assert sorted(teams_today(made.teams)) == today


def test_a_team_that_became_another_must_have_ended():
    teams = organisation(a=["b"]).teams
    going_on = teams[0].model_copy(update={"end_date": dt.date(9999, 12, 31)})
    problems = problems_of_organisation(organisation().model_copy(update={"teams": (going_on, *teams[1:])}))
    assert [each for each in problems if "end_date" in each] == [
        "team 'a' became b: give its end_date, the last day it existed"
    ]


def test_a_team_can_not_become_itself_on_any_way():
    problems = list(problems_of_organisation(organisation(a=["b"], b=["a"])))
    assert len([each for each in problems if "became itself again" in each]) == 2


def test_a_successor_that_is_not_listed_is_named():
    [problem] = problems_of_organisation(organisation(a=["e"]))
    assert "'e'" in problem
