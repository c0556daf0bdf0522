"""Synthetic: makes the eleven lists of Annex A as they stood on one day, handed to the workbook as rows named as in the feed.

Look-back windows: lists 1 to 8 reach back six months, lists 10 and 11 twelve (the practice of inspections; the feed says the same).
"""

from __future__ import annotations

import datetime as dt
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from sherwood.synthetic.lives import AssessmentRecord, EnquiryRecord, Life, ProtectionPlanRecord, ReferralRecord
from sherwood.synthetic.particulars import Particulars
from sherwood.synthetic.people import PeriodOfCare
from sherwood.synthetic.shapes import District
from sherwood.synthetic.spelling import Spelling
from sherwood.synthetic.staff import Worker
from sherwood.vocabulary.ages import age_on
from sherwood.vocabulary.intervals import add_months

ListCell = str | int | dt.date | None
ListRow = dict[str, ListCell]
_WINDOW_MONTHS, _YEAR_MONTHS = 6, 12
_EMERGENCY = frozenset({"L1", "L2"})


@dataclass(frozen=True)
class ListDay:
    """The day of the lists and what every list needs: spellings, names of teams and workers, lesser facts."""

    day: dt.date
    spelling: Spelling
    particulars: Particulars
    workers: dict[str, Worker]
    teams: dict[str, str]
    towns: dict[str, District]

    @property
    def since(self) -> dt.date:
        """The first day of the window of six months."""
        return add_months(self.day, -_WINDOW_MONTHS)

    @property
    def year_since(self) -> dt.date:
        """The first day of the window of twelve months."""
        return add_months(self.day, -_YEAR_MONTHS)

    def is_within(self, start: dt.date, end: dt.date | None) -> bool:
        """Whether a spell that began by the day touches the window; an open one does."""
        return start <= self.day and (end is None or end >= self.since)

    def is_recent(self, day: dt.date | None) -> bool:
        """Whether an event lies in the window."""
        return day is not None and self.since <= day <= self.day

    def in_year(self, days: Iterable[dt.date | None]) -> int:
        """How many events lie in the twelve months up to the day."""
        return sum(1 for each in days if each and self.year_since < each <= self.day)

    def turn(self, life: Life, column: str) -> int:
        """Which of its spellings a value takes in this row."""
        return zlib.crc32(f"{life.child.number}{column}".encode())

    def identity(self, life: Life) -> ListRow:
        """The block of the child's particulars that opens most lists."""
        child = life.child
        sex = "U" if life.is_unborn else child.sex
        return {
            "child": child.number,
            "gender": self.spelling.of("sex", sex, self.turn(life, "gender")),
            "ethnicity": self.spelling.of("ethnicity", child.ethnicity, self.turn(life, "ethnicity")),
            "birth_date": life.expected_birth_date if life.is_unborn else child.birth_date,
            "age": None if life.is_unborn else age_on(child.birth_date, self.day),
        }

    def disability(self, life: Life) -> str:
        """Whether the child has a disability."""
        has_one = any(code != "NONE" for code in life.disabilities)
        return self.spelling.of("has_disability", "yes" if has_one else "no", self.turn(life, "disability"))

    def named(self, worker: str, team: str) -> ListRow:
        """Team and worker by name."""
        name = self.workers[worker].name if worker in self.workers else "Unallocated"
        return {"team": self.teams.get(team, "Unallocated"), "worker": name}

    def responsible(self, life: Life, by: dt.date | None = None) -> ListRow:
        """Team and worker who hold the child, or held it last up to a day."""
        held = [each for each in life.worker_spells if each.start_date <= (by or self.day)]
        return self.named(held[-1].worker, held[-1].team) if held else self.named("", "")

    def town(self, postcode: str) -> District:
        """The place a postcode lies in."""
        return self.towns[postcode.split(" ", maxsplit=1)[0]]

    def yes(self, value: bool | None, life: Life, column: str) -> str:
        """A yes or no in one of its spellings."""
        return self.spelling.yes(value, self.turn(life, column))

    def code(self, codelist: str, code: str, life: Life) -> str:
        """A code in one of its spellings."""
        return self.spelling.of(codelist, code, self.turn(life, codelist))


def contacts(on: ListDay, life: Life) -> Iterator[ListRow]:
    """List 1: contacts of the last six months."""
    for each in life.contacts:
        if on.is_recent(each.contact_date):
            source = on.code("contact_source", each.source, life)
            yield on.identity(life) | {"contact_date": each.contact_date, "contact_source": source}


def early_help_assessments(on: ListDay, life: Life) -> Iterator[ListRow]:
    """List 2: early help assessments in progress or completed in the last six months."""
    for each in life.early_help:
        completed = each.assessment_completed_date or each.end_date
        if on.is_within(each.start_date, completed):
            dates = {"start_date": each.start_date, "completion_date": each.assessment_completed_date}
            yield on.identity(life) | dates | {"organisation": each.organisation}


def referrals(on: ListDay, life: Life) -> Iterator[ListRow]:
    """List 3: referrals of the last six months."""
    for each in (case for case in life.referrals if on.is_recent(case.referral_date)):
        yield on.identity(life) | {
            "referral_date": each.referral_date,
            "referral_source": on.code("contact_source", each.source, life),
            "referral_nfa": on.yes(each.is_no_further_action, life, "nfa"),
            "referrals_12m": on.in_year(case.referral_date for case in life.referrals),
            **on.named(each.worker, each.team),
        }


