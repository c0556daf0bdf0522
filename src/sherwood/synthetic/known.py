"""Synthetic: a life as the council knew it on one day, handed to the writers so that no file tells what had not happened yet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from sherwood.synthetic.lives import (
    AssessmentRecord,
    EarlyHelpCase,
    EnquiryRecord,
    HomeAddress,
    Life,
    NeedPlanRecord,
    ProtectionPlanRecord,
    ReferralRecord,
    WorkerSpell,
)
from sherwood.synthetic.people import AdoptionPlan, Allocation, Child, PeriodOfCare, birthday
from sherwood.synthetic.reviewing import NEVER

_LAST_AGE_OF_LEAVERS = 21
Started = TypeVar("Started", HomeAddress, EarlyHelpCase, WorkerSpell, NeedPlanRecord)


def as_known(life: Life, day: dt.date) -> Life | None:
    """The life cut at the end of a day: later records gone, later ends open; none for a child of whom nothing was known.

    Ends inside care that had not come are the far day NEVER, as care has no empty ends. A child born later is unborn.
    """
    child = _child(life.child, day)
    contacts = [each for each in life.contacts if each.contact_date <= day]
    referrals = [_referral(each, day) for each in life.referrals if each.referral_date <= day]
    early_help = [_early_help(each, day) for each in _started(life.early_help, day)]
    if not (contacts or referrals or early_help or child.periods):
        return None
    return Life(
        child=child,
        forename=life.forename,
        surname=life.surname,
        expected_birth_date=life.expected_birth_date,
        is_unborn=life.is_unborn or life.child.birth_date > day,
        death_date=_until(life.death_date, day),
        disabilities=life.disabilities,
        addresses=_started(life.addresses, day),
        contacts=contacts,
        early_help=early_help,
        referrals=referrals,
        worker_spells=_started(life.worker_spells, day),
        care_visits=[each for each in life.care_visits if each.visit_date <= day],
    )


def first_known(life: Life) -> dt.date:
    """The first day on which anything was known of a child; the far day NEVER where nothing ever was."""
    days = [each.contact_date for each in life.contacts]
    days += [each.referral_date for each in life.referrals]
    days += [each.start_date for each in life.early_help]
    days += [each.start_date for each in life.child.periods]
    return min(days, default=NEVER)


def last_change(life: Life, horizon: dt.date) -> dt.date:
    """The last day on which anything about a life changed, up to a horizon: from then on every day knows the same.

    Who was ever in care is counted as changing up to the age of 21, for what is known of care leavers changes with their birthdays.
    """
    child = life.child
    days = [child.birth_date, child.mother_child_birth_date, life.death_date]
    days += [each.contact_date for each in life.contacts]
    spells: tuple[HomeAddress | EarlyHelpCase | WorkerSpell, ...] = (
        *life.addresses,
        *life.early_help,
        *life.worker_spells,
    )
    for spell in spells:
        days += spell.start_date, spell.end_date
    days += [each.assessment_completed_date for each in life.early_help]
    for case in life.referrals:
        days += _days_of_case(case)
    if child.periods or child.away or child.liberty_orders:
        days.append(birthday(child.birth_date, _LAST_AGE_OF_LEAVERS + 1))
    return min(max(day for day in days if day), horizon)


def _days_of_case(case: ReferralRecord) -> Iterator[dt.date | None]:
    yield from (case.referral_date, case.close_date)
    if case.close_date is None:
        for each in case.assessments:
            yield from (each.start_date, each.authorised_date)
        for enquiry in case.enquiries:
            yield from (enquiry.start_date, enquiry.end_date, enquiry.conference_date)
    plans: tuple[ProtectionPlanRecord | NeedPlanRecord, ...] = (*case.protection_plans, *case.need_plans)
    for plan in plans:
        yield from (plan.start_date, plan.end_date, *(visit.visit_date for visit in plan.visits[-1:]))
        if isinstance(plan, ProtectionPlanRecord):
            yield from plan.review_dates[-1:]


def known_on(lives: Iterable[Life], day: dt.date) -> list[Life]:
    """Every life of which something was known on the day, cut there."""
    return [known for life in lives if (known := as_known(life, day)) is not None]


def _until(end: dt.date | None, day: dt.date) -> dt.date | None:
    """An end that had come; none for one still ahead."""
    return end if end is not None and end <= day else None


def _care_until(end: dt.date, day: dt.date) -> dt.date:
    return end if end <= day else NEVER


def _started(records: Iterable[Started], day: dt.date) -> list[Started]:
    return [
        each if each.end_date is None or each.end_date <= day else replace(each, end_date=None)
        for each in records
        if each.start_date <= day
    ]


def _early_help(case: EarlyHelpCase, day: dt.date) -> EarlyHelpCase:
    if case.end_date:
        return case
    return replace(
        case,
        end_reason="",
        assessment_completed_date=_until(case.assessment_completed_date, day),
    )


def _referral(referral: ReferralRecord, day: dt.date) -> ReferralRecord:
    close_date = _until(referral.close_date, day)
    if close_date:
        return referral
    return replace(
        referral,
        close_date=None,
        close_reason="",
        assessments=[_assessment(each, day) for each in referral.assessments if each.start_date <= day],
        enquiries=[_enquiry(each, day) for each in referral.enquiries if each.start_date <= day],
        protection_plans=[_protection_plan(each, day) for each in referral.protection_plans if each.start_date <= day],
        need_plans=[
            replace(each, visits=tuple(visit for visit in each.visits if visit.visit_date <= day))
            for each in _started(referral.need_plans, day)
        ],
    )


def _assessment(assessment: AssessmentRecord, day: dt.date) -> AssessmentRecord:
    """Whether the child was seen, the factors and the outcome are written when the assessment is authorised."""
    if _until(assessment.authorised_date, day):
        return assessment
    return replace(assessment, authorised_date=None, is_child_seen=False, is_no_further_action=False, factors=())


def _enquiry(enquiry: EnquiryRecord, day: dt.date) -> EnquiryRecord:
    """The outcome is known from the end on, and whether there will be a plan from the conference on."""
    if enquiry.end_date and max(enquiry.end_date, enquiry.conference_date or enquiry.end_date) <= day:
        return enquiry
    end_date, conference = _until(enquiry.end_date, day), _until(enquiry.conference_date, day)
    return replace(
        enquiry,
        end_date=end_date,
        is_no_further_action=enquiry.is_no_further_action and end_date is not None,
        conference_date=conference,
        led_to_plan=enquiry.led_to_plan and conference is not None,
    )


def _protection_plan(plan: ProtectionPlanRecord, day: dt.date) -> ProtectionPlanRecord:
    """A category that changed did so at the first review."""
    if plan.end_date and plan.end_date <= day:
        return plan
    reviews = tuple(each for each in plan.review_dates if each <= day)
    return replace(
        plan,
        end_date=None,
        latest_category=plan.latest_category if reviews else plan.initial_category,
        review_dates=reviews,
        visits=tuple(each for each in plan.visits if each.visit_date <= day),
    )


def _child(child: Child, day: dt.date) -> Child:
    if not (child.periods or child.away or child.liberty_orders):
        return child
    own_child = child.mother_child_birth_date
    return replace(
        child,
        mother_child_birth_date=_until(own_child, day),
        periods=[_period(each, day) for each in child.periods if each.start_date <= day],
        away=[replace(each, end_date=_care_until(each.end_date, day)) for each in child.away if each.start_date <= day],
        liberty_orders=[
            replace(each, end_date=_care_until(each.end_date, day))
            for each in child.liberty_orders
            if each.start_date <= day
        ],
    )


def _period(period: PeriodOfCare, day: dt.date) -> PeriodOfCare:
    if period.end_date <= day:
        return replace(period, reviews=[each for each in period.reviews if each.held_date <= day])
    return replace(
        period,
        end_date=NEVER,
        reason_ceased="",
        legal=[
            replace(each, end_date=_care_until(each.end_date, day)) for each in period.legal if each.start_date <= day
        ],
        placements=[
            replace(
                each,
                end_date=_care_until(each.end_date, day),
                reason_moved=each.reason_moved if each.end_date <= day else "",
            )
            for each in period.placements
            if each.start_date <= day
        ],
        reviews=[each for each in period.reviews if each.held_date <= day],
        allocations=[_allocation(each, day) for each in period.allocations if each.start_date <= day],
        adoption=_adoption(period, day),
    )


def _allocation(allocation: Allocation, day: dt.date) -> Allocation:
    return replace(allocation, end_date=_care_until(allocation.end_date, day))


def _adoption(period: PeriodOfCare, day: dt.date) -> AdoptionPlan | None:
    plan = period.adoption
    if plan is None or plan.decision_date > day:
        return None
    reversed_date = _until(plan.reversed_date, day)
    match_date = _until(plan.match_date, day)
    return replace(
        plan,
        match_date=match_date,
        adopters=plan.adopters if match_date else "",
        reversed_date=reversed_date,
        reason_reversed=plan.reason_reversed if reversed_date else "",
    )
