"""Synthetic: what the SSD tells of a child's cases: referrals, assessments, enquiries, conferences, plans and visits, as rows."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from itertools import pairwise

from sherwood.synthetic.lives import (
    AssessmentRecord,
    EnquiryRecord,
    Life,
    NeedPlanRecord,
    ProtectionPlanRecord,
    ReferralRecord,
)
from sherwood.synthetic.ssd_people import Cell, SsdRow, flags, yes
from sherwood.vocabulary.intervals import add_months

_REFERRAL_FLAGS = ("SINGLE_ASSESSMENT_FLAG", "NFA_FLAG", "STRATEGY_DISCUSSION_FLAG", "OTHER_OUTCOMES_EXIST_FLAG")
_ASSESSMENT_FLAGS = ("NFA_FLAG", "PROV_OF_SERVICES_FLAG", "OTHER_OUTCOMES_EXIST_FLAG")
_ENQUIRY_FLAGS = ("NFA_FLAG", "CP_CONFERENCE_FLAG", "NFA_CONTINUE_SINGLE_FLAG", "OTHER_OUTCOMES_EXIST_FLAG")
_CONFERENCE_FLAGS = ("NFA_FLAG", "PROV_OF_SERVICES_FLAG", "CP_FLAG", "OTHER_OUTCOMES_EXIST_FLAG")
# Months after the conference for the first review, after the last review for each later one (Working Together).
_FIRST_REVIEW, _LATER_REVIEW = 3, 6


def referral_key(number: str, count: int) -> str:
    """The identifier of a child's so-many-th referral; those of everything under it begin with it."""
    return f"{number}-R{count}"


def referral_on(life: Life, day: dt.date) -> str | None:
    """The identifier of the case that was open on a day, the latest if there were several."""
    found = None
    for count, case in enumerate(life.referrals, start=1):
        if case.referral_date <= day and (case.close_date is None or case.close_date > day):
            found = referral_key(life.child.number, count)
    return found


def casework_rows(life: Life, sources: dict[str, str]) -> Iterator[SsdRow]:
    """Yield every row of the tables about the child's cases, each with its table's name."""
    for count, case in enumerate(life.referrals, start=1):
        yield from _Case(life, case, referral_key(life.child.number, count)).rows(sources)


