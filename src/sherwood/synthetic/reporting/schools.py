"""Synthetic: counts absence, suspensions, special needs, participation and youth justice from the lists of schools and partners."""

from __future__ import annotations

import datetime as dt

import numpy as np
import numpy.typing as npt

from sherwood.synthetic.reporting.columns import Columns, Days, read_columns
from sherwood.synthetic.reporting.counting import CountedYear, Figure, percent
from sherwood.vocabulary.ages import age_on

# Attendance codes of absence, authorised or not, and of sessions the pupil could have attended.
_ABSENT = r"[CEHIMRSTGNOU]"
_POSSIBLE = r"[/\\LBJKPVWCEHIMRSTGNOU]"
_PERSISTENT, _SEVERE = 0.1, 0.5
_SUSPENDED, _EXCLUDED = ("SUSP", "FIXD"), ("PERM",)
_SUPPORT, _PLAN = ("K",), ("E", "S")
_TWENTY_WEEKS = np.timedelta64(140, "D")
_NOT_TAKING_PART = ("610", "616", "619", "630", "640", "650", "660", "690", "810", "820")
_ACADEMIC_AGES = (16, 17)
_OFFENDING_AGES = range(10, 18)
# Outcomes that make an entrant: cautions and sentences, not what is informal (Ministry of Justice, first-time entrants).
_CAUTIONS, _DISCHARGES = ("youth_caution", "conditional_caution"), ("absolute_discharge", "conditional_discharge")
_SENTENCES = ("fine", "referral_order", "rehabilitation_order", "detention")
_SUBSTANTIVE = (*_CAUTIONS, *_DISCHARGES, *_SENTENCES)
Absence = tuple[npt.NDArray[np.str_], npt.NDArray[np.int64], npt.NDArray[np.int64]]


def _school_year(year: CountedYear) -> tuple[np.datetime64, np.datetime64]:
    """From 1 September of the year to 31 August of the next."""
    first = year.year.first_day.year
    return np.datetime64(dt.date(first, 9, 1)), np.datetime64(dt.date(first + 1, 8, 31))


def _within(days: Days, span: tuple[np.datetime64, np.datetime64]) -> npt.NDArray[np.bool_]:
    return np.asarray((days >= span[0]) & (days <= span[1]))


def _absence(year: CountedYear) -> Absence | None:
    """Pupils of the registers with the sessions each missed and could have attended in the school year begun in the year."""
    files = [read_columns(path) for path in year.files.every("attendance_daily", "registers")]
    pupils: list[npt.NDArray[np.str_]] = []
    missed, possible = [], []
    for each in files:
        held = _within(each.days("Week beginning"), _school_year(year))
        pupils.append(each.texts("Pupil no")[held].astype(str))
        missed.append(each.how_often("Marks", _ABSENT)[held])
        possible.append(each.how_often("Marks", _POSSIBLE)[held])
    if not any(len(each) for each in pupils):
        return None
    names, places = np.unique(np.concatenate(pupils), return_inverse=True)
    totals = [np.bincount(places, weights=np.concatenate(each), minlength=len(names)) for each in (missed, possible)]
    attended = totals[1] > 0
    return names[attended], totals[0][attended].astype(np.int64), totals[1][attended].astype(np.int64)


def absence_pct(year: CountedYear) -> float | None:
    """Sessions missed, of those possible."""
    found = _absence(year)
    return percent(int(found[1].sum()), int(found[2].sum())) if found else None


def _absent_for(share: float) -> Figure:
    def of(year: CountedYear) -> float | None:
        found = _absence(year)
        return percent(int((found[1] / found[2] >= share).sum()), len(found[0])) if found else None

    return of


def _persistent_among(children: str) -> Figure:
    """Persistent absence of some of the authority's children, found in the registers by their unique pupil number."""

    def of(year: CountedYear) -> float | None:
        found = _absence(year)
        if found is None:
            return None
        own = _children(year, children)
        numbers: set[str] = set()
        for each in (read_columns(path) for path in year.files.every("attendance_daily", "pupils")):
            numbers |= set(each.texts("Pupil no")[np.isin(each.texts("UPN"), list(own))])
        theirs = np.isin(found[0], list(numbers))
        return percent(int((found[1][theirs] / found[2][theirs] >= _PERSISTENT).sum()), int(theirs.sum()))

    return of


def _children(year: CountedYear, which: str) -> set[str]:
    """Pupil numbers of children in need, on plans, or looked after for a year, at the year's end."""
    last = year.year.last_day
    if which == "looked_after":
        people = {row["child"] for row in year.files.looked_after(year.year, "oc2")}
    else:
        open_cases = [each for each in year.cases if each.close_date is None or each.close_date > last]
        people = {
            each.child
            for each in open_cases
            if which == "in_need" or any(plan.start_date and plan.end_date is None for plan in each.plans)
        }
    known = year.ssd("linked_identifiers")
    if known is None:
        return set()
    pairs = zip(known.texts("link_person_id"), known.texts("link_identifier_value"), strict=True)
    return {number for person, number in pairs if person in people}


