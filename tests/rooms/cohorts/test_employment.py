"""Continuous employment by monthly answers of the benefit match: weeks counted by hand, on both sides of each boundary."""

from datetime import date

import pytest

from sherwood.cohorts.asking import Person, PersonFact
from sherwood.cohorts.attached import CONDITIONS, Claim
from sherwood.cohorts.claims import employment_refusals
from sherwood.definitions.catalogue import load_catalogue
from sherwood.definitions.programmes import load_programme

CATALOGUE = load_catalogue()
PROGRAMME = load_programme("tf-2015", CATALOGUE).of
ATTACHED, CLAIMED = date(2016, 1, 4), date(2017, 9, 4)
MUM = Person("mum", date(1985, 3, 1))
GROUPS = CATALOGUE.codelists["benefit_group"].codes


def told(benefit, *, yes, no):
    """Answers of the match on these days."""
    days = [(day, 1.0) for day in yes] + [(day, 0.0) for day in no]
    return [
        PersonFact(
            "benefit", date.fromisoformat(day), date.fromisoformat(day), paid, detail=benefit if paid else "none"
        )
        for day, paid in days
    ]


def refused(answers, attached=ATTACHED, claimed_on=CLAIMED):
    claim = Claim((MUM,), attached, claimed_on, frozenset({"P4"}), dict.fromkeys(CONDITIONS, date(2016, 2, 1)))
    return employment_refusals(PROGRAMME, claim, {"mum": answers})


AT_ENTRY = "2015-12-31"
SUMMER = ("2017-06-30", "2017-07-31", "2017-08-31")
SINCE_MARCH = ("2017-03-31", "2017-04-30", "2017-05-31", *SUMMER)
ALL_YEAR = ("2016-12-31", "2017-01-31", "2017-02-28", "2017-03-31", "2017-04-30")


@pytest.mark.parametrize("benefit", ["esa", "income_support", "carers", "incapacity", "severe_disablement"])
@pytest.mark.parametrize(("first_no", "is_refused"), [("2017-06-01", False), ("2017-06-02", True)])
def test_thirteen_weeks_run_from_the_first_no_to_the_last(benefit, first_no, is_refused):
    """From 1 June to 31 August are 91 days; a yes of 31 May means paid up to the next no, whichever day that is."""
    found = refused(told(benefit, yes=(AT_ENTRY, "2017-05-31"), no=(first_no, *SUMMER)))
    assert found == (("an out-of-work benefit was paid in more than 0 of the last 13 weeks",) if is_refused else ())


@pytest.mark.parametrize(("first_no", "is_refused"), [("2017-03-02", False), ("2017-03-03", True)])
def test_of_thirty_weeks_after_jobseekers_allowance_twenty_six_are_enough(first_no, is_refused):
    """Thirty weeks before 31 August began on 2 February; from 2 March on there are 182 days, which are 26 weeks."""
    found = refused(told("jsa", yes=(AT_ENTRY, "2017-01-31", "2017-02-28"), no=(first_no, *SINCE_MARCH)))
    assert found == (("an out-of-work benefit was paid in more than 4 of the last 30 weeks",) if is_refused else ())


@pytest.mark.parametrize(("next_no", "is_refused"), [("2017-06-03", False), ("2017-06-04", True)])
def test_four_weeks_on_the_benefit_again_break_no_twenty_six_of_thirty(next_no, is_refused):
    """Between the noes of 6 May and 3 June nobody knows on which day it began or ended: all 28 days count as paid."""
    no = (*ALL_YEAR, "2017-05-06", next_no, *SUMMER)
    assert bool(refused(told("jsa", yes=(AT_ENTRY, "2017-05-20"), no=no))) == is_refused
    assert refused(told("esa", yes=(AT_ENTRY, "2017-06-20"), no=no)), "thirteen weeks run without a break"


def test_a_month_nobody_answered_for_refuses():
    no = ("2017-04-30", "2017-05-31", "2017-06-30", "2017-08-31")
    assert refused(told("esa", yes=(AT_ENTRY,), no=no)) == ("not every month of 13 weeks is answered for",)


@pytest.mark.parametrize(("last", "is_refused"), [("2017-07-21", False), ("2017-07-20", True)])
def test_the_last_answer_is_of_the_last_month(last, is_refused):
    """45 days before the claim of 4 September is 21 July: what was answered before says nothing of the day."""
    no = ("2017-03-31", "2017-04-30", "2017-05-31", "2017-06-30", last)
    found = refused(told("esa", yes=(AT_ENTRY,), no=no))
    assert found == (("nobody has answered of the last month",) if is_refused else ())


def test_days_since_the_last_answer_count_for_nothing():
    """Ninety days up to 31 August, and four since: not thirteen weeks until the next answer says no."""
    answers = told("esa", yes=(AT_ENTRY, "2017-05-31"), no=("2017-06-02", *SUMMER))
    assert refused(answers)
    (more,) = told("esa", yes=(), no=("2017-09-04",))
    assert refused([*answers, more]) == ()


def test_of_two_answers_of_one_day_the_yes_stands():
    answers = told("esa", yes=(AT_ENTRY, "2017-07-31"), no=("2017-05-31", *SUMMER))
    assert len(refused(answers)) == 1


@pytest.mark.parametrize(
    ("attached", "words"),
    [
        ("2017-06-01", "an out-of-work benefit was paid in more than 0 of the last 13 weeks"),
        ("2017-06-02", "13 weeks have not passed from the day the family was attached to the last answer"),
    ],
)
def test_the_weeks_lie_after_the_family_was_attached(attached, words):
    """From 1 June to the last answer are 91 days: enough for thirteen weeks, had she been off the benefit on that day."""
    assert refused(told("esa", yes=(attached,), no=SUMMER), attached=date.fromisoformat(attached)) == (words,)


def test_who_was_in_work_at_entry_has_nothing_to_claim():
    words = "nobody was on an out-of-work benefit when the family was attached"
    assert refused(told("esa", yes=("2015-01-01",), no=("2015-12-31", *SINCE_MARCH))) == (words,)
    assert refused(told("esa", yes=("2016-01-31",), no=SINCE_MARCH)) == (words,), (
        "nobody answered before it was attached"
    )


def test_universal_credit_has_no_rule_until_it_is_confirmed():
    words = "the plan has no rule yet for the benefit the adult was on"
    assert refused(told("uc_searching", yes=(AT_ENTRY,), no=SINCE_MARCH)) == (words,)


@pytest.mark.parametrize("version", ["tf-2015", "tf-2018", "tf-2020", "sf-2021"])
def test_every_benefit_of_a_rule_is_a_group_of_the_match(version):
    rules = load_programme(version, CATALOGUE).of.results.employment
    assert {benefit for rule in rules for benefit in rule.benefits} <= set(GROUPS)
