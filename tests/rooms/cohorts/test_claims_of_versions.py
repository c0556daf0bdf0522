"""Claims by the first and the last version, whose results are not those of the six problems: dates and counts by hand."""

from dataclasses import replace
from datetime import date

import pytest

from sherwood.cohorts.asking import Person, PersonFact
from sherwood.cohorts.attached import CONDITIONS, Claim
from sherwood.cohorts.claims import employment_refusals, progress_refusals
from sherwood.cohorts.proving import proof
from sherwood.definitions.catalogue import load_catalogue
from sherwood.definitions.programmes import load_programme

CATALOGUE = load_catalogue()
FIRST, LAST = load_programme("tf-2012", CATALOGUE).of, load_programme("sf-2022", CATALOGUE).of
MUM, ANN = Person("mum", date(1982, 3, 1)), Person("ann", date(2003, 4, 2))
TERMS = (date(2014, 7, 31), date(2014, 4, 15), date(2013, 12, 31))
PHASE_ONE = Claim((ANN, MUM), date(2013, 1, 7), date(2014, 9, 1), frozenset({"C1", "C2", "C3"}), {})


def without_leave(missed, terms=TERMS):
    return [PersonFact("sessions_unauthorised", end, end, missed, 100.0) for end in terms]


def happened(kind, *days):
    return [PersonFact(kind, date.fromisoformat(day), date.fromisoformat(day), 1.0) for day in days]


def first(claim=PHASE_ONE, **facts):
    return progress_refusals(FIRST, claim, {"ann": without_leave(5.0)} | facts)


def test_a_household_of_the_first_phase_that_attends_and_offends_less_may_be_claimed():
    """Neither a plan nor a lead worker was a condition, and work it was without is no term of this result."""
    assert first() == ()


@pytest.mark.parametrize(("missed", "is_refused"), [(14.9, False), (15.0, True)])
def test_each_child_misses_less_than_fifteen_per_cent_without_leave(missed, is_refused):
    found = first(ann=without_leave(missed))
    assert found == (("a child missed 15 % of three terms without leave, or more",) if is_refused else ())


def test_what_was_missed_with_leave_is_not_asked_about_and_silence_is_no_attendance():
    excused = [PersonFact("sessions", end, end, 40.0, 100.0) for end in TERMS]
    assert first(ann=excused + without_leave(14.0)) == ()
    assert first(ann=excused) == ("attendance of a child is not told for every one of three terms",)
    assert first(ann=without_leave(5.0, TERMS[1:])) == first(ann=excused)


@pytest.mark.parametrize(("times", "is_refused"), [(2, False), (3, True)])
def test_each_child_has_fewer_than_three_fixed_exclusions(times, is_refused):
    suspended = happened("suspension", *["2013-10-01", "2014-01-12", "2014-05-09"][:times])
    assert bool(first(ann=without_leave(5.0) + suspended)) == is_refused


@pytest.mark.parametrize(("after", "is_refused"), [(2, False), (3, True)])
def test_antisocial_behaviour_of_the_family_falls_by_sixty_per_cent_whoever_acts_against_it(after, is_refused):
    before = happened("antisocial_measure", "2012-08-01", "2012-09-01", "2012-10-01")
    steps = happened("housing_antisocial_step", "2012-11-01", "2012-12-01")
    now = happened("housing_antisocial_step", *["2014-04-01", "2014-05-01", "2014-06-01"][:after])
    assert bool(first(mum=before + steps + now)) == is_refused


@pytest.mark.parametrize(("after", "is_refused"), [(2, False), (3, True)])
def test_offending_of_minors_falls_by_a_third(after, is_refused):
    before = happened("proven_offence", "2012-08-01", "2012-09-01", "2012-10-01")
    now = happened("proven_offence", *["2014-04-01", "2014-05-01", "2014-06-01"][:after])
    assert bool(first(ann=without_leave(5.0) + before + now)) == is_refused


