"""Worked claims: what may be claimed, and each reason why it may not."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from sherwood.cohorts.asking import Person, PersonFact
from sherwood.cohorts.attached import CONDITIONS, Claim, Found
from sherwood.cohorts.claims import employment_refusals, progress_refusals, silent_feeds
from sherwood.definitions.catalogue import load_catalogue
from sherwood.definitions.programmes import load_programme

CATALOGUE = load_catalogue()
BOOK = load_programme("tf-2015", CATALOGUE)
PROGRAMME = BOOK.of
HIGH = date(9999, 12, 31)
ATTACHED, CLAIMED = date(2016, 1, 4), date(2017, 9, 4)
MUM, ANN, BABY = Person("mum", date(1985, 3, 1)), Person("ann", date(2006, 4, 2)), Person("baby", date(2015, 9, 1))
TERMS = (date(2017, 7, 31), date(2017, 4, 15), date(2016, 12, 31))


def at_school(missed=10.0, terms=TERMS):
    return [PersonFact("sessions", end, end, missed, 100.0) for end in terms]


def happened(kind, *days):
    return [PersonFact(kind, date.fromisoformat(day), date.fromisoformat(day), 1.0) for day in days]


def claim(*headings, **changes):
    whole = {
        "members": (ANN, BABY, MUM),
        "attached": ATTACHED,
        "claimed_on": CLAIMED,
        "headings": frozenset(headings or ("P3",)),
        "conditions": dict.fromkeys(CONDITIONS, date(2016, 2, 1)),
    }
    return Claim(**whole | changes)


def why_not(asked, **facts):
    told = {"ann": at_school(), **facts}
    return progress_refusals(PROGRAMME, asked, told)


def need(until=HIGH, start="2015-06-01"):
    return [PersonFact("child_in_need", date.fromisoformat(start), until, 1.0)]


def test_a_family_whose_need_ended_six_months_ago_may_be_claimed():
    assert why_not(claim("P3"), ann=at_school() + need(date(2017, 3, 4))) == ()


def test_a_need_that_ended_a_day_too_late_refuses():
    assert why_not(claim("P3"), ann=at_school() + need(date(2017, 3, 5))) == (
        "P3: it went on, or began again, in the months it must have been over",
    )


def test_a_relapse_in_the_window_refuses():
    again = need(date(2016, 5, 1)) + need(date(2017, 6, 1), "2017-05-01")
    assert len(why_not(claim("P3"), ann=at_school() + again)) == 1


def test_every_problem_must_have_progressed():
    called = happened("domestic_abuse_call", "2017-06-01")
    assert why_not(claim("P3", "P5"), mum=called) == ("P5: it happened in the months without it",)


def test_a_call_before_the_window_does_not_refuse():
    assert why_not(claim("P5"), mum=happened("domestic_abuse_call", "2017-03-04")) == ()


@pytest.mark.parametrize(("after", "refused"), [(2, 0), (3, 1)])
def test_offending_of_children_must_fall_by_a_third(after, refused):
    before = happened("proven_offence", "2015-08-01", "2015-10-01", "2015-12-01")
    now = happened("proven_offence", *["2017-05-01", "2017-06-01", "2017-07-01"][:after])
    assert len(why_not(claim("P1"), ann=at_school() + before + now)) == refused


@pytest.mark.parametrize(("after", "refused"), [(2, 0), (3, 1)])
def test_antisocial_behaviour_of_the_family_must_fall_by_three_fifths(after, refused):
    before = happened("antisocial_measure", "2015-08-01", "2015-09-01", "2015-10-01", "2015-11-01", "2015-12-01")
    now = happened("antisocial_measure", *["2017-05-01", "2017-06-01", "2017-07-01"][:after])
    assert len(why_not(claim("P1"), mum=before + now)) == refused


@pytest.mark.parametrize(("after", "refused"), [(2, 0), (3, 1)])
def test_offences_of_adults_must_fall_by_three_fifths_in_a_year(after, refused):
    """Five in the twelve months before 4 January 2016: two in the twelve before 4 September 2017 are 60 % fewer."""
    before = happened("adult_offence", "2015-01-05", "2015-03-01", "2015-06-01", "2015-09-01", "2016-01-04")
    now = happened("adult_offence", *["2016-09-05", "2017-02-01", "2017-09-04"][:after])
    assert len(why_not(claim("P1"), mum=before + now)) == refused


@pytest.mark.parametrize(("day", "refused"), [("2016-09-04", 0), ("2016-09-05", 1)])
def test_offences_of_adults_are_counted_over_twelve_months(day, refused):
    assert len(why_not(claim("P1"), mum=happened("adult_offence", day))) == refused


def test_a_child_of_entry_who_came_of_age_answers_for_adult_offences():
    """Eighteen in July 2016, so a child when the family was attached: what was done since is an adult's."""
    tom = Person("tom", date(1998, 7, 1))
    grown = claim("P1", members=(tom, MUM))
    assert why_not(grown, tom=happened("adult_offence", "2017-02-01")) == (
        "P1: it did not happen before the family was attached, and does now",
    )


