"""Telling: what is known of a child on the last day, from cases that run to their natural end."""

import datetime as dt

from tests.rooms.synthetic.builders import REFERRED as START
from tests.rooms.synthetic.builders import a_case, a_household, a_member, a_period, a_plan
from tests.rooms.synthetic.known import LAST

from sherwood.synthetic.cases import Member, Stage
from sherwood.synthetic.lives import (
    AssessmentRecord,
    ContactRecord,
    EarlyHelpCase,
    EnquiryRecord,
    Life,
    NeedPlanRecord,
    VisitRecord,
    WorkerSpell,
)
from sherwood.synthetic.people import Allocation
from sherwood.synthetic.telling import Telling

DAY = dt.timedelta(days=1)
LATER = dt.date(2026, 3, 2)


def told(member: Member, horizon: dt.date = LAST) -> Life:
    return Telling(horizon).life(a_household(member), member, [])


def test_an_end_after_the_last_day_is_not_told() -> None:
    member = a_member(cases=[a_case(close=LAST + DAY)])
    case = told(member).referrals[0]
    assert (case.close_date, case.close_reason) == (None, "")


def test_an_end_on_the_last_day_is_told() -> None:
    case = told(a_member(cases=[a_case(close=LAST)])).referrals[0]
    assert (case.close_date, case.close_reason) == (LAST, "RC7")


def test_an_open_assessment_has_no_factors() -> None:
    case = a_case()
    case.assessments.append(AssessmentRecord(LAST - DAY, LAST + DAY, True, False, ("3B",), "", "assessment_north"))
    found = told(a_member(cases=[case])).referrals[0].assessments[0]
    assert found.authorised_date is None
    assert found.factors == ()


def test_a_conference_still_to_come_is_not_told() -> None:
    case = a_case()
    record = EnquiryRecord(
        LAST - DAY, LAST + 9 * DAY, False, LAST + 20 * DAY, LAST + 9 * DAY, True, "", "assessment_north"
    )
    case.enquiries.append(record)
    found = told(a_member(cases=[case])).referrals[0].enquiries[0]
    assert (found.end_date, found.conference_date, found.led_to_plan) == (None, None, False)
    assert found.conference_target_date == LAST + 20 * DAY


def test_the_case_of_a_child_not_in_care_ends_at_18() -> None:
    case = a_case(close=dt.date(2026, 10, 1))
    case.need_plans.append(NeedPlanRecord(LATER, dt.date(2026, 9, 1), (VisitRecord(dt.date(2026, 8, 3), True, True),)))
    referral = told(a_member(dt.date(2008, 6, 1), cases=[case])).referrals[0]
    assert referral.close_date == dt.date(2026, 6, 1)
    assert referral.need_plans[0].end_date == dt.date(2026, 6, 1)
    assert referral.need_plans[0].visits == ()


def test_a_death_closes_the_case_and_ends_what_is_told() -> None:
    case = a_case(close=LATER)
    member = a_member(cases=[case], death_date=LATER, contacts=[ContactRecord(LATER + DAY, "6", "advice")])
    life = told(member)
    assert (life.referrals[0].close_date, life.referrals[0].close_reason) == (LATER, "RC2")
    assert life.contacts == []


def test_plans_are_counted_and_a_category_changes_only_at_a_review() -> None:
    one, other = a_case(close=LATER), a_case(close=LAST)
    other.referral_date = LATER
    one.protection_plans.append(a_plan(START + DAY, LATER, review_dates=(START + 80 * DAY,)))
    other.protection_plans.append(a_plan(LATER + DAY, LAST))
    first, second = (case.protection_plans[0] for case in told(a_member(cases=[one, other])).referrals)
    assert (first.previous_plans, second.previous_plans) == (0, 1)
    assert (first.latest_category, second.latest_category) == ("EMO", "NEG")


def test_addresses_begin_with_birth() -> None:
    addresses = told(a_member(dt.date(2020, 5, 5))).addresses
    assert [each.start_date for each in addresses] == [dt.date(2020, 5, 5), dt.date(2024, 1, 1)]
    assert [each.postcode for each in told(a_member(dt.date(2025, 1, 1))).addresses] == ["ZY5 2BB"]


def test_early_help_still_open_names_no_reason_of_ending() -> None:
    given = EarlyHelpCase(START, LAST + DAY, "Parenting support", "Needs met", "School", "", LAST + DAY)
    found = told(a_member(help_given=[(given, None)])).early_help[0]
    assert (found.end_date, found.end_reason, found.assessment_completed_date) == (None, "", None)


def test_care_takes_over_from_the_team_outside_and_one_worker_holds_at_a_time() -> None:
    member = a_member(cases=[a_case()])
    stage = Stage("safeguarding", "safeguarding_north", START, LATER, 1)
    stage.spells.append(WorkerSpell("SW1", "safeguarding_north", START, LATER + 5 * DAY, "FCONTA"))
    member.cases[0].stages.append(stage)
    period = a_period((LATER, "full_care_order", "C2"))
    period.allocations.append(Allocation("SW2", "looked_after_north", LATER, period.end_date, "FCONTA"))
    member.child.periods.append(period)
    spells = told(member).worker_spells
    assert [(each.worker, each.start_date, each.end_date, each.reason) for each in spells] == [
        ("SW1", START, LATER, "FCONTA"),
        ("SW2", LATER, None, "TSPROC"),
    ]