class _Case:
    """One referral and everything under it."""

    def __init__(self, life: Life, case: ReferralRecord, key: str) -> None:
        self._life, self._case, self._key = life, case, key
        self._number = life.child.number

    def rows(self, sources: dict[str, str]) -> Iterator[SsdRow]:
        case = self._case
        yield "cin_episodes", self._episode(sources)
        for count, assessment in enumerate(case.assessments, start=1):
            yield from self._assessment(f"{self._key}-A{count}", assessment)
        for count, enquiry in enumerate(case.enquiries, start=1):
            yield from self._enquiry(f"{self._key}-S{count}", enquiry)
        for count, plan in enumerate(case.need_plans, start=1):
            yield from self._need_plan(f"{self._key}-N{count}", plan)
        for count, protection in enumerate(case.protection_plans, start=1):
            yield from self._protection_plan(f"{self._key}-P{count}", protection)

    def _episode(self, sources: dict[str, str]) -> list[Cell]:
        case = self._case
        raised = ["NFA_FLAG"] if case.is_no_further_action else ["SINGLE_ASSESSMENT_FLAG"]
        if any(each.start_date == case.referral_date for each in case.enquiries):
            raised.append("STRATEGY_DISCUSSION_FLAG")
        return [
            self._key,
            self._number,
            case.referral_date,
            case.primary_need,
            case.source,
            sources.get(case.source, ""),
            flags(_REFERRAL_FLAGS, *raised),
            yes(case.is_no_further_action),
            case.close_reason,
            case.close_date,
            case.team,
            case.worker,
        ]

    def _assessment(self, key: str, each: AssessmentRecord) -> Iterator[SsdRow]:
        """Whether the child was seen and what came of it is empty until a manager authorises the assessment."""
        is_done = each.authorised_date is not None
        outcome = "NFA_FLAG" if each.is_no_further_action else "PROV_OF_SERVICES_FLAG"
        row = [key, self._number, self._key, each.start_date, yes(each.is_child_seen) if is_done else None]
        told = [flags(_ASSESSMENT_FLAGS, outcome), yes(each.is_no_further_action)] if is_done else [None, None]
        yield "cin_assessments", [*row, each.authorised_date, *told, each.team, each.worker]
        if each.factors:
            yield "assessment_factors", [f"{key}-F", key, json.dumps(list(each.factors))]

    def _enquiry(self, key: str, each: EnquiryRecord) -> Iterator[SsdRow]:
        outcome = None
        if each.end_date:
            outcome = flags(_ENQUIRY_FLAGS, "CP_CONFERENCE_FLAG" if each.conference_target_date else "NFA_FLAG")
        told = [yes(each.is_no_further_action) if each.end_date else None, outcome]
        yield (
            "s47_enquiry",
            [key, self._key, self._number, each.start_date, each.end_date, *told, each.worker, each.team],
        )
        if each.conference_date:
            yield "initial_cp_conference", self._conference(key, each)

    def _conference(self, key: str, each: EnquiryRecord) -> list[Cell]:
        plan = self._plan_of(each.conference_date) if each.led_to_plan else None
        return [
            f"{key}-I",
            f"{key}-M",
            key,
            self._number,
            plan,
            self._key,
            "N",
            each.conference_target_date,
            each.conference_date,
            yes(each.led_to_plan),
            flags(_CONFERENCE_FLAGS, "CP_FLAG" if each.led_to_plan else "PROV_OF_SERVICES_FLAG"),
            each.team,
            each.worker,
        ]

    def _plan_of(self, conference: dt.date | None) -> str | None:
        plans = enumerate(self._case.protection_plans, start=1)
        return next((f"{self._key}-P{count}" for count, plan in plans if plan.conference_date == conference), None)

    def _enquiry_of(self, plan: ProtectionPlanRecord) -> str | None:
        enquiries = enumerate(self._case.enquiries, start=1)
        found = (count for count, each in enquiries if each.conference_date == plan.conference_date)
        return next((f"{self._key}-S{count}" for count in found), None)

    def _need_plan(self, key: str, plan: NeedPlanRecord) -> Iterator[SsdRow]:
        team, worker = self._responsible(plan.end_date or dt.date.max)
        yield "cin_plans", [key, self._key, self._number, plan.start_date, plan.end_date, team, worker]
        for count, visit in enumerate(plan.visits, start=1):
            seen = [yes(visit.is_seen), yes(visit.is_seen_alone), None]
            yield "cin_visits", [f"{key}-V{count}", self._number, visit.visit_date, *seen]

    def _protection_plan(self, key: str, plan: ProtectionPlanRecord) -> Iterator[SsdRow]:
        """A plan whose conference followed no enquiry here came with a child who moved in."""
        enquiry = self._enquiry_of(plan)
        conference = f"{enquiry}-I" if enquiry else f"{key}-I"
        row = [key, self._key, conference, self._number, plan.start_date, plan.end_date]
        yield "cp_plans", [*row, plan.initial_category, "N", plan.latest_category]
        if enquiry is None:
            outcome = flags(_CONFERENCE_FLAGS, "CP_FLAG")
            given = [conference, f"{key}-M", None, self._number, key, self._key, "Y", None, plan.conference_date, "Y"]
            yield "initial_cp_conference", [*given, outcome, *self._responsible(plan.start_date)]
        yield from self._reviews(key, plan)
        for count, visit in enumerate(plan.visits, start=1):
            seen = [yes(visit.is_seen), yes(visit.is_seen_alone), None]
            yield "cp_visits", [f"{key}-V{count}", self._number, key, visit.visit_date, *seen]

    def _reviews(self, key: str, plan: ProtectionPlanRecord) -> Iterator[SsdRow]:
        clocks = pairwise((plan.conference_date, *plan.review_dates))
        for count, (clock, held) in enumerate(clocks, start=1):
            due = add_months(clock, _FIRST_REVIEW if count == 1 else _LATER_REVIEW)
            goes_on = plan.end_date is None or held < plan.end_date
            told = [f"{key}-W{count}-M", yes(goes_on), "Y", None]
            yield "cp_reviews", [f"{key}-W{count}", self._number, key, due, held, *told]

    def _responsible(self, day: dt.date) -> tuple[str, str]:
        """Team and worker who held the child last up to a day; those of the referral where nobody did."""
        held = [each for each in self._life.worker_spells if each.start_date <= day]
        return (held[-1].team, held[-1].worker) if held else (self._case.team, self._case.worker)