def test_progress_on_crime_asks_for_a_year_since_the_family_was_attached():
    (first, *_) = why_not(claim("P1", attached=date(2016, 9, 5)))
    assert first == "P1: 12 months have not passed since the family was attached"


@pytest.mark.parametrize(("day", "refused"), [("2017-03-04", 0), ("2017-03-05", 1)])
def test_no_order_may_be_breached_in_six_months(day, refused):
    assert len(why_not(claim("P1"), mum=happened("antisocial_breach", day))) == refused


def test_from_nothing_there_is_no_fall_and_nothing_may_follow():
    assert why_not(claim("P1")) == ()
    assert why_not(claim("P1"), ann=at_school() + happened("proven_offence", "2017-05-01")) == (
        "P1: it did not happen before the family was attached, and does now",
    )


@pytest.mark.parametrize(("times", "refused"), [(2, 0), (3, 1)])
def test_three_suspensions_of_a_child_refuse(times, refused):
    suspended = happened("suspension", *["2016-10-01", "2017-01-12", "2017-05-09"][:times])
    assert len(why_not(claim("P2"), ann=at_school() + suspended)) == refused


@pytest.mark.parametrize(("first", "refused"), [("2016-07-31", 0), ("2016-08-01", 1)])
def test_exclusions_are_counted_over_three_terms_which_are_longer_than_a_year(first, refused):
    """The three terms before 4 September 2017 begin on 1 August 2016; days since the last of them count too."""
    suspended = happened("suspension", first, "2017-01-12", "2017-09-04")
    assert len(why_not(claim("P2"), ann=at_school() + suspended)) == refused
    assert len(why_not(claim("P2"), ann=at_school() + happened("permanent_exclusion", first))) == refused


def test_attendance_counts_for_every_child_whatever_brought_the_family_in():
    assert why_not(claim("P5"), ann=at_school(10.0)) == ()
    assert why_not(claim("P5"), ann=at_school(10.5)) == ("a child attended less than 90 % of three terms",)


def test_a_term_of_attendance_that_is_missing_refuses():
    assert why_not(claim("P5"), ann=at_school(0.0, TERMS[:2])) == (
        "attendance of a child is not told for every one of three terms",
    )


@pytest.mark.parametrize(
    ("born", "terms"), [("2012-04-16", 1), ("2012-04-17", 0), ("2012-01-01", 2), ("2011-08-01", 3)]
)
def test_a_child_answers_for_the_terms_that_began_after_the_fifth_birthday(born, terms):
    """No school owes those of a child who was too young: three terms before 4 September 2017 began on 1 August, 1 January, 16 April."""
    kim = Person("kim", date.fromisoformat(born))
    young = claim("P5", members=(ANN, kim, MUM))
    assert why_not(young, kim=at_school(10.0, TERMS[:terms])) == ()
    truant = why_not(young, kim=at_school(10.5, TERMS[:terms]))
    assert truant == (("a child attended less than 90 % of three terms",) if terms else ())


@pytest.mark.parametrize(("born", "is_asked"), [("2001-09-01", True), ("2000-09-01", True), ("2000-08-31", False)])
def test_a_pupil_answers_until_the_end_of_year_11_whenever_the_16th_birthday_is(born, is_asked):
    """A pupil of year 11 who is 16 since September is still of school age; who left school a year ago is not."""
    kim = Person("kim", date.fromisoformat(born))
    truant = why_not(claim("P5", members=(ANN, kim, MUM)), kim=at_school(10.5))
    assert truant == (("a child attended less than 90 % of three terms",) if is_asked else ())


