"""Synthetic: counts the referrals of the weeks of 2020 and 2021 against the same weeks of usual years, by who made them."""

from __future__ import annotations

import datetime as dt

import numpy as np

from sherwood.synthetic.reporting.counting import CountedYear, Figure, percent
from sherwood.vocabulary.periods import Period, parse

_POLICE, _SCHOOLS = ("6",), ("2A", "2B")
_LATE_MAY = dt.date(2020, 5, 18), dt.date(2020, 5, 24)
_APRIL_TO_AUGUST = dt.date(2020, 4, 20), dt.date(2020, 8, 23)
_AUGUST = dt.date(2020, 8, 10), dt.date(2020, 8, 23)
_JANUARY = dt.date(2021, 1, 25), dt.date(2021, 1, 31)
_PANDEMIC, _YEAR_BEFORE = parse("2020-21", "year"), parse("2019-20", "year")
_WEEKS_A_YEAR = 52


def _referrals(year: CountedYear, first: dt.date, last: dt.date, sources: tuple[str, ...]) -> int:
    """Referrals from a day to another by those sources, or by anybody where none is named."""
    cases = year.ssd("cin_episodes")
    if cases is None:
        return 0
    days = cases.days("cine_referral_date")
    held = (days >= np.datetime64(first)) & (days <= np.datetime64(last))
    return int((held & np.isin(cases.texts("cine_referral_source_code"), sources)).sum() if sources else held.sum())


def _against(weeks: tuple[dt.date, dt.date], years_back: tuple[int, ...], *sources: str) -> Figure:
    """Referrals of some weeks for each hundred of the same weeks, so many years back, that the county covers."""

    def of(year: CountedYear) -> float | None:
        covered = year.files.complete_years
        if not covered or covered[0].first_day > weeks[0] or covered[-1].last_day < weeks[1]:
            return None
        shifts = (dt.timedelta(weeks=_WEEKS_A_YEAR * back) for back in years_back)
        usual = [(weeks[0] - shift, weeks[1] - shift) for shift in shifts if weeks[0] - shift >= covered[0].first_day]
        mean = sum(_referrals(year, *each, sources) for each in usual) / len(usual) if usual else 0
        return percent(_referrals(year, *weeks, sources), mean)

    return of


def _against_the_year_before(*sources: str) -> Figure:
    def of(year: CountedYear) -> float | None:
        if not {_PANDEMIC, _YEAR_BEFORE} <= set(year.files.complete_years):
            return None
        return percent(_in(_PANDEMIC, year, sources), _in(_YEAR_BEFORE, year, sources))

    return of


def _in(period: Period, year: CountedYear, sources: tuple[str, ...]) -> int:
    return _referrals(year, period.first_day, period.last_day, sources)


FIGURES: dict[str, Figure] = {
    "referrals_late_may_2020_pct": _against(_LATE_MAY, (1, 2, 3)),
    "school_referrals_late_may_2020_pct": _against(_LATE_MAY, (1, 2, 3), *_SCHOOLS),
    "referrals_april_to_august_2020_pct": _against(_APRIL_TO_AUGUST, (1, 2, 3)),
    "referrals_august_2020_pct": _against(_AUGUST, (1, 2, 3)),
    "police_referrals_august_2020_pct": _against(_AUGUST, (1, 2, 3), *_POLICE),
    "referrals_january_2021_pct": _against(_JANUARY, (1, 2, 3)),
    "school_referrals_january_2021_pct": _against(_JANUARY, (1,), *_SCHOOLS),
    "police_referrals_january_2021_pct": _against(_JANUARY, (1,), *_POLICE),
    "referrals_2020_21_pct": _against_the_year_before(),
    "school_referrals_2020_21_pct": _against_the_year_before(*_SCHOOLS),
}
