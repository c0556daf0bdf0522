"""Synthetic: section 47 enquiries, conferences and child protection plans with their reviews, handed on as records of a case."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sherwood.synthetic.cases import Case
from sherwood.synthetic.chance import Chance
from sherwood.synthetic.lives import EnquiryRecord, ProtectionPlanRecord
from sherwood.synthetic.workdays import Workdays
from sherwood.synthetic.workload import Workload
from sherwood.vocabulary.intervals import add_months

# Working Together to Safeguard Children: conference within 15 working days of the strategy discussion; reviews within
# three months of the initial conference, then at most six months apart.
_CONFERENCE_LIMIT, _FIRST_REVIEW_MONTHS, _LATER_REVIEW_MONTHS = 15, 3, 6
_CONFERENCE, _NO_ACTION = "conference", "no_further_action"
_MOST_REVIEWS = 12
# Three weeks, in which a conference is prepared.
_CONFERENCE_COURSE = 21


@dataclass(frozen=True)
class Enquiry:
    """What an enquiry came to: its record, and the day of the conference that led to a plan, if one did."""

    record: EnquiryRecord
    plan_date: dt.date | None


class Protecting:
    """Draws enquiries and plans to their natural end."""

    def __init__(self, chance: Chance, workload: Workload, workdays: Workdays) -> None:
        self._chance = chance
        self._workload = workload
        self._workdays = workdays

    def enquire(self, case: Case, start: dt.date, team: str, *, outcome: str = "") -> Enquiry:
        """Add an enquiry begun on a working day; an outcome is drawn unless the story settles it."""
        outcome = outcome or self._chance.pick("after_enquiry")
        target = self._workdays.after(start, _CONFERENCE_LIMIT)
        if outcome == _CONFERENCE:
            held = self._workdays.after(start, self._conference_days(team, start))
            led = self._chance.happens("leads_to_plan")
            record = EnquiryRecord(start, held, False, target, held, led, "", team)
        else:
            held, led = None, False
            end = self._workdays.after(start, self._chance.random.randint(2, _CONFERENCE_LIMIT))
            record = EnquiryRecord(start, end, outcome == _NO_ACTION, None, None, False, "", team)
        case.enquiries.append(record)
        return Enquiry(record, held if led else None)

    def plan(self, case: Case, start: dt.date, team: str, end: dt.date | None = None) -> ProtectionPlanRecord:
        """Add a plan begun at a conference; it ends at a review, or on the day the story settles. Its visits are not made yet."""
        reviews, natural_end = self._reviews(start, end, team)
        until = end or natural_end
        category = self._chance.pick("category_of_abuse")
        latest = self._chance.pick("category_of_abuse") if self._chance.happens("category_changes") else category
        plan = ProtectionPlanRecord(start, until, category, latest, 0, start, reviews, ())
        case.protection_plans.append(plan)
        return plan

    def _conference_days(self, team: str, start: dt.date) -> int:
        if self._chance.share(self._workload.late("conference_late", team, start, _CONFERENCE_COURSE)):
            return _CONFERENCE_LIMIT + self._chance.days("conference_over_limit")
        return _CONFERENCE_LIMIT - min(int(self._chance.random.expovariate(0.45)), 9)

    def _reviews(self, start: dt.date, end: dt.date | None, team: str) -> tuple[tuple[dt.date, ...], dt.date]:
        """The days of the reviews, and the one of them at which the plan ends."""
        held: list[dt.date] = []
        clock = start
        for number in range(_MOST_REVIEWS):
            clock = self._review(clock, team, is_first=number == 0)
            if end and clock > end:
                break
            held.append(clock)
            if not end and self._chance.happens("ends_at_later_review" if number else "ends_at_first_review"):
                break
        return tuple(held), clock

    def _review(self, clock: dt.date, team: str, *, is_first: bool) -> dt.date:
        due = add_months(clock, _FIRST_REVIEW_MONTHS if is_first else _LATER_REVIEW_MONTHS)
        if self._chance.share(self._workload.late("plan_review_late", team, due)):
            return self._workdays.from_day(due + dt.timedelta(days=self._chance.days("plan_review_after_due")))
        before = self._chance.days("plan_review_before_due" if is_first else "later_review_before_due")
        # Booked on the last working day at or before the day meant, so that a weekend never makes it late.
        day = max(due - dt.timedelta(days=before), clock + dt.timedelta(days=30))
        return min(self._workdays.from_day(day), self._workdays.before(due))
