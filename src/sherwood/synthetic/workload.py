"""Synthetic: how many children each team has for the workers it has at work, through time, and how much later that makes its work."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sherwood.synthetic.chance import Chance
from sherwood.synthetic.staff import Worker

_FEWEST_AT_WORK = 0.5
_LOWEST, _HIGHEST = 0.4, 3.0
_WEEK = 7


class Presence:
    """Workers of a team at work on each day from a first day on, counted in whole weeks' work: nobody away sick, part-time in part."""

    def __init__(self, first: dt.date, last: dt.date) -> None:
        self._first = first
        self._days: NDArray[np.float64] = np.zeros((last - first).days + 1)

    def add(self, workers: Iterable[Worker], sign: float = 1.0) -> None:
        """Count workers in; with a sign of -1 out again."""
        for worker in workers:
            if not worker.is_manager:
                end = worker.end_date or dt.date.max
                self._add(worker.start_date, end, sign * worker.full_time)
                for away in worker.absences:
                    self._add(away.start_date, away.end_date, -sign * worker.full_time)

    def on(self, day: dt.date) -> float:
        """Workers at work on a day; on days before and after the years followed as many as at their edge."""
        return float(self._days[min(max((day - self._first).days, 0), len(self._days) - 1)])

    def during(self, first: dt.date, days: int) -> float:
        """Workers at work on an average day of so many."""
        start = min(max((first - self._first).days, 0), len(self._days) - 1)
        return float(self._days[start : start + days].mean())

    def _add(self, start: dt.date, end: dt.date, share: float) -> None:
        first = max((start - self._first).days, 0)
        last = min((end - self._first).days, len(self._days))
        if first < last:
            self._days[first:last] += share


@dataclass(slots=True)
class TeamLoad:
    """One team's children now, and its load in each week gone by."""

    presence: Presence
    first: dt.date
    children: int = 0
    weeks: list[float] = field(default_factory=list)


class Loads:
    """The load of teams through time, noted day by day."""

    def __init__(self) -> None:
        self._days: dict[str, list[dt.date]] = defaultdict(list)
        self._loads: dict[str, list[float]] = defaultdict(list)

    def note(self, team: str, day: dt.date, load: float) -> None:
        """Note the load from this day on."""
        self._days[team].append(day)
        self._loads[team].append(load)

    def on(self, team: str, day: dt.date) -> float:
        """The load on a day; 1 before anything is noted."""
        position = bisect_right(self._days[team], day) if team in self._days else 0
        return self._loads[team][position - 1] if position else 1.0


def load_of(children: int, at_work: float, per_worker: float) -> float:
    """Children for each worker at work as a multiple of the usual caseload, between bounds: no team is idle or drowns altogether."""
    return min(max(children / max(at_work, _FEWEST_AT_WORK) / per_worker, _LOWEST), _HIGHEST)


def raised(share: float, strain: float) -> float:
    """A share of late work whose odds are multiplied by the strain on a team."""
    odds = share / (1 - share) * strain
    return odds / (1 + odds)


class Workload:
    """Children for each worker at work, as a multiple of the usual caseload: of weeks gone by as it was, of those ahead as foreseen.

    Foreseen is that a team keeps the children it has now and its workers come and go as they will. A team whose workers are not yet
    followed has what its declared share of staff leaves it; that of a team of care was noted before (`care`).
    """

    def __init__(self, chance: Chance, care: Loads) -> None:
        self._rates = chance.courses.rates
        self._power = self._rates["load_power"]
        self._teams: dict[str, TeamLoad] = {}
        self._care = care
        self._usual = {team.id: 1 / team.staffed for team in chance.courses.organisation.team if team.work}

    def follow(self, team: str, presence: Presence, first: dt.date) -> TeamLoad:
        """Follow a team from a day on; whoever walks through its days keeps its number of children and notes its weeks."""
        self._teams[team] = TeamLoad(presence, first)
        return self._teams[team]

    def note_week(self, team: str, week: dt.date) -> None:
        """Note the load of the week that begins on a day."""
        load = self._teams[team]
        load.weeks.append(self._of(load, load.presence.during(week, _WEEK)))

    def load(self, team: str, first: dt.date, days: int = _WEEK) -> float:
        """The load of a team over so many days."""
        found = self._teams.get(team)
        if found is None or first < found.first:
            return self._usual[team] if team in self._usual else self._care.on(team, first)
        week = (first - found.first).days // _WEEK
        if week < len(found.weeks) - 1:
            gone_by = found.weeks[week : week + -(-days // _WEEK)]
            return sum(gone_by) / len(gone_by)
        return self._of(found, found.presence.during(first, days))

    def strain(self, team: str, first: dt.date, days: int = _WEEK) -> float:
        """By how much the load multiplies the odds that something is late: the load to the declared power."""
        power: float = self.load(team, first, days) ** self._power
        return power

    def late(self, rate: str, team: str, first: dt.date, days: int = _WEEK) -> float:
        """The share of a team's work that is late where the declared rate is that of a team with the usual caseload."""
        return raised(self._rates[rate], self.strain(team, first, days))

    def weekly(self) -> dict[str, list[float]]:
        """The load of each team in each week followed."""
        return {team: load.weeks for team, load in self._teams.items()}

    def _of(self, load: TeamLoad, at_work: float) -> float:
        return load_of(load.children, at_work, self._rates["children_per_worker"])
