"""Counties of lives made in memory for the tests, each made once, with plain ways to walk through what was recorded."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from sherwood.definitions.catalogue import load_catalogue
from sherwood.synthetic.chance import Chance
from sherwood.synthetic.courses import load_life_courses
from sherwood.synthetic.lives import (
    AssessmentRecord,
    EnquiryRecord,
    Life,
    NeedPlanRecord,
    ProtectionPlanRecord,
    ReferralRecord,
)
from sherwood.synthetic.living import Lives, live
from sherwood.synthetic.looked_after import County, county_of
from sherwood.vocabulary.calendar import WorkingCalendar

FIRST, LAST = dt.date(2023, 4, 1), dt.date(2026, 11, 21)
SEEDS = (1, 2, 3)


@dataclass(frozen=True)
class Known:
    """A county and its lives."""

    county: County
    made: Lives

    @property
    def lives(self) -> list[Life]:
        return self.made.lives

    def referrals(self) -> Iterator[tuple[Life, ReferralRecord]]:
        return ((life, each) for life in self.lives for each in life.referrals)

    def assessments(self) -> Iterator[tuple[Life, ReferralRecord, AssessmentRecord]]:
        return ((life, case, each) for life, case in self.referrals() for each in case.assessments)

    def enquiries(self) -> Iterator[tuple[Life, ReferralRecord, EnquiryRecord]]:
        return ((life, case, each) for life, case in self.referrals() for each in case.enquiries)

    def protection_plans(self) -> Iterator[tuple[Life, ReferralRecord, ProtectionPlanRecord]]:
        return ((life, case, each) for life, case in self.referrals() for each in case.protection_plans)

    def need_plans(self) -> Iterator[tuple[Life, ReferralRecord, NeedPlanRecord]]:
        return ((life, case, each) for life, case in self.referrals() for each in case.need_plans)


@lru_cache(maxsize=1)
def calendar() -> WorkingCalendar:
    declared = load_catalogue().calendar("england_and_wales")
    return WorkingCalendar({day.date: day.name for day in declared.added}, [day.date for day in declared.removed])


def make_known(seed: int, children: int = 5_000) -> Known:
    chance = Chance(load_life_courses(), seed)
    county = county_of(chance, calendar(), children, FIRST, LAST)
    return Known(county, live(chance.apart("lives"), county, FIRST, LAST))


@lru_cache(maxsize=4)
def known(seed: int, children: int = 5_000) -> Known:
    return make_known(seed, children)


def events(life: Life) -> Iterator[tuple[str, dt.date | None, dt.date | None]]:
    """Everything dated of a life as (what, first day, last day); a single day stands twice."""
    yield from (("address", each.start_date, each.end_date) for each in life.addresses)
    yield from (("contact", each.contact_date, each.contact_date) for each in life.contacts)
    yield from (("early help", each.start_date, each.end_date) for each in life.early_help)
    yield from (("worker", each.start_date, each.end_date) for each in life.worker_spells)
    yield from (("visit in care", each.visit_date, each.visit_date) for each in life.care_visits)
    for case in life.referrals:
        yield "referral", case.referral_date, case.close_date
        yield from under(case)


def under(case: ReferralRecord) -> Iterator[tuple[str, dt.date | None, dt.date | None]]:
    """Everything dated under a referral."""
    yield from (("assessment", each.start_date, each.authorised_date) for each in case.assessments)
    for enquiry in case.enquiries:
        yield "enquiry", enquiry.start_date, enquiry.end_date
        yield "conference", enquiry.conference_date, enquiry.conference_date
    for plan in case.protection_plans:
        yield "protection plan", plan.start_date, plan.end_date
        yield from (("review", day, day) for day in plan.review_dates)
        yield from (("protection visit", each.visit_date, each.visit_date) for each in plan.visits)
    for need in case.need_plans:
        yield "need plan", need.start_date, need.end_date
        yield from (("need visit", each.visit_date, each.visit_date) for each in need.visits)