def assessments(on: ListDay, life: Life) -> Iterator[ListRow]:
    """List 4: assessments in progress, or authorised in the last six months."""
    for each in (each for case in life.referrals for each in case.assessments):
        if on.is_within(each.start_date, each.authorised_date):
            yield _assessment(on, life, each)


def _assessment(on: ListDay, life: Life, each: AssessmentRecord) -> ListRow:
    is_done = each.authorised_date is not None
    seen = ("yes" if each.is_child_seen else "no") if is_done else ""
    return on.identity(life) | {
        "disability": on.disability(life),
        "start_date": each.start_date,
        "child_seen": on.code("seen", seen, life),
        "authorised_date": each.authorised_date,
        "requires_support": on.yes(not each.is_no_further_action if is_done else None, life, "support"),
        **on.named(each.worker, each.team),
    }


def section_47(on: ListDay, life: Life) -> Iterator[ListRow]:
    """List 5: enquiries begun, or whose conference was held, in the last six months."""
    every = [each for case in life.referrals for each in case.enquiries]
    for each in every:
        if on.is_recent(each.start_date) or on.is_recent(each.conference_date):
            yield (
                on.identity(life)
                | _enquiry(on, life, each)
                | {
                    "section_47_12m": on.in_year(other.start_date for other in every),
                    "conferences_12m": on.in_year(other.conference_date for other in every),
                    **on.named(each.worker, each.team),
                }
            )


def _enquiry(on: ListDay, life: Life, each: EnquiryRecord) -> ListRow:
    is_needed = None if each.end_date is None else each.conference_target_date is not None
    return {
        "disability": on.disability(life),
        "strategy_date": each.start_date,
        "conference_not_needed": on.yes(None if is_needed is None else not is_needed, life, "needed"),
        "conference_date": each.conference_date,
        "led_to_plan": on.yes(each.led_to_plan if each.conference_date else None, life, "led"),
    }


def children_in_need(on: ListDay, life: Life) -> Iterator[ListRow]:
    """List 6: cases open on the day or closed in the last six months; a referral without further action opens none."""
    for case in life.referrals:
        if not case.is_no_further_action and on.is_within(case.referral_date, case.close_date):
            yield on.identity(life) | {
                "disability": on.disability(life),
                "start_date": case.referral_date,
                "primary_need": on.code("primary_need", case.primary_need or "N0", life),
                "last_seen_date": _last_seen(life, case),
                "closure_date": case.close_date,
                "closure_reason": on.code("reason_for_closure", case.close_reason, life),
                "case_status": on.code("case_status", _status(on, life, case), life),
                **on.responsible(life, case.close_date),
            }


def _last_seen(life: Life, case: ReferralRecord) -> dt.date | None:
    visits = [visit for plan in case.need_plans for visit in plan.visits]
    visits += [visit for plan in case.protection_plans for visit in plan.visits]
    visits += [each for each in life.care_visits if case.close_date is None or each.visit_date <= case.close_date]
    return max((each.visit_date for each in visits if each.is_seen), default=None)


def _status(on: ListDay, life: Life, case: ReferralRecord) -> str:
    """Where the case stands (code of `case_status`), the gravest first; an open case between plans waits on an assessment."""
    if case.close_date:
        return "closed"
    if life.child.period_on(on.day):
        return "looked_after"
    if any(plan.end_date is None for plan in case.protection_plans):
        return "child_protection_plan"
    if any(plan.end_date is None for plan in case.need_plans):
        return "child_in_need_plan"
    return "open_assessment"


def child_protection_plans(on: ListDay, life: Life) -> Iterator[ListRow]:
    """List 7: plans open on the day or ended in the last six months."""
    for plan in (plan for case in life.referrals for plan in case.protection_plans):
        if on.is_within(plan.start_date, plan.end_date):
            yield _plan(on, life, plan)


def _plan(on: ListDay, life: Life, plan: ProtectionPlanRecord) -> ListRow:
    last = plan.visits[-1] if plan.visits else None
    alone = "" if last is None else "yes" if last.is_seen_alone else "no"
    return on.identity(life) | {
        "disability": on.disability(life),
        "start_date": plan.start_date,
        "initial_category": on.code("category_of_abuse", plan.initial_category, life),
        "latest_category": on.code("category_of_abuse", plan.latest_category, life),
        "last_visit_date": last.visit_date if last else None,
        "seen_alone": on.code("seen", alone, life),
        "last_review_date": max(plan.review_dates, default=None),
        "end_date": plan.end_date,
        "emergency": on.yes(_had_emergency(on, life.child.periods), life, "emergency"),
        "previous_plans": plan.previous_plans,
        **on.responsible(life, plan.end_date),
    }


def _had_emergency(on: ListDay, periods: Iterable[PeriodOfCare]) -> bool:
    """Whether an emergency protection order or police protection fell into the last six months."""
    spells = (spell for period in periods for spell in period.legal if spell.legal_status in _EMERGENCY)
    return any(spell.start_date <= on.day and spell.end_date >= on.since for spell in spells)


FIRST_LISTS: dict[str, Callable[[ListDay, Life], Iterator[ListRow]]] = {
    "contacts": contacts,
    "early_help_assessments": early_help_assessments,
    "referrals": referrals,
    "assessments": assessments,
    "section_47": section_47,
    "children_in_need": children_in_need,
    "child_protection_plans": child_protection_plans,
}