def test_three_terms_must_have_passed_since_the_family_was_attached():
    # The three terms before 4 September 2017 begin on 1 August 2016.
    early = claim("P5", attached=date(2016, 8, 1))
    assert why_not(early) == ("three terms have not passed since the family was attached",)
    assert why_not(replace(early, attached=date(2016, 7, 31))) == ()


def test_without_a_problem_at_entry_or_since_there_is_no_progress():
    assert why_not(claim(headings=frozenset())) == ("no problem was found when the family was attached or since",)


@pytest.mark.parametrize(("told_until", "is_refused"), [("2017-08-30", False), ("2017-08-29", True), (None, True)])
def test_no_progress_is_proven_by_a_feed_that_fell_silent(told_until, is_refused):
    """The police may be five days late: on 4 September a file of 30 August still answers for the months before."""
    newest = {"police_incidents": date.fromisoformat(told_until)} if told_until else {}
    measures = [each for each in PROGRAMME.results.progress if each.heading == "P5"]
    silent = silent_feeds(measures, newest, {"police_incidents": 5}, CLAIMED)
    refused = ("P5: no file tells up to the claim of: police incidents",) if is_refused else ()
    assert why_not(claim("P5", silent=silent)) == refused


def test_a_window_that_began_before_the_family_was_attached_refuses():
    (first, *_) = why_not(claim("P3", attached=date(2017, 3, 5)))
    assert first == "P3: 6 months have not passed since the family was attached"


def test_a_second_claim_of_a_member_refuses():
    assert why_not(claim("P5", claimed={"baby"})) == ("a result was claimed of a member before",)


def test_a_family_of_the_first_phase_refuses():
    assert why_not(claim("P5", first_phase={"mum"})) == ("a result was claimed of a member in the first phase",)


def test_a_claimed_address_refuses():
    assert why_not(claim("P5", is_address_claimed=True)) == (
        "a result was claimed at the family's address before: find out whether it was this family, and if not record why",
    )


def test_a_member_of_whom_no_feed_tells_any_more_refuses_progress_and_work():
    """Nothing is told of ann, which would prove that nothing happened to her."""
    gone = claim("P5", members=(MUM,), lost={"ann"})
    words = "a member is told of no more: where no feed that may be used knows somebody, nothing they did is known"
    assert why_not(gone) == (words,)
    assert refused_work([], members=(MUM,), lost={"ann"})[0] == words


def test_each_way_of_working_must_be_in_place_by_the_claim():
    without = claim("P5", conditions={"family plan": date(2016, 2, 1), "lead worker": CLAIMED + timedelta(days=1)})
    assert why_not(without) == (
        "there is no whole-family assessment",
        "the lead worker is of a day after the claim",
    )


TOM = Person("tom", date(1999, 5, 1))
NEET = frozenset({Found("P4", "P4.4", "tom")})
OUT_OF_WORK = (
    "nor has an adult been in continuous employment: nobody was on an out-of-work benefit when the family was attached"
)


def went_on(kind, start, until=HIGH):
    return [PersonFact(kind, date.fromisoformat(start), until, 1.0)]


@pytest.mark.parametrize(("since", "refused"), [("2016-09-04", False), ("2016-09-05", True), (None, True)])
def test_a_young_person_found_without_work_is_in_education_or_work_for_twelve_months(since, refused):
    """Of whom nobody tells that it has gone on since 4 September a year ago, it has not: silence proves nothing."""
    told = went_on("in_education_or_work", since) if since else []
    found = why_not(claim("P4", members=(ANN, TOM, MUM), found=NEET), tom=told)
    words = "P4: it has not gone on for 12 months of everybody of whom the problem was found"
    assert found == ((f"{words}; {OUT_OF_WORK}",) if refused else ())


def test_every_young_person_found_without_work_must_be_in_education_or_work():
    both = claim("P4", members=(ANN, TOM, MUM), found=NEET | {Found("P4", "P4.4", "kit")})
    in_work = went_on("in_education_or_work", "2016-01-01")
    assert len(why_not(both, tom=in_work)) == 1, "kit joined since, and the problem was found of kit"
    assert why_not(both, tom=in_work, kit=in_work) == ()


def test_a_daughter_at_college_is_no_progress_of_parents_out_of_work():
    """She never was without: that she goes on as before answers nothing of the problem that was found."""
    out = claim("P4", members=(ANN, TOM, MUM), found={Found("P4", "P4.1", "mum")})
    found = why_not(out, tom=went_on("in_education_or_work", "2015-09-01"))
    assert found == (f"P4: it was found of nobody whom the measure asks about; {OUT_OF_WORK}",)


