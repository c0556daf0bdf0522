"""A life as known on a day: nothing later is told, and what is still going on is open."""

import datetime as dt
from dataclasses import replace

import pytest
from tests.rooms.synthetic.builders import a_child
from tests.rooms.synthetic.lives_by_hand import (
    CLOSED,
    CONFERENCE,
    REFERRED,
    a_life,
    a_life_in_care,
    a_plan,
    a_referral,
    day,
)

from sherwood.synthetic.known import as_known, known_on
from sherwood.synthetic.lives import Life
from sherwood.synthetic.people import AdoptionPlan, AwaySpell, Review
from sherwood.synthetic.reviewing import NEVER

ONE_DAY = dt.timedelta(days=1)


def known(life: Life, text: str | dt.date) -> Life:
    found = as_known(life, day(text) if isinstance(text, str) else text)
    assert found is not None
    return found


def test_nothing_is_known_before_the_first_record() -> None:
    assert as_known(a_life(), REFERRED - ONE_DAY) is None
    assert as_known(a_life(), REFERRED) is not None


def test_lives_of_whom_nothing_is_known_are_left_out() -> None:
    later = a_life(contacts=[], early_help=[], referrals=[a_referral(referral_date=day("2026-11-01"))])
    assert [life.forename for life in known_on([a_life(), later], day("2026-01-01"))] == ["Iris"]


def test_a_contact_is_known_on_its_own_day_and_not_the_day_before() -> None:
    assert len(known(a_life(), "2026-11-20").contacts) == 3
    assert len(known(a_life(), "2026-11-19").contacts) == 2


def test_a_case_is_closed_on_the_day_it_closes_and_open_the_day_before() -> None:
    on_day, before = known(a_life(), CLOSED).referrals[0], known(a_life(), CLOSED - ONE_DAY).referrals[0]
    assert (on_day.close_date, on_day.close_reason) == (CLOSED, "RC7")
    assert (before.close_date, before.close_reason) == (None, "")
    assert before.need_plans[0].end_date is None


def test_an_assessment_tells_nothing_until_a_manager_authorises_it() -> None:
    before = known(a_life(), "2025-07-09").referrals[0].assessments[0]
    assert (before.authorised_date, before.is_child_seen, before.factors) == (None, False, ())
    assert known(a_life(), "2025-07-10").referrals[0].assessments[0].factors == ("3B", "16A")


def test_an_enquiry_that_goes_on_has_no_outcome_and_no_conference() -> None:
    started = known(a_life(), REFERRED).referrals[0].enquiries[0]
    assert (started.end_date, started.conference_date, started.led_to_plan) == (None, None, False)
    ended = known(a_life(), CONFERENCE - ONE_DAY).referrals[0].enquiries[0]
    assert (ended.end_date, ended.conference_date) == (day("2025-06-12"), None)
    assert known(a_life(), CONFERENCE).referrals[0].enquiries[0].led_to_plan


def test_no_further_action_of_an_enquiry_is_known_from_its_end() -> None:
    referral = a_referral(protection_plans=[])
    enquiry = replace(referral.enquiries[0], is_no_further_action=True, conference_date=None, led_to_plan=False)
    life = a_life(referrals=[replace(referral, enquiries=[enquiry])])
    assert not known(life, "2025-06-11").referrals[0].enquiries[0].is_no_further_action
    assert known(life, "2025-06-12").referrals[0].enquiries[0].is_no_further_action


def test_a_plan_holds_the_visits_and_reviews_there_were_and_its_first_category_until_a_review() -> None:
    plan = known(a_life(), "2025-08-01").referrals[0].protection_plans[0]
    assert plan.end_date is None
    assert [visit.visit_date for visit in plan.visits] == [day("2025-06-24"), day("2025-07-03")]
    assert (plan.latest_category, plan.review_dates) == ("NEG", ())
    assert known(a_life(), "2025-09-15").referrals[0].protection_plans[0].latest_category == "EMO"


