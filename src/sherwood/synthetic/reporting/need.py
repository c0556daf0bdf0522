"""Synthetic: counts contacts, referrals, assessments and children in need, as the national statistics of the census count them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import numpy as np

from sherwood.synthetic.reporting.census import Case
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

_YEAR = np.timedelta64(365, "D")
_NOT_IN_NEED = frozenset({"RC8", "RC9"})
_LIMIT_DAYS = 45
_LENGTHS = {"under_3_months": 3.0, "3_to_6_months": 6.0, "6_to_12_months": 12.0, "1_to_2_years": 24.0}
_LENGTHS |= {"2_years": float("inf")}
_FACTORS = {
    "domestic_abuse_parent": "3B",
    "domestic_abuse_child": "3A",
    "mental_health_parent": "4B",
    "mental_health_child": "4A",
    "alcohol_parent": "1B",
    "drugs_parent": "2B",
    "neglect": "16A",
    "emotional_abuse": "17A",
    "learning_disability_child": "5A",
    "going_missing": "10A",
    "self_harm": "15A",
    "sexual_exploitation": "11A",
    "unacceptable_behaviour": "14A",
}


def _referrals(year: CountedYear) -> list[Case]:
    return [case for case in year.cases if year.holds(case.referral_date)]


def contacts_per_referral(year: CountedYear) -> float | None:
    """Contacts of the year to its referrals."""
    contacts = year.ssd("contacts")
    if contacts is None or not (referrals := len(_referrals(year))):
        return None
    days = contacts.days("cont_contact_date")
    held = (days >= np.datetime64(year.year.first_day)) & (days <= np.datetime64(year.year.last_day))
    return float(held.sum()) / referrals


def re_referrals_pct(year: CountedYear) -> float | None:
    """Referrals that follow another of the same child within 12 months."""
    cases = year.ssd("cin_episodes")
    if cases is None:
        return None
    days_of: dict[str, list[np.datetime64]] = defaultdict(list)
    for child, day in zip(cases.texts("cine_person_id"), cases.days("cine_referral_date"), strict=True):
        if not np.isnat(day):
            days_of[child].append(day)
    first, last = np.datetime64(year.year.first_day), np.datetime64(year.year.last_day)
    repeats = total = 0
    for days in days_of.values():
        for day in (each for each in days if first <= each <= last):
            total += 1
            repeats += any(day - _YEAR <= earlier < day for earlier in days)
    return percent(repeats, total)


def _of_referrals(year: CountedYear, fits: Iterable[bool]) -> float | None:
    return percent(sum(fits), len(_referrals(year)))


def _from(*sources: str) -> Figure:
    return lambda year: _of_referrals(year, (case.source in sources for case in _referrals(year)))


def assessed_not_in_need_pct(year: CountedYear) -> float | None:
    """Referrals of the year closed after an assessment that found no need."""
    found = (bool(case.assessments) and case.close_reason in _NOT_IN_NEED for case in _referrals(year))
    return _of_referrals(year, found)


def _assessment_days(year: CountedYear) -> list[int]:
    """Working days that each assessment completed in the year took."""
    return [
        working_days(each.start_date, each.authorised_date)
        for case in year.cases
        for each in case.assessments
        if each.start_date and each.authorised_date and year.holds(each.authorised_date)
    ]


def assessments_in_45_days_pct(year: CountedYear) -> float | None:
    """Assessments completed in the year within 45 working days of their start."""
    days = _assessment_days(year)
    return percent(sum(each <= _LIMIT_DAYS for each in days), len(days))


def _quantile(share: float) -> Figure:
    def of(year: CountedYear) -> float | None:
        days = _assessment_days(year)
        return float(np.quantile(days, share)) if days else None

    return of


def _with_factor(code: str) -> Figure:
    """Cases whose last assessment of the year that recorded any factor recorded this one."""

    def of(year: CountedYear) -> float | None:
        found = [
            lists[-1]
            for case in year.cases
            if (
                lists := [
                    each.factors for each in case.assessments if each.factors and year.holds(each.authorised_date)
                ]
            )
        ]
        return percent(sum(code in factors for factors in found), len(found))

    return of


def _in_need(year: CountedYear) -> list[Case]:
    """Cases open at the year's end, without those of no further action."""
    last = year.year.last_day
    return [
        case
        for case in year.cases
        if case.referral_date
        and case.referral_date <= last
        and (case.close_date is None or case.close_date > last)
        and not case.is_no_further_action
    ]


def _in_need_for(band: str) -> Figure:
    def of(year: CountedYear) -> float | None:
        last = year.year.last_day
        months = (months_between(case.referral_date, last) for case in _in_need(year) if case.referral_date)
        return mix(banded(months, _LENGTHS))(band)

    return of


def _ceased_after(band: str) -> Figure:
    def of(year: CountedYear) -> float | None:
        months = (
            months_between(case.referral_date, case.close_date)
            for case in year.cases
            if case.referral_date and case.close_date and year.holds(case.close_date) and not case.is_no_further_action
        )
        return mix(banded(months, _LENGTHS))(band)

    return of


FIGURES: dict[str, Figure] = {
    "contacts_per_referral": contacts_per_referral,
    "referrals_per_10000": lambda year: per_10000(len(_referrals(year)), year),
    "re_referrals_pct": re_referrals_pct,
    "referrals_nfa_pct": lambda year: _of_referrals(year, (case.is_no_further_action for case in _referrals(year))),
    "assessed_not_in_need_pct": assessed_not_in_need_pct,
    "referrals_from_police_pct": _from("6"),
    "referrals_from_schools_pct": _from("2A"),
    "referrals_from_health_pct": _from("3A", "3B", "3C", "3D", "3E", "3F"),
    "assessments_per_10000": lambda year: per_10000(len(_assessment_days(year)), year),
    "assessments_in_45_days_pct": assessments_in_45_days_pct,
    "assessment_lower_quartile_days": _quantile(0.25),
    "assessment_median_days": _quantile(0.5),
    "assessment_upper_quartile_days": _quantile(0.75),
    "children_in_need_per_10000": lambda year: per_10000(len(_in_need(year)), year),
    **{f"factor_{name}_pct": _with_factor(code) for name, code in _FACTORS.items()},
    **{f"in_need_{band}_pct": _in_need_for(band) for band in _LENGTHS},
    **{f"ceased_in_need_{band}_pct": _ceased_after(band) for band in _LENGTHS},
}
