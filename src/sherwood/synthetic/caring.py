"""Synthetic: the cases of children who are looked after, from referral over care to the close, handed on as cases of each child."""

from __future__ import annotations

import datetime as dt
from copy import copy
from dataclasses import replace

from sherwood.synthetic.care import DIED
from sherwood.synthetic.cases import Case, Household, Member
from sherwood.synthetic.chance import Chance
from sherwood.synthetic.lives import ContactRecord, NeedPlanRecord, ProtectionPlanRecord
from sherwood.synthetic.people import Child, PeriodOfCare
from sherwood.synthetic.referring import Referring
from sherwood.synthetic.shapes import Work
from sherwood.synthetic.workdays import Workdays
from sherwood.vocabulary.ages import age_on

_EMERGENCIES = frozenset({"police_protection", "emergency_protection", "remand", "police_custody", "child_assessment"})
_CLOSES_AT_ONCE = {
    "E11": "RC1", "E12": "RC1", "E45": "RC4", "E46": "RC4", "E47": "RC4", "E48": "RC4", "E41": "RC3", "E3": "RC5", "E7": "RC6",
    DIED: "RC2",
}  # fmt: skip
_WENT_HOME = frozenset({"E4A", "E4B", "E13", "E14"})
_ENDED, _SOURCE_SOCIAL_CARE, _POLICE = "RC7", "5A", "6"
_BEFORE_BIRTH_DAYS = 120
# Children (Leaving Care) Act 2000: 13 weeks in care make a care leaver.
_LEAVER_DAYS = 91


