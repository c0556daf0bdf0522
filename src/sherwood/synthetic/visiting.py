"""Synthetic: visits to children at home and in care, handed on in order of their days: later the more children a team has."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from sherwood.synthetic.cases import Case, Stage
from sherwood.synthetic.chance import Chance
from sherwood.synthetic.lives import NeedPlanRecord, ProtectionPlanRecord, VisitRecord
from sherwood.synthetic.people import Child, PeriodOfCare, Placement
from sherwood.synthetic.workdays import Workdays
from sherwood.synthetic.workload import Workload, raised
from sherwood.vocabulary.intervals import add_months

# Local standards: on a child protection plan every 10 working days, on a child in need plan every 20.
PROTECTION_DAYS, NEED_DAYS = 10, 20
_ADOPTION = frozenset({"A3", "A4", "A5", "A6"})
_LONG_TERM = frozenset({"U1", "U4"})
_INTERIM_AT_HOME, _AT_HOME = "C1", "P1"
_WEEK = dt.timedelta(days=7)
# Seven days to five working days.
_CALENDAR_DAYS = dt.timedelta(days=1.4)
Plan = TypeVar("Plan", NeedPlanRecord, ProtectionPlanRecord)


class Visiting:
    """Draws visits up to the county's last day, once it is known what every team had to do in every week."""

    def __init__(self, chance: Chance, workload: Workload, workdays: Workdays, horizon: dt.date) -> None:
        self._chance = chance
        self._workload = workload
        self._workdays = workdays
        self._horizon = horizon
        # Brothers and sisters share a plan, and the visits made for it.
        self._visited: dict[int, tuple[Any, Any]] = {}
        self._late, self._missed = (chance.courses.rates[rate] for rate in ("visit_late", "visit_missed"))

    def visit(self, case: Case) -> None:
        """Give the plans of a case their visits, made by the team that had it then."""
        case.need_plans = [self._visited_plan(each, NEED_DAYS, case.stages) for each in case.need_plans]
        case.protection_plans = [
            self._visited_plan(each, PROTECTION_DAYS, case.stages) for each in case.protection_plans
        ]

    def of_plan(self, start: dt.date, end: dt.date, every: int, stages: Sequence[Stage]) -> tuple[VisitRecord, ...]:
        """Visits of a plan, one at most so many working days after another, from its first day to its last."""
        visits = []
        last = min(end, self._horizon)
        day = start
        while (day := self._workdays.after(day, self._next(every, day, _stage_on(stages, day)))) <= last:
            visits.append(self._visit(day))
        return tuple(visits)

    def _visited_plan(self, plan: Plan, every: int, stages: Sequence[Stage]) -> Plan:
        if id(plan) not in self._visited:
            visits = self.of_plan(plan.start_date, plan.end_date or self._horizon, every, stages)
            # The plan itself is kept, so that its identity is nobody else's.
            found = replace(plan, visits=visits)
            self._visited[id(plan)] = plan, found
            self._visited[id(found)] = found, found
        known: Plan = self._visited[id(plan)][1]
        return known

    def in_care(self, child: Child, period: PeriodOfCare) -> Iterator[VisitRecord]:
        """Visits of a period of care: within a week of each placement's start, then as often as its kind asks.

        Care Planning, Placement and Case Review (England) Regulations 2010, reg 28: every six weeks, every four at home under an
        interim order, three months where a placement is meant to last to 18 and has lasted a year; Adoption Agencies Regulations
        2005, reg 36: weekly for the first four weeks with adopters. Short breaks have rules of their own and no visits here.
        """
        if period.is_short_break:
            return
        placements = period.lasting_placements
        for each in placements:
            if not each.same_carer:
                yield from self._placement(period, placements, each)

    def _placement(
        self, period: PeriodOfCare, placements: Sequence[Placement], placement: Placement
    ) -> Iterator[VisitRecord]:
        end = next(
            (each.end_date for each in reversed(placements) if each.urn == placement.urn and each.same_carer),
            placement.end_date,
        )
        last = min(max(end, placement.end_date), self._horizon)
        day = self._workdays.from_day(placement.start_date + dt.timedelta(days=self._chance.random.randint(0, 5)))
        while day < last:
            yield self._visit(day)
            limit = self._limit(period, placement, day)
            early = self._chance.random.randint(0, max(1, limit // 5))
            is_late = self._chance.share(raised(0.5 * self._late, self._workload.strain(_team_on(period, day), day)))
            over = self._chance.days("visit_over_limit") + 2 if is_late else -early
            day = self._workdays.from_day(day + dt.timedelta(days=max(limit + over, 1)))

    def _limit(self, period: PeriodOfCare, placement: Placement, day: dt.date) -> int:
        """Days to the next visit at the latest, less a few so that it falls on a working day in time."""
        if placement.placement_type in _ADOPTION:
            return 7 if day < placement.start_date + 4 * _WEEK else 40
        if placement.placement_type == _AT_HOME and period.state_on(day).legal_status == _INTERIM_AT_HOME:
            return 26
        if placement.placement_type in _LONG_TERM and day >= add_months(placement.start_date, 12):
            return 85
        return 40

    def _next(self, every: int, since: dt.date, stage: Stage | None) -> int:
        """Working days to the next visit: in time, some days past the limit, or a whole turn later after one that was missed.

        Where nobody had the case on the day the visit was due it was missed for certain.
        """
        random, due = self._chance.random.random, since + every * _CALENDAR_DAYS
        strain = self._workload.strain(stage.team, due) if stage else 1.0
        in_time = every - int(random() * every * 0.4)
        if random() < raised(self._missed, strain) or (stage and stage.is_without_worker_on(due)):
            return every + in_time
        return every + self._chance.days("visit_over_limit") if random() < raised(self._late, strain) else in_time

    def _visit(self, day: dt.date) -> VisitRecord:
        is_seen = not self._chance.happens("visit_not_seen")
        return VisitRecord(day, is_seen, is_seen and self._chance.happens("visit_seen_alone"))


def _stage_on(stages: Sequence[Stage], day: dt.date) -> Stage | None:
    """The stage of a case that a day falls in; the last begun where it is over."""
    return next((each for each in reversed(stages) if each.start_date <= day), None)


def _team_on(period: PeriodOfCare, day: dt.date) -> str:
    """The team that had the child in care on a day; none before workers are followed."""
    return next((each.team for each in reversed(period.allocations) if each.start_date <= day), "")