def test_all_of_it_is_asked_of_every_family_whichever_criteria_it_met():
    """One with crime and work alone answers for exclusions as well."""
    suspended = happened("suspension", "2013-10-01", "2014-01-12", "2014-05-09")
    found = first(replace(PHASE_ONE, headings=frozenset({"C1", "C3", "C4"})), ann=without_leave(5.0) + suspended)
    assert found == ("C2: it happened to a member 3 times",)


def test_a_feed_that_fell_silent_proves_nothing_in_the_first_phase():
    (found,) = first(replace(PHASE_ONE, silent={"housing"}))
    assert found == "C1: no file tells up to the claim of: housing"


@pytest.mark.parametrize(("first_no", "is_refused"), [("2014-06-01", False), ("2014-06-02", True)])
def test_an_adult_in_work_for_thirteen_weeks_whatever_the_benefit_was(first_no, is_refused):
    """From 1 June to 31 August are 91 days, after Jobseeker's Allowance too."""
    days = {
        "2012-12-31": 1.0,
        "2014-05-31": 1.0,
        first_no: 0.0,
        "2014-06-30": 0.0,
        "2014-07-31": 0.0,
        "2014-08-31": 0.0,
    }
    told = [
        PersonFact("benefit", date.fromisoformat(day), date.fromisoformat(day), paid, detail="jsa")
        for day, paid in days.items()
    ]
    assert bool(employment_refusals(FIRST, PHASE_ONE, {"mum": told})) == is_refused


def test_a_proof_of_the_first_phase_has_every_measure_and_what_was_missed_without_leave():
    found = proof(FIRST, replace(PHASE_ONE, headings=frozenset({"C3"})), {"ann": without_leave(5.0)})
    assert [each["heading"] for each in found["progress"]] == ["C1", "C1", "C2"]
    assert {"C1", "C2", "C3"} == set(found["headings"])
    assert (found["missed"], found["attendance"][0]["attended"]) == ("sessions_unauthorised", 95.0)


NEEDS = frozenset({"1.1", "6.1", "8.3"})
OUTCOME = Claim(
    (ANN, MUM), date(2023, 1, 9), date(2024, 1, 15), NEEDS, dict.fromkeys(CONDITIONS, date(2023, 2, 1)),
    at_entry=NEEDS, outcomes=dict.fromkeys(NEEDS, date(2023, 7, 15)),
)  # fmt: skip


def last(**changes):
    return progress_refusals(LAST, replace(OUTCOME, **changes), {})


def test_outcomes_that_people_recorded_and_that_held_for_six_months_may_be_claimed():
    assert last() == ()
    assert last(outcomes=OUTCOME.outcomes | {"6.1": date(2023, 7, 16)}) == (
        "6.1: its outcome has not held for 6 months",
    )


def test_no_outcome_is_claimed_by_silence():
    words = "nobody has recorded since the family was attached that its outcome was reached"
    assert last(outcomes={}) == tuple(f"{each}: {words}" for each in ("1.1", "6.1", "8.3"))
    assert last(outcomes=OUTCOME.outcomes | {"8.3": date(2023, 1, 8)}) == (f"8.3: {words}",)


def test_a_need_found_since_needs_an_outcome_too():
    assert len(last(headings=NEEDS | {"10.2"})) == 1


def test_three_needs_are_evidenced_of_the_day_the_family_was_attached():
    assert last(at_entry=frozenset({"1.1", "6.1"})) == ("fewer than 3 needs were found when the family was attached",)


def test_the_ways_of_working_are_asked_and_work_is_no_result():
    assert last(conditions={}) == (
        "there is no whole-family assessment",
        "there is no family plan",
        "there is no lead worker",
    )
    assert employment_refusals(LAST, OUTCOME, {}) == ("the version has no result of work",)


def test_a_proof_holds_the_outcomes_and_no_attendance():
    found = proof(LAST, OUTCOME, {})
    assert found["outcomes"]["6.1"] == "2023-07-15"
    assert (found["attendance"], found["progress"]) == ([], [])