def test_a_plan_is_open_the_day_before_it_ends() -> None:
    life = a_life(referrals=[a_referral(close_date=None, protection_plans=[a_plan()])])
    assert known(life, "2026-03-15").referrals[0].protection_plans[0].end_date is None
    assert known(life, "2026-03-16").referrals[0].protection_plans[0].end_date == day("2026-03-16")


def test_addresses_and_workers_end_only_once_the_end_has_come() -> None:
    life = known(a_life(contacts=[*a_life().contacts]), "2025-07-09")
    assert [each.end_date for each in life.addresses] == [day("2025-01-01"), None]
    assert [(each.worker, each.end_date) for each in life.worker_spells] == [("SW2", None)]


def test_early_help_has_an_assessment_only_once_it_is_completed() -> None:
    assert known(a_life(), "2026-10-04").early_help[0].assessment_completed_date is None
    assert known(a_life(), "2026-10-05").early_help[0].assessment_completed_date == day("2026-10-05")


@pytest.mark.parametrize(("cut", "is_unborn"), [("2025-08-31", True), ("2025-09-01", False)])
def test_a_child_is_unborn_until_the_birth(cut: str, is_unborn: bool) -> None:
    life = a_life(child=a_child(day("2025-09-01")), expected_birth_date=day("2025-09-05"))
    assert known(life, cut).is_unborn is is_unborn


def test_a_death_is_not_foretold() -> None:
    life = a_life(death_date=day("2026-10-01"))
    assert known(life, "2026-09-30").death_date is None
    assert known(life, "2026-10-01").death_date == day("2026-10-01")


def test_care_that_goes_on_ends_never_and_its_later_orders_are_unknown() -> None:
    period = known(a_life_in_care(), "2026-01-31").child.periods[0]
    assert (period.end_date, period.reason_ceased) == (NEVER, "")
    assert [(each.legal_status, each.end_date) for each in period.legal] == [("C1", NEVER)]
    assert [each.end_date for each in period.placements] == [NEVER]
    assert [each.legal_status for each in known(a_life_in_care(), "2026-02-01").child.periods[0].legal] == ["C1", "C2"]


def test_care_that_began_later_is_unknown() -> None:
    assert (
        known(
            a_life_in_care(contacts=[], referrals=[a_referral(referral_date=day("2025-01-01"))]), "2025-03-31"
        ).child.periods
        == []
    )


def test_reviews_of_care_are_known_once_held_also_in_a_period_that_ended() -> None:
    life = a_life_in_care()
    period = life.child.periods[0]
    period.end_date = day("2026-10-01")
    due = day("2026-06-01")
    period.reviews = [
        Review("later", due, due, day("2026-06-02"), "PN1", "t"),
        Review("later", due, due, NEVER, "PN1", "t"),
    ]
    assert [each.held_date for each in known(life, "2026-11-21").child.periods[0].reviews] == [day("2026-06-02")]


def test_the_match_and_the_reversal_of_an_adoption_plan_come_with_their_days() -> None:
    life = a_life_in_care()
    life.child.periods[0].adoption = AdoptionPlan(
        day("2026-03-01"),
        match_date=day("2026-06-01"),
        adopters="2 MF L11",
        reversed_date=day("2026-09-01"),
        reason_reversed="RD4",
    )
    assert known(life, "2026-02-28").child.periods[0].adoption is None
    decided = known(life, "2026-05-31").child.periods[0].adoption
    assert decided is not None
    assert (decided.match_date, decided.adopters, decided.reversed_date) == (None, "", None)
    matched = known(life, "2026-06-01").child.periods[0].adoption
    assert matched is not None
    assert (matched.adopters, matched.reason_reversed) == ("2 MF L11", "")


def test_a_missing_spell_that_goes_on_ends_never() -> None:
    life = a_life_in_care()
    life.child.away = [AwaySpell("M", day("2026-10-30"), day("2026-11-02"))]
    assert known(life, "2026-11-01").child.away[0].end_date == NEVER
    assert known(life, "2026-10-29").child.away == []


def test_cutting_leaves_the_life_itself_as_it_was() -> None:
    life = a_life_in_care()
    as_known(life, day("2025-06-10"))
    assert life.referrals[0].close_date == CLOSED
    assert len(life.child.periods[0].legal) == 2
