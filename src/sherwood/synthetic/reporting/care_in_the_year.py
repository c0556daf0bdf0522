"""Synthetic: counts who started and ceased to be looked after in a year, the health of those in care, and care leavers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from statistics import fmean

import numpy as np

from sherwood.synthetic.reporting.care import AGE_BANDS, band_of
from sherwood.synthetic.reporting.columns import day_in
from sherwood.synthetic.reporting.counting import CountedYear, Figure, mix, months_between, per_10000, percent
from sherwood.synthetic.reporting.returns import Line
from sherwood.vocabulary.ages import age_on

_STILL_IN_CARE = frozenset({"", "X1"})
_REASONS = {
    "adopted": ("E11", "E12"),
    "guardian": ("E43", "E44", "E45", "E46", "E47", "E48"),
    "home_planned": ("E4A",),
    "stayed_with_carer": ("E17",),
    "supported_living": ("E5",),
    "taken_over": ("E3",),
}
_ADULT, _OFFENDING_AGE = 18, 10
_SDQ_AGES, _SDQ_MOST, _SDQ_CONCERN = range(4, 17), 40.0, 17.0
_LEAVER_AGES = range(19, 22)


def _started(year: CountedYear) -> dict[str, Line]:
    """The first episode of each child who started to be looked after in the year."""
    return {
        row["child"]: row for row in reversed(year.episodes) if row["rne"] == "S" and year.holds(day_in(row["decom"]))
    }


def _ceased(year: CountedYear) -> dict[str, Line]:
    """The last episode of each child who ceased to be looked after in the year."""
    return {
        row["child"]: row
        for row in year.episodes
        if row.get("rec", "") not in _STILL_IN_CARE and year.holds(day_in(row.get("dec", "")))
    }


def _ages(year: CountedYear, rows: dict[str, Line], column: str) -> Iterator[int]:
    for child, row in rows.items():
        day = day_in(row[column])
        age = year.age(child, day) if day else None
        if age is not None:
            yield max(age, 0)


def _started_aged(band: str) -> Figure:
    return lambda year: mix(Counter(map(band_of, _ages(year, _started(year), "decom"))))(band)


def _started_under(status: str) -> Figure:
    return lambda year: percent(sum(row["ls"] == status for row in _started(year).values()), len(_started(year)))


def _ceased_because(*reasons: str) -> Figure:
    return lambda year: percent(sum(row["rec"] in reasons for row in _ceased(year).values()), len(_ceased(year)))


def _ceased_aged_18_pct(year: CountedYear) -> float | None:
    ages = list(_ages(year, _ceased(year), "dec"))
    return percent(sum(age >= _ADULT for age in ages), len(ages))


def entry_to_adoption_months(year: CountedYear) -> float | None:
    """Mean months from entry into care to the order, of children adopted in the year."""
    periods = year.ssd("cla_episodes")
    if periods is None:
        return None
    adopted = np.isin(periods.texts("clae_cla_episode_ceased_reason"), _REASONS["adopted"])
    pairs = zip(
        periods.days("clae_entered_care_date")[adopted].tolist(),
        periods.days("clae_cla_episode_ceased_date")[adopted].tolist(),
        strict=True,
    )
    months = [months_between(entered, ordered) for entered, ordered in pairs if entered and year.holds(ordered)]
    return fmean(months) if months else None


def _answers(column: str, is_asked: Callable[[Line, int | None], bool] = lambda row, age: True) -> Figure:
    """The share of children whose health return says yes, of those asked."""

    def of(year: CountedYear) -> float | None:
        rows = [row for row in year.files.looked_after(year.year, "oc2") if is_asked(row, _age_at_end(year, row))]
        return percent(sum(row.get(column, "").removesuffix(".0") == "1" for row in rows), len(rows))

    return of


def _age_at_end(year: CountedYear, row: Line) -> int | None:
    birth_date = day_in(row.get("dob", ""))
    return age_on(birth_date, year.year.last_day) if birth_date else None


def _scores(year: CountedYear) -> list[float]:
    rows = year.files.looked_after(year.year, "oc2")
    scores = [float(row["sdq_score"]) for row in rows if row.get("sdq_score") and _age_at_end(year, row) in _SDQ_AGES]
    return [score for score in scores if score <= _SDQ_MOST]


def _sdq_mean(year: CountedYear) -> float | None:
    return fmean(scores) if (scores := _scores(year)) else None


def _sdq_concern_pct(year: CountedYear) -> float | None:
    scores = _scores(year)
    return percent(sum(score >= _SDQ_CONCERN for score in scores), len(scores))


def _leavers(fits: Callable[[Line], bool]) -> Figure:
    """The share of care leavers of 19 to 21 in the return of whom something holds."""

    def of(year: CountedYear) -> float | None:
        rows = [row for row in year.files.looked_after(year.year, "oc3") if _age_at_end(year, row) in _LEAVER_AGES]
        return percent(sum(map(fits, rows)), len(rows))

    return of


FIGURES: dict[str, Figure] = {
    "started_per_10000": lambda year: per_10000(len(_started(year)), year),
    "ceased_per_10000": lambda year: per_10000(len(_ceased(year)), year),
    **{f"started_aged_{band}_pct": _started_aged(band) for band in AGE_BANDS},
    "started_section_20_pct": _started_under("V2"),
    "started_police_protection_pct": _started_under("L1"),
    **{f"ceased_{name}_pct": _ceased_because(*reasons) for name, reasons in _REASONS.items()},
    "ceased_aged_18_pct": _ceased_aged_18_pct,
    "entry_to_adoption_months": entry_to_adoption_months,
    "health_assessment_pct": _answers("health_assessment"),
    "dental_check_pct": _answers("teeth_check"),
    "immunised_pct": _answers("immunisations"),
    "convicted_pct": _answers("convicted", lambda row, age: age is not None and age >= _OFFENDING_AGE),
    "substance_misuse_pct": _answers("substance_misuse"),
    "sdq_mean": _sdq_mean,
    "sdq_concern_pct": _sdq_concern_pct,
    "leavers_in_eet_pct": _leavers(lambda row: row.get("activ", "")[:1] in {"F", "P"}),
    "leavers_suitable_home_pct": _leavers(lambda row: row.get("accom", "").endswith("1")),
    "leavers_not_in_touch_pct": _leavers(lambda row: row.get("in_touch", "") == "NO"),
    "leavers_higher_education_pct": _leavers(lambda row: row.get("activ", "") in {"F1", "P1"}),
}
