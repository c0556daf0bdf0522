"""Synthetic: shares the cases of the teams outside care among their workers day by day, and hands on who held each case when."""

from __future__ import annotations

import datetime as dt
import heapq
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from sherwood.synthetic.cases import Stage
from sherwood.synthetic.chance import Chance
from sherwood.synthetic.lives import WorkerSpell
from sherwood.synthetic.shapes import TeamShape
from sherwood.synthetic.staff import Staff, Worker

_FIRST, _TRANSFER, _LEFT, _CASELOAD = "FCONTA", "TSPROC", "LEFTRL", "MANAGE"
_LEAVES, _JOINS, _ENDS, _STARTS, _CHANGES = range(5)
_FEWEST_POSTS = 2
_Event = tuple[dt.date, int, int]


@dataclass
class _Holding:
    """Who holds a stage now, since when and why; nobody while it waits."""

    worker: str = ""
    since: dt.date = dt.date.max
    why: str = ""


@dataclass
class _Team:
    """One team while its days are walked through: who is in post and how many children and which stages each holds."""

    id: str
    manager: str
    stages: list[Stage]
    workers: list[Worker]
    children: dict[str, int] = field(default_factory=dict)
    held: dict[str, dict[int, None]] = field(default_factory=lambda: defaultdict(dict))
    holdings: dict[int, _Holding] = field(default_factory=dict)
    waiting: dict[int, str] = field(default_factory=dict)

    def least_loaded(self, other_than: str = "") -> str:
        """The worker in post with the fewest children; the manager where nobody else is."""
        free = (name for name in self.children if name != other_than)
        return min(free, key=lambda name: (self.children[name], name), default=self.manager)


class Sharing:
    """Fills the posts of the teams outside care and walks through their days."""

    def __init__(self, chance: Chance, staff: Staff, date_from: dt.date, date_to: dt.date) -> None:
        self._chance = chance
        self._staff = staff
        self._from = date_from
        self._to = date_to
        self.workers: list[Worker] = []

    def share(self, teams: Iterable[TeamShape], stages: Iterable[Stage]) -> None:
        """Give every stage in the years followed the spells of the workers who held it."""
        by_team: dict[str, list[Stage]] = defaultdict(list)
        for stage in stages:
            if max(stage.start_date, self._from) < stage.end_date and stage.start_date <= self._to:
                by_team[stage.team].append(stage)
        for team in teams:
            self._walk(team, by_team[team.id])

    def _walk(self, shape: TeamShape, stages: list[Stage]) -> None:
        workers = self._staff.team(shape.id, self._posts(shape, stages))
        self.workers.extend(workers)
        team = _Team(shape.id, workers[0].id, stages, workers[1:])
        events = self._events(team)
        heapq.heapify(events)
        while events:
            day, kind, position = heapq.heappop(events)
            if kind == _JOINS:
                self._join(team, day, team.workers[position].id)
            elif kind == _LEAVES:
                self._leave(team, day, team.workers[position].id, events)
            elif kind == _ENDS:
                self._release(team, team.stages[position].end_date, position)
                team.waiting.pop(position, None)
            elif kind == _STARTS:
                self._give(team, day, position, team.waiting.pop(position, ""))
            elif position in team.holdings:
                worker = team.holdings[position].worker
                self._release(team, day, position)
                self._give(team, day, position, self._chance.pick("reason_changed"), other_than=worker)

    def _posts(self, shape: TeamShape, stages: list[Stage]) -> int:
        """Posts for the children the team holds on an average day, less those it lacks."""
        days = (self._to - self._from).days
        held = sum(
            (min(each.end_date, self._to) - max(each.start_date, self._from)).days * each.children for each in stages
        )
        per_worker = self._chance.courses.rates["children_per_worker"]
        return max(_FEWEST_POSTS, round(held / days / per_worker * shape.staffed))

    def _events(self, team: _Team) -> list[_Event]:
        events: list[_Event] = []
        for position, worker in enumerate(team.workers):
            events.append((max(worker.start_date, self._from), _JOINS, position))
            if worker.end_date:
                events.append((worker.end_date, _LEAVES, position))
        for position, stage in enumerate(team.stages):
            start = max(stage.start_date, self._from) + dt.timedelta(days=stage.waits_days)
            if start >= stage.end_date or start > self._to:
                continue
            team.waiting[position] = _TRANSFER if stage.is_transfer else _FIRST
            events.append((start, _STARTS, position))
            events.append((min(stage.end_date, self._to + dt.timedelta(days=1)), _ENDS, position))
            changed = start + dt.timedelta(days=int(self._chance.waits(self._chance.courses.rates["changes_a_year"])))
            if changed < min(stage.end_date, self._to):
                events.append((changed, _CHANGES, position))
        return events

    def _join(self, team: _Team, day: dt.date, newcomer: str) -> None:
        """A newcomer takes what the manager held, then a fair share from the fullest caseloads."""
        team.children[newcomer] = 0
        for position in list(team.held[team.manager]):
            self._release(team, day, position)
            self._give(team, day, position, _CASELOAD)
        fair = sum(team.children.values()) // len(team.children)
        while team.children[newcomer] < fair:
            fullest = max(team.children, key=lambda name: (team.children[name], name))
            if fullest == newcomer or not team.held[fullest]:
                return
            position = next(reversed(team.held[fullest]))
            self._release(team, day, position)
            self._hold(team, day, position, newcomer, _CASELOAD)

    def _leave(self, team: _Team, day: dt.date, leaver: str, events: list[_Event]) -> None:
        """What a leaver held goes to others, some of it only after days without anybody."""
        del team.children[leaver]
        for position in list(team.held.pop(leaver, {})):
            self._release(team, day, position)
            if self._chance.happens("never_allocated_at_once"):
                again = day + dt.timedelta(days=self._chance.days("waits_for_worker"))
                if again < min(team.stages[position].end_date, self._to + dt.timedelta(days=1)):
                    team.waiting[position] = _LEFT
                    heapq.heappush(events, (again, _STARTS, position))
            else:
                self._give(team, day, position, _LEFT)

    def _give(self, team: _Team, day: dt.date, position: int, why: str, other_than: str = "") -> None:
        self._hold(team, day, position, team.least_loaded(other_than), why)

    def _hold(self, team: _Team, day: dt.date, position: int, worker: str, why: str) -> None:
        team.holdings[position] = _Holding(worker, day, why)
        team.held[worker][position] = None
        if worker in team.children:
            team.children[worker] += team.stages[position].children

    def _release(self, team: _Team, day: dt.date, position: int) -> None:
        """Close the spell of whoever holds the stage; a spell of no days is left out."""
        held = team.holdings.pop(position, None)
        if held is None:
            return
        stage = team.stages[position]
        if held.since < day:
            stage.spells.append(WorkerSpell(held.worker, team.id, held.since, day, held.why))
        team.held[held.worker].pop(position, None)
        if held.worker in team.children:
            team.children[held.worker] -= stage.children
