"""Synthetic: visits to children at home and in care, handed on in order of their days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from sherwood.synthetic.chance import Chance
from sherwood.synthetic.lives import VisitRecord
from sherwood.synthetic.people import Child, PeriodOfCare, Placement
from sherwood.synthetic.teams import Teams
from sherwood.synthetic.workdays import Workdays
from sherwood.vocabulary.intervals import add_months

# Local standards: on a child protection plan every 10 working days, on a child in need plan every 20.
PROTECTION_DAYS, NEED_DAYS = 10, 20
_ADOPTION = frozenset({"A3", "A4", "A5", "A6"})
_LONG_TERM = frozenset({"U1", "U4"})
_INTERIM_AT_HOME, _AT_HOME = "C1", "P1"
_WEEK = dt.timedelta(days=7)


class Visiting:
    """Draws visits up to the county's last day; some come late, more of them in a team that struggles."""

    def __init__(self, chance: Chance, teams: Teams, workdays: Workdays, horizon: dt.date) -> None:
        self._chance = chance
        self._teams = teams
        self._workdays = workdays
        self._horizon = horizon

    def of_plan(self, start: dt.date, end: dt.date, every: int, team: str) -> tuple[VisitRecord, ...]:
        """Visits of a plan, one at most so many working days after another, from its first day to its last."""
        late = self._teams.late(self._chance.courses.rates["visit_late"], team)
        visits = []
        last = min(end, self._horizon)
        day = self._workdays.after(start, self._next(every, late))
        while day <= last:
            visits.append(self._visit(day))
            day = self._workdays.after(day, self._next(every, late))
        return tuple(visits)

    def in_care(self, child: Child, period: PeriodOfCare) -> Iterator[VisitRecord]:
        """Visits of a period of care: within a week of each placement's start, then as often as its kind asks.

        Care Planning, Placement and Case Review (England) Regulations 2010, reg 28: every six weeks, every four at home under an
        interim order, three months where a placement is meant to last to 18 and has lasted a year; Adoption Agencies Regulations
        2005, reg 36: weekly for the first four weeks with adopters. Short breaks have rules of their own and no visits here.
        """
        if period.is_short_break:
            return
        for each in period.placements:
            if not each.same_carer:
                yield from self._placement(period, each)

    def _placement(self, period: PeriodOfCare, placement: Placement) -> Iterator[VisitRecord]:
        end = next(
            (each.end_date for each in reversed(period.placements) if each.urn == placement.urn and each.same_carer),
            placement.end_date,
        )
        last = min(max(end, placement.end_date), self._horizon)
        day = self._workdays.from_day(placement.start_date + dt.timedelta(days=self._chance.random.randint(0, 5)))
        while day < last:
            yield self._visit(day)
            limit = self._limit(period, placement, day)
            early = self._chance.random.randint(0, max(1, limit // 5))
            over = self._chance.days("visit_over_limit") + 2 if self._chance.share(0.5 * self._rate()) else -early
            day = self._workdays.from_day(day + dt.timedelta(days=max(limit + over, 1)))

    def _rate(self) -> float:
        return self._chance.courses.rates["visit_late"]

    def _limit(self, period: PeriodOfCare, placement: Placement, day: dt.date) -> int:
        """Days to the next visit at the latest, less a few so that it falls on a working day in time."""
        if placement.placement_type in _ADOPTION:
            return 7 if day < placement.start_date + 4 * _WEEK else 40
        if placement.placement_type == _AT_HOME and period.state_on(day).legal_status == _INTERIM_AT_HOME:
            return 26
        if placement.placement_type in _LONG_TERM and day >= add_months(placement.start_date, 12):
            return 85
        return 40

    def _next(self, every: int, late: float) -> int:
        """Working days to the next visit: in time a few days before the limit, else some days past it."""
        if self._chance.random.random() < late:
            return every + self._chance.days("visit_over_limit")
        return every - int(self._chance.random.random() * every * 0.4)

    def _visit(self, day: dt.date) -> VisitRecord:
        is_seen = not self._chance.happens("visit_not_seen")
        return VisitRecord(day, is_seen, is_seen and self._chance.happens("visit_seen_alone"))
