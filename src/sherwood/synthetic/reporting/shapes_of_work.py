"""Synthetic: checks the shapes of the work: who comes back, the rhythm of days and seasons, teams, load and the limit."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from statistics import fmean

import numpy as np
import numpy.typing as npt

from sherwood.synthetic.reporting.columns import Days
from sherwood.synthetic.reporting.counting import working_days
from sherwood.synthetic.reporting.county_files import CountyFiles
from sherwood.synthetic.reporting.usual_years import ShapeCheck, in_usual_years, ssd

_DAY = np.timedelta64(1, "D")
_WEEKEND = 5
_SCHOOLS = ("2A", "2B")
_FEWEST = 30
_FEWEST_QUARTERS = 10
_LIMIT_DAYS, _LAST_DAYS, _DAYS_BEFORE = 45, range(41, 46), range(31, 36)


def _contact_days(files: CountyFiles, *sources: str) -> Days:
    contacts = ssd(files, "contacts")
    if contacts is None:
        return np.array([], dtype="datetime64[D]")
    days = contacts.days("cont_contact_date")
    wanted = in_usual_years(files, days)
    if sources:
        wanted &= np.isin(contacts.texts("cont_contact_source_code"), sources)
    return np.asarray(days[wanted])


def _weekdays(days: Days) -> npt.NDArray[np.int64]:
    """0 for a Monday to 6 for a Sunday."""
    return np.asarray(days.astype("datetime64[D]").astype(int) + 3) % 7


def team_spread(files: CountyFiles) -> float | None:
    """Percentage points between the teams that complete most and fewest assessments in 45 working days."""
    late = [100 * fmean(each) for each in _lateness(files, by_quarter=False).values() if len(each) >= _FEWEST]
    return max(late) - min(late) if len(late) > 1 else None


def _lateness(files: CountyFiles, *, by_quarter: bool) -> dict[tuple[str, str], list[bool]]:
    """Whether each assessment was late, by the team that made it and the quarter it began in."""
    assessments = ssd(files, "cin_assessments")
    found: dict[tuple[str, str], list[bool]] = defaultdict(list)
    if assessments is None:
        return found
    starts, ends = assessments.days("cina_assessment_start_date"), assessments.days("cina_assessment_auth_date")
    known = in_usual_years(files, starts) & ~np.isnat(ends)
    rows = zip(
        assessments.texts("cina_assessment_team")[known], starts[known].tolist(), ends[known].tolist(), strict=True
    )
    for team, start, end in rows:
        quarter = f"{start.year}-{(start.month - 1) // 3}" if by_quarter else ""
        found[team, quarter].append(working_days(start, end) > _LIMIT_DAYS)
    return found


def load_and_lateness(files: CountyFiles) -> float | None:
    """Correlation of a team's children for each worker with its late assessments, quarter by quarter, each from the team's mean."""
    late: dict[str, dict[str, float]] = defaultdict(dict)
    for (team, quarter), answers in _lateness(files, by_quarter=True).items():
        if len(answers) >= _FEWEST:
            late[team][quarter] = fmean(answers)
    loads = _loads(files, {quarter for quarters in late.values() for quarter in quarters})
    pairs: list[tuple[float, float]] = []
    for team, quarters in late.items():
        known = [(loads[team, quarter], share) for quarter, share in quarters.items() if (team, quarter) in loads]
        means = [fmean(column) for column in zip(*known, strict=True)]
        pairs += [(load - means[0], share - means[1]) for load, share in known]
    return float(np.corrcoef(np.array(pairs).T)[0, 1]) if len(pairs) > _FEWEST_QUARTERS else None


def _loads(files: CountyFiles, quarters: Iterable[str]) -> dict[tuple[str, str], float]:
    """Children held for each worker holding any, by team, in the middle of each quarter."""
    involvements = ssd(files, "involvements")
    if involvements is None:
        return {}
    starts, ends = involvements.days("invo_involvement_start_date"), involvements.days("invo_involvement_end_date")
    teams, workers = involvements.texts("invo_professional_team"), involvements.texts("invo_professional_id")
    found: dict[tuple[str, str], float] = {}
    for quarter in quarters:
        year, number = map(int, quarter.split("-"))
        day = np.datetime64(dt.date(year, 3 * number + 2, 15))
        held = (starts <= day) & (np.isnat(ends) | (ends > day)) & (workers != "")
        cases, holders = (
            Counter(teams[held]),
            Counter(team for team, _ in set(zip(teams[held], workers[held], strict=True))),
        )
        found |= {(team, quarter): cases[team] / holders[team] for team in holders}
    return found


def rush_to_the_limit(files: CountyFiles) -> float | None:
    """Assessments ended on working days 41 to 45 to those ended ten days earlier."""
    assessments = ssd(files, "cin_assessments")
    if assessments is None:
        return None
    starts, ends = assessments.days("cina_assessment_start_date"), assessments.days("cina_assessment_auth_date")
    known = in_usual_years(files, starts) & ~np.isnat(ends)
    days = Counter(working_days(*each) for each in zip(starts[known].tolist(), ends[known].tolist(), strict=True))
    before = sum(days[each] for each in _DAYS_BEFORE)
    return sum(days[each] for each in _LAST_DAYS) / before if before else None


def repeat_families(files: CountyFiles) -> float | None:
    """The share of contacts, in per cent, that the fifth of families with most contacts accounts for."""
    contacts, families = ssd(files, "contacts"), ssd(files, "family")
    if contacts is None or families is None:
        return None
    family_of = dict(zip(families.texts("fami_person_id"), families.texts("fami_family_id"), strict=True))
    wanted = in_usual_years(files, contacts.days("cont_contact_date"))
    made = {  # a contact about three children of a family on one day is one contact of the family
        (family_of.get(child, child), day)
        for child, day in zip(
            contacts.texts("cont_person_id")[wanted], contacts.days("cont_contact_date")[wanted], strict=True
        )
    }
    counts = sorted(Counter(family for family, _ in made).values(), reverse=True)
    return 100 * sum(counts[: len(counts) // 5]) / sum(counts) if counts else None


def weekend_share(files: CountyFiles) -> float | None:
    """Contacts made at weekends, in per cent."""
    days = _contact_days(files)
    return float(100 * (_weekdays(days) >= _WEEKEND).mean()) if len(days) else None


def monday_over_midweek(files: CountyFiles) -> float | None:
    """Contacts of Mondays to those of the mean of Tuesday, Wednesday and Thursday."""
    counts = np.bincount(_weekdays(_contact_days(files)), minlength=7)
    return float(counts[0] / counts[1:4].mean()) if counts[1:4].any() else None


def august_dip(files: CountyFiles) -> float | None:
    """Schools' contacts in a mean August to those in a mean month of the year, in per cent."""
    months = _contact_days(files, *_SCHOOLS).astype("datetime64[M]").astype(int) % 12
    return float(100 * (months == 7).sum() / (len(months) / 12)) if len(months) else None


def over_dispersion(files: CountyFiles) -> float | None:
    """Variance to mean of contacts a day, of days of one weekday in one month: 1 were they independent."""
    days = _contact_days(files)
    if not len(days):
        return None
    every = np.arange(days.min(), days.max() + _DAY)
    counts = np.bincount((days - every[0]).astype(int), minlength=len(every))
    groups: dict[tuple[int, int], list[int]] = defaultdict(list)
    for month, weekday, count in zip(every.astype("datetime64[M]").astype(int), _weekdays(every), counts, strict=True):
        groups[month, weekday].append(int(count))
    ratios = [np.var(each, ddof=1) / np.mean(each) for each in groups.values() if len(each) > 2 and np.mean(each) > 1]
    return float(np.mean(ratios)) if ratios else None


CHECKS: dict[str, ShapeCheck] = {
    "team_spread": team_spread,
    "load_and_lateness": load_and_lateness,
    "rush_to_the_limit": rush_to_the_limit,
    "repeat_families": repeat_families,
    "weekend_share": weekend_share,
    "monday_over_midweek": monday_over_midweek,
    "august_dip": august_dip,
    "over_dispersion": over_dispersion,
}
