"""Synthetic: counts enquiries, conferences, protection plans and applications to court as the national statistics count them."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from sherwood.synthetic.reporting.census import Plan
from sherwood.synthetic.reporting.counting import (
    CountedYear,
    Figure,
    banded,
    mix,
    months_between,
    per_10000,
    percent,
    working_days,
)

_CONFERENCE_DAYS = 15
_LENGTHS = {"up_to_3_months": 3.0, "3_to_6_months": 6.0, "6_to_12_months": 12.0, "1_to_2_years": 24.0}
_LENGTHS |= {"2_years": float("inf")}
_TWO_YEARS = 24.0
# Working Together to Safeguard Children: the first review within three months, each later one within six.
_FIRST_REVIEW, _LATER_REVIEW = np.timedelta64(92, "D"), np.timedelta64(184, "D")
_INTERIM = "C1"


def _conferences_per_10000(year: CountedYear) -> float | None:
    held = sum(year.holds(each.conference_date) for case in year.cases for each in case.enquiries)
    return per_10000(held + sum(year.holds(case.conference_date) for case in year.cases), year)


def _conferences_in_15_days_pct(year: CountedYear) -> float | None:
    days = [
        working_days(each.start_date, each.conference_date)
        for case in year.cases
        for each in case.enquiries
        if each.start_date and each.conference_date and year.holds(each.conference_date)
    ]
    return percent(sum(each <= _CONFERENCE_DAYS for each in days), len(days))


def _enquiries_per_10000(year: CountedYear) -> float | None:
    return per_10000(sum(year.holds(each.start_date) for case in year.cases for each in case.enquiries), year)


def _plans(year: CountedYear) -> list[Plan]:
    return [plan for case in year.cases for plan in case.plans]


def _started(year: CountedYear) -> list[Plan]:
    return [plan for plan in _plans(year) if year.holds(plan.start_date)]


def _ended(year: CountedYear) -> list[Plan]:
    return [plan for plan in _plans(year) if year.holds(plan.end_date)]


def _open(year: CountedYear) -> list[Plan]:
    last = year.year.last_day
    return [
        plan
        for plan in _plans(year)
        if plan.start_date and plan.start_date <= last and (plan.end_date is None or plan.end_date > last)
    ]


def _open_for(band: str) -> Figure:
    def of(year: CountedYear) -> float | None:
        months = (months_between(plan.start_date, year.year.last_day) for plan in _open(year) if plan.start_date)
        return mix(banded(months, _LENGTHS))(band)

    return of


def _ended_after_2_years_pct(year: CountedYear) -> float | None:
    ended = _ended(year)
    long = (
        plan.start_date and plan.end_date and months_between(plan.start_date, plan.end_date) >= _TWO_YEARS
        for plan in ended
    )
    return percent(sum(map(bool, long)), len(ended))


def plan_reviews_on_time_pct(year: CountedYear) -> float | None:
    """Plans open at the year's end for three months or more of which no review due in the year came late or is missing."""
    plans, reviews = year.ssd("cp_plans"), year.ssd("cp_reviews")
    if plans is None or reviews is None:
        return None
    held: dict[str, list[np.datetime64]] = defaultdict(list)
    for plan, day in zip(reviews.texts("cppr_cp_plan_id"), reviews.days("cppr_cp_review_date"), strict=True):
        held[plan].append(day)
    first, last = np.datetime64(year.year.first_day), np.datetime64(year.year.last_day)
    starts, ends = plans.days("cppl_cp_plan_start_date"), plans.days("cppl_cp_plan_end_date")
    open_long = (starts <= last - _FIRST_REVIEW) & (np.isnat(ends) | (ends > last))
    on_time = [
        _is_on_time(
            starts[at], sorted(day for day in held[plans.texts("cppl_cp_plan_id")[at]] if day <= last), first, last
        )
        for at in np.flatnonzero(open_long)
    ]
    return percent(sum(on_time), len(on_time))


def _is_on_time(start: np.datetime64, held: list[np.datetime64], first: np.datetime64, last: np.datetime64) -> bool:
    limits = [start + _FIRST_REVIEW, *(day + _LATER_REVIEW for day in held)]
    came = [*held, last]
    return all(day <= due for due, day in zip(limits, came, strict=True) if due >= first)


def care_applications_per_10000(year: CountedYear) -> float | None:
    """Families with a child put under an interim care order in the year: each stands for one application to court."""
    orders, families = year.ssd("legal_status"), year.ssd("family")
    if orders is None or families is None:
        return None
    family_of = dict(zip(families.texts("fami_person_id"), families.texts("fami_family_id"), strict=True))
    starts = orders.days("lega_legal_status_start_date")
    made = (starts >= np.datetime64(year.year.first_day)) & (starts <= np.datetime64(year.year.last_day))
    made &= orders.texts("lega_legal_status") == _INTERIM
    children = orders.texts("lega_person_id")[made]
    return per_10000(len({family_of.get(child, child) for child in children}), year)


FIGURES: dict[str, Figure] = {
    "section_47_per_10000": _enquiries_per_10000,
    "conferences_per_10000": _conferences_per_10000,
    "conferences_in_15_days_pct": _conferences_in_15_days_pct,
    "plans_per_10000": lambda year: per_10000(len(_open(year)), year),
    "plans_started_per_10000": lambda year: per_10000(len(_started(year)), year),
    "plans_ended_per_10000": lambda year: per_10000(len(_ended(year)), year),
    "second_plans_pct": lambda year: percent(
        sum(each.previous_plans > 0 for each in _started(year)), len(_started(year))
    ),
    "plans_ended_after_2_years_pct": _ended_after_2_years_pct,
    **{f"plans_open_{band}_pct": _open_for(band) for band in _LENGTHS},
    "plan_reviews_on_time_pct": plan_reviews_on_time_pct,
    "category_neglect_pct": lambda year: percent(sum(each.category == "NEG" for each in _open(year)), len(_open(year))),
    "care_applications_per_10000": care_applications_per_10000,
}