class Caring:
    """Gives every child of a family in care its own case around each period of care; what came before is the family's."""

    def __init__(self, chance: Chance, referring: Referring, workdays: Workdays) -> None:
        self._chance = chance
        self._referring = referring
        self._workdays = workdays

    def live(self, household: Household) -> None:
        """Give the children in care their cases, and a brother or sister at home the part that comes before care."""
        before: dict[dt.date, Case] = {}
        for member in household.members:
            if member.child.periods:
                self._member(member, before)
        if before:
            self._at_home([each for each in household.members if not each.child.periods], before[min(before)])

    def _member(self, member: Member, before: dict[dt.date, Case]) -> None:
        case: Case | None = None
        for period in member.child.periods:
            if case is None or case.close_date <= period.start_date:
                shared = before.get(period.start_date)
                if shared is None or shared.referral_date < max(member.child.birth_date, self._since(member)):
                    shared = self._before(member, period)
                    before.setdefault(period.start_date, shared)
                case = self._own(shared)
                case.protection_plans = [_plan_until(each, period.end_date) for each in case.protection_plans]
                member.cases.append(case)
                self._note(member, case)
            else:
                self._reopen(case, period)
            self._after(member.child, case, period)
            if period.reason_ceased == DIED:
                member.death_date = period.end_date

    def _own(self, shared: Case) -> Case:
        """The child's own copy of the family's case: the stages until care are held in common, what follows is not."""
        for stage in shared.stages:
            stage.children += 1
        case = copy(shared)
        for part in ("stages", "assessments", "enquiries", "protection_plans", "need_plans"):
            setattr(case, part, list(getattr(shared, part)))
        return case

    def _note(self, member: Member, case: Case) -> None:
        member.contacts.append(ContactRecord(case.referral_date, case.source, "referral"))
        if case.referral_date < member.child.birth_date:
            member.is_expected = True
            due = member.child.birth_date + dt.timedelta(days=round(self._chance.random.gauss(0, 7)))
            member.expected_birth_date = due

    def _before(self, member: Member, period: PeriodOfCare) -> Case:
        """The case up to care: referred in time, assessed, mostly enquired into, often on a protection plan."""
        child, start, district = member.child, period.start_date, member.child.home_district
        is_sudden = period.legal[0].state in _EMERGENCIES or child.is_unaccompanied
        day = self._referred(member, period, is_sudden=is_sudden)
        source = _POLICE if is_sudden else self._chance.pick("contact_source")
        case = self._referring.open(day, source, child.need, district, 0)
        work: Work = "disability" if period.is_short_break else "assessment"
        begun = self._workdays.after(day, 1)
        # Who came and went over a weekend was seen on the day.
        team = self._referring.hand(case, work, begun if begun < period.end_date else day, district, 0)
        age = max(0, age_on(child.birth_date, start))
        found = self._referring.assessing.assess(case.stages[-1].start_date, team, age, is_not_in_need=False)
        case.assessments.append(found)
        if not (child.is_unaccompanied or period.is_short_break):
            self._protect(case, period, found.authorised_date or day, district)
        case.stages = [each for each in case.stages if each.start_date < start]
        if case.stages:
            case.stages[-1].end_date = start
        return case

    def _referred(self, member: Member, period: PeriodOfCare, *, is_sudden: bool) -> dt.date:
        """The day of the referral: months before care, days where it was sudden, never before the last case closed."""
        lead = self._chance.days("case_before_emergency" if is_sudden else "case_before_care")
        if member.child.is_unaccompanied:
            lead = 0
        earliest = member.child.birth_date - dt.timedelta(days=_BEFORE_BIRTH_DAYS)
        day = self._workdays.before(max(period.start_date - dt.timedelta(days=lead), earliest))
        return min(max(day, self._workdays.from_day(self._since(member))), period.start_date)

    def _protect(self, case: Case, period: PeriodOfCare, authorised: dt.date, district: str) -> None:
        """Add what was tried before care: an enquiry, and a plan where there was time for a conference."""
        chance, start, stage = self._chance, period.start_date, case.stages[-1]
        if chance.happens("enquiry_before_care"):
            day = self._workdays.after(stage.start_date, chance.random.randint(0, 3))
            has_time = (start - day).days > 35 and chance.happens("plan_before_care")
            enquiry = self._referring.protecting.enquire(
                case, day, stage.team, outcome="conference" if has_time else "in_need"
            )
            if enquiry.plan_date and enquiry.plan_date < start:
                self._referring.hand(case, "safeguarding", enquiry.plan_date, district, 0)
                end = min(start + dt.timedelta(days=chance.days("plan_into_care")), period.end_date)
                self._referring.protecting.plan(case, enquiry.plan_date, case.stages[-1].team, end)
                return
            if enquiry.plan_date:
                # The child came into care before the conference, which then needed no plan.
                case.enquiries[-1] = replace(enquiry.record, led_to_plan=False)
        if authorised < start:
            self._referring.hand(case, "safeguarding", authorised, district, 0)
            self._referring.need_plan(case, authorised, (start - authorised).days)

    def _since(self, member: Member) -> dt.date:
        """The day the child's last case closed: a new one can't begin earlier."""
        return (
            member.cases[-1].close_date
            if member.cases
            else member.child.birth_date - dt.timedelta(days=_BEFORE_BIRTH_DAYS)
        )

    def _reopen(self, case: Case, period: PeriodOfCare) -> None:
        """Care again while the case is still open: what followed the last period of care is cut short."""
        start = period.start_date
        case.need_plans = [_need_until(each, start) for each in case.need_plans if each.start_date < start]
        if case.stages and case.stages[-1].end_date > start:
            case.stages[-1].end_date = start

    def _after(self, child: Child, case: Case, period: PeriodOfCare) -> None:
        """Close the case with the end of care, or later: support at home, or as a care leaver."""
        end, reason = period.end_date, period.reason_ceased
        if end >= child.eighteenth_birthday and (end - period.start_date).days >= _LEAVER_DAYS:
            if self._chance.happens("known_past_18") and not period.is_short_break:
                self._stay(case, "care_leavers", end, end + dt.timedelta(days=self._leaver_days()), child.home_district)
                return
        elif reason in _WENT_HOME:
            days = self._chance.days("case_after_care")
            self._stay(case, "safeguarding", end, end + dt.timedelta(days=days), child.home_district)
            self._referring.need_plan(case, end, days)
            return
        case.close_date, case.close_reason = end, _CLOSES_AT_ONCE.get(reason, _ENDED)

    def _leaver_days(self) -> int:
        return min(self._chance.days("care_leaver"), 3 * 365)

    def _stay(self, case: Case, work: Work, start: dt.date, end: dt.date, district: str) -> None:
        """Keep the case open after care with a team outside it; the teams for children in care had it meanwhile."""
        stage = self._referring.stage(work, start, district, 1)
        stage.end_date, stage.is_transfer = end, True
        case.stages.append(stage)
        case.close_date, case.close_reason = end, _ENDED

    def _at_home(self, members: list[Member], shared: Case) -> None:
        """A brother or sister at home shares the case until the other entered care, and is supported for a while longer."""
        for member in members:
            if not member.is_known_on(shared.referral_date):
                continue
            case = self._own(shared)
            ends = [each.end_date or shared.referral_date for each in case.enquiries]
            ends += [each.end_date or shared.referral_date for each in case.protection_plans]
            ends += [each.end_date or shared.referral_date for each in case.need_plans]
            ends += [each.authorised_date or each.start_date for each in case.assessments]
            end = max(ends)
            case.close_date = self._workdays.after(end, self._chance.days("plan_end_to_close"))
            case.close_reason = _ENDED
            member.cases.append(case)
            self._note(member, case)


def _plan_until(plan: ProtectionPlanRecord, last: dt.date) -> ProtectionPlanRecord:
    """The plan ended on a day at the latest, with the reviews and visits up to it."""
    reviews = tuple(day for day in plan.review_dates if day <= last)
    visits = tuple(visit for visit in plan.visits if visit.visit_date <= last)
    return replace(plan, end_date=min(plan.end_date or last, last), review_dates=reviews, visits=visits)


def _need_until(plan: NeedPlanRecord, last: dt.date) -> NeedPlanRecord:
    """The plan ended on a day at the latest, with the visits up to it."""
    visits = tuple(visit for visit in plan.visits if visit.visit_date <= last)
    return replace(plan, end_date=min(plan.end_date or last, last), visits=visits)
