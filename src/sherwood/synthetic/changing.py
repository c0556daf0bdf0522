"""Synthetic: the days on which anything is new of a life, so that its rows need not be made again on the others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from sherwood.synthetic.lives import EarlyHelpCase, HomeAddress, Life, ReferralRecord, WorkerSpell
from sherwood.synthetic.people import (
    Allocation,
    AwaySpell,
    Child,
    LegalSpell,
    LibertyOrder,
    PeriodOfCare,
    Placement,
    birthday,
)

_LEAVER_AGES = range(16, 23)
Day = dt.date | None


def days_of_change(life: Life) -> Iterator[Day]:
    """Yield every day on which something is new of a life, some more than once, none for what has not come.

    Who has left care is told of anew between these days too: see `is_leaver_between`.
    """
    yield from (life.child.birth_date, life.death_date)
    yield from (each.contact_date for each in life.contacts)
    spells: tuple[HomeAddress | EarlyHelpCase | WorkerSpell, ...] = (
        *life.addresses,
        *life.early_help,
        *life.worker_spells,
    )
    for spell in spells:
        yield from (spell.start_date, spell.end_date)
    yield from (each.assessment_completed_date for each in life.early_help)
    yield from (each.visit_date for each in life.care_visits)
    for case in life.referrals:
        yield from _of_case(case)
    if life.child.periods or life.child.away or life.child.liberty_orders:
        yield from _of_care(life.child)


def is_leaver_between(child: Child, first: dt.date, last: dt.date) -> bool:
    """Whether the child may be listed as a care leaver on some day between two, whose contacts are told as they come."""
    has_left = any(period.end_date <= last for period in child.periods)
    is_of_age = (
        birthday(child.birth_date, _LEAVER_AGES[0]) <= last and birthday(child.birth_date, _LEAVER_AGES[-1]) > first
    )
    return has_left and is_of_age


def _of_case(case: ReferralRecord) -> Iterator[Day]:
    yield from (case.referral_date, case.close_date)
    for assessment in case.assessments:
        yield from (assessment.start_date, assessment.authorised_date)
    for enquiry in case.enquiries:
        yield from (enquiry.start_date, enquiry.end_date, enquiry.conference_date)
    for need in case.need_plans:
        yield from (need.start_date, need.end_date, *(visit.visit_date for visit in need.visits))
    for plan in case.protection_plans:
        yield from (plan.start_date, plan.end_date, *plan.review_dates)
        yield from (visit.visit_date for visit in plan.visits)


def _of_care(child: Child) -> Iterator[Day]:
    yield child.mother_child_birth_date
    away: tuple[AwaySpell | LibertyOrder, ...] = (*child.away, *child.liberty_orders)
    for spell in away:
        yield from (spell.start_date, spell.end_date)
    for period in child.periods:
        yield from _of_period(period)


def _of_period(period: PeriodOfCare) -> Iterator[Day]:
    yield from (period.start_date, period.end_date)
    spells: tuple[LegalSpell | Placement | Allocation, ...] = (*period.legal, *period.placements, *period.allocations)
    for spell in spells:
        yield from (spell.start_date, spell.end_date)
    yield from (review.held_date for review in period.reviews)
    if plan := period.adoption:
        yield from (plan.decision_date, plan.match_date, plan.reversed_date)