def _roll(year: CountedYear) -> Columns | None:
    """The pupils on roll of the spring school census of the school year begun in the year."""
    span = _school_year(year)
    for day, drop in reversed(year.files.drops):
        paths = sorted((drop / "school_census").rglob("*spring_pupilonroll*"))
        if paths and span[0] <= np.datetime64(day) <= span[1]:
            return read_columns(paths[-1])
    return None


def _with_provision(*codes: str, among: str = "") -> Figure:
    def of(year: CountedYear) -> float | None:
        roll = _roll(year)
        if roll is None:
            return None
        asked = np.isin(roll.texts("upn"), list(_children(year, among))) if among else np.ones(len(roll), dtype=bool)
        return percent(int(np.isin(roll.texts("senprovision")[asked], codes).sum()), int(asked.sum()))

    return of


def _notices(year: CountedYear, kinds: tuple[str, ...]) -> list[str]:
    """Pupil numbers of the notices of some kinds in the school year, one for each notice."""
    found: list[str] = []
    seen: set[str] = set()
    for each in (read_columns(path) for path in year.files.every("exclusions", "notices")):
        held = _within(each.days("From"), _school_year(year)) & np.isin(each.texts("Type"), kinds)
        for notice, upn in zip(each.texts("Notice")[held], each.texts("UPN")[held], strict=True):
            if notice not in seen:
                seen.add(notice)
                found.append(upn)
    return found


def _per_100_pupils(kinds: tuple[str, ...]) -> Figure:
    def of(year: CountedYear) -> float | None:
        roll = _roll(year)
        return percent(len(_notices(year, kinds)), len(roll)) if roll is not None else None

    return of


def suspended_in_need_pct(year: CountedYear) -> float | None:
    """Children in need on roll who were suspended in the school year."""
    roll = _roll(year)
    if roll is None:
        return None
    on_roll = _children(year, "in_need") & set(roll.texts("upn"))
    return percent(len(on_roll & set(_notices(year, _SUSPENDED))), len(on_roll))


def ehc_plan_in_20_weeks_pct(year: CountedYear) -> float | None:
    """Plans issued in the year within 20 weeks of the request."""
    requests = year.files.newest("sen2", "requests")
    if requests is None:
        return None
    span = np.datetime64(year.year.first_day), np.datetime64(year.year.last_day)
    issued = (requests.texts("Outcome") == "plan") & _within(requests.days("Outcome date"), span)
    took = requests.days("Outcome date")[issued] - requests.days("Received")[issued]
    return percent(int((took <= _TWENTY_WEEKS).sum()), int(issued.sum()))


def neet_or_not_known_pct(year: CountedYear) -> float | None:
    """Young people of academic age 16 and 17 in the last list who take no part in education or work, or of whom it is not known."""
    clients = year.files.newest("neet", "clients")
    if clients is None:
        return None
    asked = np.isin(clients.numbers("Academic age"), _ACADEMIC_AGES)
    return percent(int(np.isin(clients.texts("Activity")[asked], _NOT_TAKING_PART).sum()), int(asked.sum()))


def first_time_entrants_per_100000(year: CountedYear) -> float | None:
    """Young people of 10 to 17 whose first caution or sentence fell in the year, per 100,000 of that age."""
    offences, population = year.files.newest("youth_justice", "offences"), year.files.newest("population", "population")
    if offences is None or population is None:
        return None
    first: dict[str, tuple[dt.date, dt.date]] = {}
    counted = np.isin(offences.texts("YJ Outcome"), _SUBSTANTIVE)
    columns = offences.texts("YJ Person ID"), offences.days("YJ Outcome date"), offences.days("Birth date")
    for person, day, birth_date in zip(*(each[counted].tolist() for each in columns), strict=True):
        if day and birth_date and (person not in first or day < first[person][0]):
            first[person] = day, birth_date
    entrants = sum(year.holds(day) and age_on(born, day) in _OFFENDING_AGES for day, born in first.values())
    of_age = np.isin(population.numbers("age"), list(_OFFENDING_AGES))
    in_year = population.texts("year") == str(year.year.first_day.year)
    people = population.numbers("number")[of_age & in_year].sum()
    return 100_000 * entrants / float(people) if people else None


FIGURES: dict[str, Figure] = {
    "absence_pct": absence_pct,
    "persistent_absence_pct": _absent_for(_PERSISTENT),
    "severe_absence_pct": _absent_for(_SEVERE),
    "persistent_absence_in_need_pct": _persistent_among("in_need"),
    "persistent_absence_on_plan_pct": _persistent_among("on_plan"),
    "persistent_absence_looked_after_pct": _persistent_among("looked_after"),
    "suspensions_per_100": _per_100_pupils(_SUSPENDED),
    "permanent_exclusions_per_100": _per_100_pupils(_EXCLUDED),
    "suspended_in_need_pct": suspended_in_need_pct,
    "sen_support_pct": _with_provision(*_SUPPORT),
    "ehc_plan_pct": _with_provision(*_PLAN),
    "ehc_plan_in_need_pct": _with_provision(*_PLAN, among="in_need"),
    "sen_support_in_need_pct": _with_provision(*_SUPPORT, among="in_need"),
    "ehc_plan_in_20_weeks_pct": ehc_plan_in_20_weeks_pct,
    "neet_or_not_known_pct": neet_or_not_known_pct,
    "first_time_entrants_per_100000": first_time_entrants_per_100000,
}
