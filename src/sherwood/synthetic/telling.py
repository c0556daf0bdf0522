"""Synthetic: tells a household's cases child by child as they stand on the county's last day, handing on lives."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace

from sherwood.synthetic.cases import Case, Household, Member, Stage
from sherwood.synthetic.lives import (
    AssessmentRecord,
    EarlyHelpCase,
    EnquiryRecord,
    HomeAddress,
    Life,
    NeedPlanRecord,
    ProtectionPlanRecord,
    ReferralRecord,
    VisitRecord,
    WorkerSpell,
)

_DIED, _TRANSFER, _GROWN_UP = "RC2", "TSPROC", "RC7"


class Telling:
    """What is known on the last day: nothing after it, and no end that lies after it."""

    def __init__(self, horizon: dt.date) -> None:
        self._horizon = horizon

    def life(self, household: Household, member: Member, care_visits: Iterable[VisitRecord]) -> Life:
        """Everything told of one child."""
        child, stop = member.child, self._stop(member)
        cases = [case for case in member.cases if case.referral_date < stop]
        spells = self._spells(member, stop)
        life = Life(child, member.forename, member.surname)
        life.expected_birth_date, life.is_unborn = member.expected_birth_date, child.birth_date > self._horizon
        life.death_date = self._known(member.death_date)
        life.disabilities = member.disabilities
        life.addresses = list(self._addresses(household, member, stop))
        life.contacts = [each for each in member.contacts if each.contact_date < stop]
        life.early_help = [
            self._help(help_given, stage, stop)
            for help_given, stage in member.help_given
            if help_given.start_date < stop
        ]
        life.referrals = self._referrals(member, cases, spells)
        life.worker_spells = spells
        life.care_visits = [visit for visit in care_visits if visit.visit_date <= self._horizon]
        return life

    def _stop(self, member: Member) -> dt.date:
        """The first day of which nothing is told: after the county's last day or the child's death."""
        after = self._horizon + dt.timedelta(days=1)
        return min(after, member.death_date + dt.timedelta(days=1)) if member.death_date else after

    def _known(self, day: dt.date | None) -> dt.date | None:
        return day if day and day <= self._horizon else None

    def _close(self, member: Member, case: Case) -> tuple[dt.date, str]:
        """When and why the case ends for this child: with the family's, at 18 unless it was in care, or with its death."""
        if member.death_date and case.close_date >= member.death_date:
            return member.death_date, _DIED
        grown_up = member.child.eighteenth_birthday
        if not member.child.periods and case.close_date > grown_up:
            return grown_up, _GROWN_UP
        return case.close_date, case.close_reason

    def _referrals(self, member: Member, cases: list[Case], spells: list[WorkerSpell]) -> list[ReferralRecord]:
        found: list[ReferralRecord] = []
        earlier_plans = 0
        for case in cases:
            close, reason = self._close(member, case)
            referral = ReferralRecord(case.referral_date, case.source, case.need, case.is_nfa)
            if self._known(close):
                referral.close_date, referral.close_reason = close, reason
            if case.stages:
                first = case.stages[0]
                referral.worker, referral.team = first.worker_on(case.referral_date), first.team
            referral.assessments = [
                self._assessment(each, close, spells)
                for each in case.assessments
                if self._begins(each.start_date, close)
            ]
            referral.enquiries = [
                self._enquiry(each, close, spells) for each in case.enquiries if self._begins(each.start_date, close)
            ]
            for plan in (each for each in case.protection_plans if self._begins(each.start_date, close)):
                referral.protection_plans.append(self._plan(plan, close, earlier_plans))
                earlier_plans += 1
            referral.need_plans = [
                self._need(each, close) for each in case.need_plans if self._begins(each.start_date, close)
            ]
            found.append(referral)
        return found

    def _begins(self, start: dt.date, close: dt.date) -> bool:
        return start <= self._horizon and start < close

    def _end(self, end: dt.date | None, close: dt.date) -> dt.date | None:
        """An end cut to the close of the case, and unknown if it lies after the last day."""
        return self._known(min(end or close, close))

    def _assessment(self, each: AssessmentRecord, close: dt.date, spells: list[WorkerSpell]) -> AssessmentRecord:
        authorised = self._end(each.authorised_date, close)
        worker, team = _responsible(spells, each.team, authorised or self._horizon)
        factors = each.factors if authorised else ()
        return replace(each, authorised_date=authorised, factors=factors, worker=worker, team=team)

    def _enquiry(self, each: EnquiryRecord, close: dt.date, spells: list[WorkerSpell]) -> EnquiryRecord:
        worker, team = _responsible(spells, each.team, min(each.end_date or self._horizon, self._horizon))
        held = self._known(each.conference_date) if each.conference_date and each.conference_date <= close else None
        # A case that closed before its conference needed none.
        target = each.conference_target_date if held or not self._known(close) else None
        return replace(
            each, end_date=self._end(each.end_date, close), conference_target_date=target, conference_date=held,
            led_to_plan=each.led_to_plan and bool(held), worker=worker, team=team,
        )  # fmt: skip

    def _plan(self, each: ProtectionPlanRecord, close: dt.date, earlier: int) -> ProtectionPlanRecord:
        last = min(close, self._horizon)
        reviews = tuple(day for day in each.review_dates if day <= last)
        visits = each.visits
        if visits and visits[-1].visit_date > last:
            visits = tuple(visit for visit in visits if visit.visit_date <= last)
        latest = each.latest_category if reviews else each.initial_category
        return replace(
            each, end_date=self._end(each.end_date, close), latest_category=latest, previous_plans=earlier,
            review_dates=reviews, visits=visits,
        )  # fmt: skip

    def _need(self, each: NeedPlanRecord, close: dt.date) -> NeedPlanRecord:
        last, end = min(close, self._horizon), self._end(each.end_date, close)
        if end == each.end_date and not (each.visits and each.visits[-1].visit_date > last):
            return each
        visits = tuple(visit for visit in each.visits if visit.visit_date <= last)
        return replace(each, end_date=end, visits=visits)

    def _help(self, each: EarlyHelpCase, stage: Stage | None, stop: dt.date) -> EarlyHelpCase:
        end = each.end_date if each.end_date and each.end_date < stop else None
        completed = each.assessment_completed_date
        return replace(
            each, end_date=end, end_reason=each.end_reason if end else "",
            worker=stage.worker_on(each.start_date) if stage else "",
            assessment_completed_date=completed if completed and completed < stop else None,
        )  # fmt: skip

    def _addresses(self, household: Household, member: Member, stop: dt.date) -> Iterator[HomeAddress]:
        """The family's addresses from the child's birth on; of a child not yet born nothing."""
        born = member.child.birth_date
        for each in household.addresses:
            if each.start_date < stop and born < stop and (each.end_date is None or each.end_date > born):
                end = each.end_date if each.end_date and each.end_date < stop else None
                is_as_it_is = end == each.end_date and born <= each.start_date
                yield each if is_as_it_is else replace(each, start_date=max(each.start_date, born), end_date=end)

    def _spells(self, member: Member, stop: dt.date) -> list[WorkerSpell]:
        """Who was responsible, one worker at a time: the teams outside care, then those of care, then again outside."""
        found: list[WorkerSpell] = []
        for case in member.cases:
            close, _ = self._close(member, case)
            for spell in (spell for stage in case.stages for spell in stage.spells):
                if spell.start_date < close:
                    found.append(
                        spell if spell.end_date and spell.end_date <= close else replace(spell, end_date=close)
                    )
        for each in (each for period in member.child.periods for each in period.allocations):
            found.append(WorkerSpell(each.worker, each.team, each.start_date, each.end_date, each.reason))
        return self._in_turn(
            sorted((each for each in found if each.start_date < stop), key=lambda each: each.start_date)
        )

    def _in_turn(self, spells: list[WorkerSpell]) -> list[WorkerSpell]:
        """Cut each spell where the next begins, and leave out what that leaves empty."""
        kept: list[WorkerSpell] = []
        for each in spells:
            if kept and (kept[-1].end_date or dt.date.max) > each.start_date:
                kept[-1] = replace(kept[-1], end_date=each.start_date)
                if kept[-1].start_date == each.start_date:
                    kept.pop()
            kept.append(each)
        return [self._spell(each, before) for before, each in zip([None, *kept], kept, strict=False)]

    def _spell(self, each: WorkerSpell, before: WorkerSpell | None) -> WorkerSpell:
        end, reason = self._known(each.end_date), self._reason(each, before)
        is_as_it_is = end == each.end_date and reason == each.reason
        return each if is_as_it_is else replace(each, end_date=end, reason=reason)

    def _reason(self, each: WorkerSpell, before: WorkerSpell | None) -> str:
        """A first contact that follows another team without a day between is a transfer."""
        follows = before is not None and before.end_date == each.start_date and before.team != each.team
        return _TRANSFER if follows else each.reason


def _responsible(spells: list[WorkerSpell], team: str, day: dt.date) -> tuple[str, str]:
    """The worker of the team who held the child last up to a day, or first after it; else whoever held the child then."""
    own = [each for each in spells if each.team == team] or spells
    held = [each for each in own if each.start_date <= day]
    found = held[-1] if held else own[0] if own else None
    return (found.worker, found.team) if found else ("", team)
