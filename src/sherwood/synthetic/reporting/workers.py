"""Synthetic: counts social workers, their posts and absences, and the cases they hold, as the workforce census counts them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np

from sherwood.synthetic.reporting.columns import Columns, Days, Texts
from sherwood.synthetic.reporting.counting import CountedYear, Figure, percent

# Children's social work workforce census: everything as at 30 September, leavers and absence of the year to that day.
_CENSUS_DAY = (9, 30)
_JOB = "Social Worker"
_ROLES = ("social_worker", "senior_practitioner", "team_manager")
_AGENCY, _SICK = "agency", "sickness"
# Working days of a year, bank holidays and weekends apart, as the census reckons the absence rate.
_WORKING_DAYS = 253
_DAY = np.timedelta64(1, "D")


def _census_day(year: CountedYear) -> np.datetime64:
    return np.datetime64(dt.date(year.year.first_day.year, *_CENSUS_DAY))


def cases_per_worker(year: CountedYear) -> float | None:
    """Children held at 30 September for each social worker, in whole posts, who holds any."""
    involvements, professionals = year.ssd("involvements"), year.ssd("professionals")
    if involvements is None or professionals is None:
        return None
    day = _census_day(year)
    starts, ends = involvements.days("invo_involvement_start_date"), involvements.days("invo_involvement_end_date")
    held = (starts <= day) & (np.isnat(ends) | (ends > day))
    workers, children = involvements.texts("invo_professional_id")[held], involvements.texts("invo_person_id")[held]
    posts = _posts(professionals)
    cases = {(worker, child) for worker, child in zip(workers, children, strict=True) if posts.get(worker)}
    whole_posts = sum(posts[worker] for worker in {worker for worker, _ in cases})
    return len(cases) / whole_posts if whole_posts else None


def _posts(professionals: Columns) -> dict[str, float]:
    """The share of a whole post each social worker fills; 0 for whoever is none."""
    shares = professionals.numbers("prof_full_time_equivalency") * (
        professionals.texts("prof_professional_job_title") == _JOB
    )
    return dict(zip(professionals.texts("prof_professional_id"), shares.tolist(), strict=True))


@dataclass(frozen=True)
class _Staff:
    """Social workers' spells in posts, column by column, and the whole-time posts there are."""

    worker: Texts
    contract: Texts
    share: np.ndarray[tuple[int], np.dtype[np.float64]]
    start: Days
    end: Days
    whole_posts: float

    def in_post(self, day: np.datetime64, *, agency: bool) -> float:
        """Whole posts filled on a day by agency workers, or by the authority's own."""
        there = (self.start <= day) & (np.isnat(self.end) | (self.end >= day))
        return float(self.share[there & ((self.contract == _AGENCY) == agency)].sum())


def _staff(year: CountedYear) -> _Staff | None:
    posts, people = year.files.newest("workforce", "posts"), year.files.newest("workforce", "people")
    if posts is None or people is None:
        return None
    social = np.isin(posts.texts("Role"), _ROLES)
    of_social = np.isin(people.texts("Post"), posts.texts("Post")[social])
    return _Staff(
        people.texts("Worker")[of_social],
        people.texts("Contract")[of_social],
        np.nan_to_num(people.numbers("FTE")[of_social], nan=1.0),
        people.days("Start")[of_social],
        people.days("End")[of_social],
        float(np.nansum(posts.numbers("FTE")[social])),
    )


def vacancy_pct(year: CountedYear) -> float | None:
    """Whole posts at 30 September that none of the authority's own fills, agency workers covering them or not."""
    staff = _staff(year)
    if staff is None:
        return None
    return percent(staff.whole_posts - staff.in_post(_census_day(year), agency=False), staff.whole_posts)


def agency_pct(year: CountedYear) -> float | None:
    """Agency workers among all social workers at 30 September."""
    staff = _staff(year)
    if staff is None:
        return None
    agency = staff.in_post(_census_day(year), agency=True)
    return percent(agency, agency + staff.in_post(_census_day(year), agency=False))


def turnover_pct(year: CountedYear) -> float | None:
    """The authority's own who left in the year to 30 September, to those there on that day; a change of post is no leaving."""
    staff = _staff(year)
    if staff is None:
        return None
    day = _census_day(year)
    own = staff.contract != _AGENCY
    left = own & (staff.end > day - 365 * _DAY) & (staff.end <= day)
    staying = set(staff.worker[own & (np.isnat(staff.end) | (staff.end > day))])
    gone = sum(
        share for worker, share in zip(staff.worker[left], staff.share[left], strict=True) if worker not in staying
    )
    return percent(gone, staff.in_post(day, agency=False))


def sickness_absence_pct(year: CountedYear) -> float | None:
    """Working days that social workers were away sick in the year to 30 September."""
    staff, absences = _staff(year), year.files.newest("workforce", "absences")
    if staff is None or absences is None:
        return None
    last = _census_day(year)
    first = last - 364 * _DAY
    sick = (absences.texts("Reason") == _SICK) & np.isin(absences.texts("Worker"), staff.worker)
    starts, ends = absences.days("First day")[sick], absences.days("Last day")[sick]
    begins, stops = np.maximum(starts, first), np.minimum(np.where(np.isnat(ends), last, ends), last)
    days = np.busday_count(begins[stops >= begins], stops[stops >= begins] + _DAY).sum()
    return percent(float(days), _WORKING_DAYS * staff.in_post(last, agency=False))


FIGURES: dict[str, Figure] = {
    "cases_per_worker": cases_per_worker,
    "vacancy_pct": vacancy_pct,
    "agency_pct": agency_pct,
    "turnover_pct": turnover_pct,
    "sickness_absence_pct": sickness_absence_pct,
}