def answered(benefit, paid, *others):
    days = (*paid, *others)
    return [
        PersonFact("benefit", day, day, float(day.isoformat() in paid), detail=benefit)
        for day in map(date.fromisoformat, days)
    ]


def test_continuous_employment_of_an_adult_is_progress_on_work_beside_other_problems():
    """Thirteen weeks between noes stand for the whole heading; what else was found must have progressed by itself."""
    told = answered("esa", {"2015-12-31"}, "2017-05-01", "2017-06-01", "2017-07-10", "2017-08-20")
    assert why_not(claim("P4", found={Found("P4", "P4.1", "mum")}), mum=told) == ()
    called = happened("domestic_abuse_call", "2017-06-01")
    assert why_not(claim("P4", "P5"), mum=told + called) == ("P5: it happened in the months without it",)


def test_twelve_months_must_have_passed_for_a_young_person():
    (first, *_) = why_not(claim("P4", attached=date(2016, 9, 5), members=(ANN, TOM, MUM), found=NEET))
    assert first.startswith("P4: 12 months have not passed since the family was attached;")


TREATED = frozenset({Found("P6", "P6.2", "mum")})


def treated(start, until=HIGH, *, is_completed=False):
    done = [PersonFact("treatment_completed", until, until, 1.0)] if is_completed else []
    return [PersonFact("treatment", date.fromisoformat(start), until, 1.0), *done]


@pytest.mark.parametrize(
    ("told", "refused"),
    [
        (treated("2015-11-01"), False),
        (treated("2017-03-04"), False),
        (treated("2017-03-05"), True),
        (treated("2015-11-01", date(2016, 6, 1), is_completed=True), False),
        (treated("2015-11-01", date(2017, 9, 4), is_completed=True), False),
        (treated("2015-11-01", date(2016, 6, 1)), True),
        (treated("2015-11-01", date(2017, 9, 4)), True),
        (treated("2015-11-01", date(2017, 5, 1)) + treated("2017-05-01"), False),
        (treated("2015-11-01", date(2017, 5, 1)) + treated("2017-05-02"), True),
        (treated("2015-11-01", date(2016, 6, 1), is_completed=True) + treated("2017-05-02"), True),
        ([], True),
    ],
)
def test_treatment_goes_on_for_six_months_or_was_completed(told, refused):
    """Who dropped out has not progressed; a new beginning inside six months is none yet; passed on without a day between goes on."""
    assert len(why_not(claim("P6", found=TREATED), mum=told)) == refused


def test_treatment_of_another_member_that_began_since_counts_too():
    dropped = treated("2016-05-01", date(2016, 9, 1))
    assert why_not(claim("P6", found=TREATED), mum=treated("2015-11-01"), ann=at_school() + dropped) == (
        "P6: it was broken off, or nobody tells that it was completed",
    )
    before = treated("2014-05-01", date(2016, 1, 4))
    assert why_not(claim("P6", found=TREATED), mum=treated("2015-11-01"), ann=at_school() + before) == ()


def test_a_problem_of_health_that_no_feed_tells_of_anybody_is_no_progress_by_silence():
    assert why_not(claim("P6")) == ("P6: it was found of nobody whom the measure asks about",)


def test_a_child_born_since_joins_for_a_problem_that_was_found_of_it_and_for_nothing_else():
    """The baby of June 2016 is on a plan: where an assessment found that, the family has not progressed; else it is not asked about."""
    plan = went_on("protection_plan", "2017-01-01")
    assert why_not(claim("P3"), newborn=plan) == ()
    assert why_not(claim("P3", found={Found("P3", "P3.4", "newborn")}), newborn=plan) == (
        "P3: it went on, or began again, in the months it must have been over",
    )


def refused_work(told, **changes):
    return employment_refusals(PROGRAMME, claim("P4", **changes), {"mum": told})


def test_guards_hold_for_work_as_for_progress():
    days = (date(2015, 12, 31), date(2017, 5, 1), date(2017, 6, 1), date(2017, 7, 10), date(2017, 8, 20))
    told = [PersonFact("benefit", day, day, float(day < date(2016, 1, 1)), detail="esa") for day in days]
    assert refused_work(told) == ()
    assert refused_work(told, claimed={"mum"}) == ("a result was claimed of a member before",)
