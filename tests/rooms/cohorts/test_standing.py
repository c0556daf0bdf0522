"""Where a family stands after what people said, and what may not be said yet."""

import datetime as dt

import pytest

from sherwood.cohorts.standing import Standing, refusal, standing
from sherwood.office.family_words import KINDS, FamilyWord, NewWord

DAY = dt.date(2024, 4, 2)
AT = dt.datetime(2024, 4, 2, 9, 0, tzinfo=dt.UTC)
REASON = "The mother asked for help."


def word(kind, subject="", day=None):
    return FamilyWord("f", kind, REASON, subject, day, "", None, (), "Cora", "1", AT)


def new(kind, subject="", day=None, words=REASON, members=("m",)):
    return NewWord("f", kind, words, subject=subject, day=day, members=members)


ACCEPTED = [word("accepted")]
GATEWAY, AGREED = word("gateway", "Digital Economy Act 2017"), word("agreement", "given", DAY)
ATTACHED = [*ACCEPTED, GATEWAY, AGREED, word("attached", day=DAY)]


def test_a_family_of_which_nothing_was_said_waits():
    assert standing([]).state == "waiting"


@pytest.mark.parametrize("kind", ["accepted", "declined", "deferred"])
def test_the_latest_decision_stands(kind):
    assert standing([word("accepted"), word("declined"), word(kind)]).state == kind


def test_a_nomination_reopens_what_was_declined_and_not_what_is_worked_with():
    assert standing([word("declined"), word("nominated", "Oak School")]).state == "waiting"
    assert standing([*ATTACHED, word("nominated", "Oak School")]).state == "worked with"


def test_an_answer_closes_a_challenge():
    assert standing([word("challenged")]).challenge is not None
    assert standing([word("challenged"), word("answered")]).challenge is None
    assert standing([word("answered"), word("challenged")]).challenge is not None


def test_an_agreement_can_be_taken_back():
    assert standing([AGREED]).is_agreed
    assert not standing([AGREED, word("agreement", "refused", DAY)]).is_agreed


@pytest.mark.parametrize("missing", range(3))
def test_a_family_is_attached_only_when_accepted_with_gateway_and_agreement(missing):
    whole = [word("accepted"), GATEWAY, AGREED]
    assert refusal(new("attached", day=DAY), standing(whole), DAY) == ""
    assert refusal(new("attached", day=DAY), standing(whole[:missing] + whole[missing + 1 :]), DAY)


def test_a_family_is_attached_once():
    assert refusal(new("attached", day=DAY), standing(ATTACHED), DAY)


def test_nobody_is_given_a_family_that_nobody_accepted():
    assert refusal(new("allocated", "2"), standing([]), DAY)
    assert refusal(new("allocated", "2"), standing(ACCEPTED), DAY) == ""
    assert refusal(new("allocated"), standing(ACCEPTED), DAY)


def test_a_way_of_working_is_one_of_three_and_of_an_attached_family():
    asked = new("condition", "lead worker", DAY)
    assert refusal(asked, standing(ATTACHED), DAY) == ""
    assert refusal(asked, standing(ACCEPTED), DAY)
    assert refusal(new("condition", "a hunch", DAY), standing(ATTACHED), DAY)
    assert refusal(new("condition", "lead worker"), standing(ATTACHED), DAY)


def test_only_work_that_goes_on_can_be_closed():
    assert refusal(new("closed"), standing(ATTACHED), DAY) == ""
    assert refusal(new("closed"), standing(ACCEPTED), DAY)
    assert refusal(new("closed"), standing([*ATTACHED, word("closed")]), DAY)


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_said_without_a_reason(kind):
    assert "reason" in refusal(new(kind, words="no"), Standing(), DAY)


def test_a_day_to_come_and_an_unknown_matter_are_refused():
    assert refusal(new("comment", day=DAY + dt.timedelta(days=1)), Standing(), DAY) == "That day has not come yet."
    assert refusal(new("comment", day=DAY), Standing(), DAY) == ""
    assert refusal(new("eligible"), Standing(), DAY) == "Choose what you want to record."


@pytest.mark.parametrize(("kind", "subject"), [("gateway", ""), ("nominated", ""), ("agreement", "perhaps")])
def test_a_matter_is_named(kind, subject):
    assert refusal(new(kind, subject, DAY), Standing(), DAY)


def test_an_agreement_has_its_day():
    assert refusal(new("agreement", "given"), Standing(), DAY)
    assert refusal(new("agreement", "given", DAY), Standing(), DAY) == ""


def test_there_must_be_a_challenge_to_answer():
    assert refusal(new("answered"), Standing(), DAY)
    assert refusal(new("answered"), standing([word("challenged")]), DAY) == ""


@pytest.mark.parametrize(("kind", "subject", "day"), [("another family", "", None), ("outcome", "6.1", DAY)])
def test_outcomes_and_why_it_is_another_family_are_said_of_a_family_that_is_attached(kind, subject, day):
    assert refusal(new(kind, subject, day), standing(ACCEPTED), DAY) == "Attach the family first."
    assert refusal(new(kind, subject, day), standing(ATTACHED), DAY) == ""


def test_an_outcome_is_of_a_need_and_of_a_day():
    assert "Name the problem or need" in refusal(new("outcome", "", DAY), standing(ATTACHED), DAY)
    assert "since which day" in refusal(new("outcome", "6.1"), standing(ATTACHED), DAY)


def test_an_outcome_said_again_holds_since_the_later_word():
    later = DAY + dt.timedelta(days=30)
    said = [*ATTACHED, word("outcome", "6.1", DAY), word("outcome", "1.1", DAY), word("outcome", "6.1", later)]
    assert standing(said).outcomes == {"6.1": later, "1.1": DAY}
    assert standing([*ATTACHED, word("another family")]).another is not None
