"""Synthetic: makes lists 8 to 11 of Annex A (care, leaving care, adoption and adopters) as they stood on one day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from sherwood.synthetic.adopting import ADOPTED
from sherwood.synthetic.annex_a import FIRST_LISTS, ListDay, ListRow
from sherwood.synthetic.lives import Life
from sherwood.synthetic.particulars import permanence_plan
from sherwood.synthetic.people import AdoptionPlan, Child, LegalSpell, PeriodOfCare
from sherwood.synthetic.ssd_care import known, placed_for_adoption, placement_order, suitability
from sherwood.vocabulary.intervals import add_months

_FOSTERING_FOR_ADOPTION = frozenset({"U2", "U5"})
_IN_TOUCH = {"YES": "in_touch", "NO": "not_in_touch", "REFU": "not_in_touch"}
# Months before the match at which an adopter of the county reached each step, from enquiry to approval.
_STEPS = {
    "enquiry_date": 16,
    "stage_1_start_date": 14,
    "stage_1_end_date": 12,
    "stage_2_start_date": 11,
    "stage_2_end_date": 7,
    "application_date": 8,
    "approved_date": 6,
}


def children_in_care(on: ListDay, life: Life) -> Iterator[ListRow]:
    """List 8: children in care on the day, or who left in the last six months; short breaks are on no such list."""
    child = life.child
    listed = [
        each for each in child.periods if not each.is_short_break and on.is_within(each.start_date, each.end_date)
    ]
    for period in listed:
        yield {
            **on.identity(life),
            **_need(on, life, period),
            **_appointments(on, life, period),
            **_placement(on, life, period),
            **_away(on, life),
            **on.responsible(life, known(period.end_date)),
        }


def _last_day(on: ListDay, period: PeriodOfCare) -> dt.date:
    """The last day in care that the list can speak of."""
    return min(on.day, period.end_date - dt.timedelta(days=1))


def _need(on: ListDay, life: Life, period: PeriodOfCare) -> ListRow:
    child, end = life.child, known(period.end_date)
    legal = period.state_on(_last_day(on, period)).legal_status
    since = min(each.start_date for each in _last_run(period, legal))
    earlier = [each for each in child.periods if each.start_date < period.start_date and not each.is_short_break]
    is_second = any(each.end_date > on.year_since for each in earlier)
    return {
        "uasc_12m": on.yes(child.is_unaccompanied and child.eighteenth_birthday > on.year_since, life, "uasc"),
        "disability": on.disability(life),
        "start_date": period.start_date,
        "category_of_need": on.code("category_of_need", child.need, life),
        "second_period_12m": on.yes(is_second, life, "second"),
        "legal_status_date": since,
        "legal_status": on.code("legal_status", legal, life),
        "end_date": end,
        "reason_ceased": on.code("reason_ceased", period.reason_ceased if end else "", life),
        "permanence_plan": on.code("permanence_plan", permanence_plan(child, period, _last_day(on, period)), life),
    }


def _last_run(period: PeriodOfCare, legal: str) -> Iterator[LegalSpell]:
    """Yield the legal spells of the last unbroken run of one status, the latest first."""
    for spell in reversed(period.legal):
        if spell.legal_status != legal:
            return
        yield spell


def _appointments(on: ListDay, life: Life, period: PeriodOfCare) -> ListRow:
    child, last = life.child, _last_day(on, period)
    visits = [each.visit_date for each in life.care_visits if period.start_date <= each.visit_date <= period.end_date]
    last_review = max((each.held_date for each in period.reviews if known(each.held_date)), default=None)
    return {
        "last_review_date": last_review,
        "last_visit_date": max(visits, default=None),
        "last_iro_date": last_review,
        "last_health_date": on.particulars.last_of_series("health_check", child, period.start_date, last),
        "last_dental_date": on.particulars.last_of_series("dental_check", child, period.start_date, last),
    }


def _placement(on: ListDay, life: Life, period: PeriodOfCare) -> ListRow:
    placement = period.placement_on(_last_day(on, period))
    town = on.town(placement.postcode or life.child.home_postcode)
    in_year = [each for each in period.lasting_placements if each.end_date > on.year_since]
    return {
        "placements_12m": len(in_year),
        "placement_start_date": placement.start_date,
        "placement_type": on.code("placement_type", placement.placement_type, life),
        "placement_provider": on.code("placement_provider", placement.provider, life),
        "placement_postcode": placement.postcode,
        "urn": placement.urn,
        "placement_location": on.code("placement_location", "in" if town.share else "out", life),
        "placement_authority": "Sherwood County" if town.share else town.name,
    }


def _away(on: ListDay, life: Life) -> ListRow:
    recent = [each for each in life.child.away if each.start_date > on.year_since]
    missing = [each for each in recent if each.kind == "M"]
    over = [each for each in missing if known(each.end_date)]
    interview = on.particulars.return_interview(life.child, over[-1]) if over else (None, None)
    return {
        "missing_12m": len(missing),
        "absent_12m": len(recent) - len(missing),
        "interview_offered": on.yes(interview[0], life, "offered"),
        "interview_accepted": on.yes(interview[1], life, "accepted"),
    }


def care_leavers(on: ListDay, life: Life) -> Iterator[ListRow]:
    """List 9: young people who receive a leaving care service on the day."""
    child = life.child
    found = on.particulars.leaver(life, on.day) if child.periods else None
    if found is None:
        return
    is_known = found.accommodation != "0"
    yield on.identity(life) | {
        "uasc": on.yes(child.is_unaccompanied, life, "uasc"),
        "disability": on.disability(life),
        **on.named(found.adviser.id if found.adviser else "", found.adviser.team if found.adviser else ""),
        "personal_adviser": found.adviser.name if found.adviser else "Unallocated",
        "eligibility": on.code("care_leaver_eligibility", found.eligibility, life),
        "pathway_plan_date": found.pathway_plan_date,
        "in_touch": on.code("in_touch_now", _IN_TOUCH.get(found.in_touch, "exclude"), life),
        "last_contact_date": found.last_contact_date,
        "accommodation": on.code("accommodation_now", found.accommodation[0] if is_known else "", life),
        "suitability": (suitability(found.accommodation) or "") if is_known else "",
        "activity": on.code("activity", found.activity if is_known else "", life),
    }


def adoption(on: ListDay, life: Life) -> Iterator[ListRow]:
    """List 10: children adopted, or decided to be placed for adoption, in the last twelve months, and those still waiting."""
    for period, plan in _plans(life.child):
        adopted = _adopted(period)
        ended = adopted or plan.reversed_date
        if plan.decision_date <= on.day and (ended is None or ended >= on.year_since):
            yield on.identity(life) | {
                "family": _family(life, plan),
                "disability": on.disability(life),
                "care_date": period.start_date,
                "decision_date": plan.decision_date,
                "placement_order_date": placement_order(period),
                "match_date": plan.match_date,
                "placed_date": placed_for_adoption(period),
                "order_date": adopted,
                "reversed_date": plan.reversed_date,
                "reversed_reason": on.code("reason_placed_ceased", plan.reason_reversed, life),
                "fostering_for_adoption_date": _fostered_for_adoption(period),
            }


def adopters(on: ListDay, life: Life) -> Iterator[ListRow]:
    """List 11: the adopters of children matched in the county, one row a person, while in process or approved in the year."""
    for period, plan in _plans(life.child):
        if plan.match_date is None or add_months(plan.match_date, -_STEPS["approved_date"]) < on.year_since:
            continue
        count, sexes, _ = plan.adopters.split()
        for place in range(int(count)):
            yield _adopter(on, life, period, plan, f"{_family(life, plan)}-{place + 1}", sexes[place])


def _adopter(on: ListDay, life: Life, period: PeriodOfCare, plan: AdoptionPlan, key: str, sex: str) -> ListRow:
    match, placed = plan.match_date, placed_for_adoption(period)
    if match is None:
        raise ValueError("an adopter is listed only after a match")
    steps: ListRow = {step: add_months(match, -months) for step, months in _STEPS.items()}
    return {
        "adopter": key,
        "family": _family(life, plan),
        "gender": on.code("sex", sex, life),
        "ethnicity": on.code("ethnicity", life.child.ethnicity, life),
        "disability": on.code("has_disability", "no", life),
        "fostering_for_adoption": on.yes(_fostered_for_adoption(period) is not None, life, "ffa"),
        **steps,
        "match_date": match,
        "placed_date": placed,
        "children_placed": 1 if placed else 0,
        "order_date": _adopted(period),
        "leaving_date": None,
        "leaving_reason": "",
    }


def _plans(child: Child) -> Iterator[tuple[PeriodOfCare, AdoptionPlan]]:
    for period in child.periods:
        if period.adoption:
            yield period, period.adoption


def _adopted(period: PeriodOfCare) -> dt.date | None:
    return period.end_date if period.reason_ceased in ADOPTED else None


def _family(life: Life, plan: AdoptionPlan) -> str | None:
    """The adoptive family's number: only a matched child has one."""
    return f"A{life.child.number}" if plan.match_date else None


def _fostered_for_adoption(period: PeriodOfCare) -> dt.date | None:
    found = (each.start_date for each in period.placements if each.placement_type in _FOSTERING_FOR_ADOPTION)
    return next(found, None)


LISTS: dict[str, Callable[[ListDay, Life], Iterator[ListRow]]] = FIRST_LISTS | {
    "children_in_care": children_in_care,
    "care_leavers": care_leavers,
    "adoption": adoption,
    "adopters": adopters,
}
