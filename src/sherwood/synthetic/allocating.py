"""Synthetic: which team and worker holds each child on each day, handed on as allocations and as the load of every team."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from sherwood.synthetic.chance import Chance
from sherwood.synthetic.people import Allocation, Child, PeriodOfCare, birthday
from sherwood.synthetic.posts import Posts
from sherwood.synthetic.shapes import TeamShape
from sherwood.synthetic.staff import Post, TeamShortage, Worker, declared_shortages
from sherwood.synthetic.workload import Loads, Presence, load_of

FIRST, TRANSFER, LEFT, CASELOAD, ABSENT = "FCONTA", "TSPROC", "LEFTRL", "MANAGE", "ABSENC"
_LEAVES, _AWAY, _JOINS, _ENDS, _STARTS, _CHANGES = range(6)
_HIGH = dt.date(9999, 12, 31)


@dataclass
class _Held:
    """A child's time with one team."""

    child: Child
    period: PeriodOfCare
    team: str
    start_date: dt.date
    end_date: dt.date
    reason: str
    worker: str = ""
    since: dt.date = _HIGH
    why: str = ""


@dataclass
class _TeamDay:
    """One team while its days are walked through: who is in post and whom each holds."""

    manager: str
    in_post: dict[str, dict[int, _Held]] = field(default_factory=dict)
    with_manager: dict[int, _Held] = field(default_factory=dict)

    def least_loaded(self) -> str:
        """The worker with the fewest children; the manager holds them where nobody is in post."""
        return min(self.in_post, key=lambda worker: (len(self.in_post[worker]), worker), default=self.manager)


class Allocating:
    """Walks each team's days in order and shares its children among the workers in post."""

    def __init__(
        self, chance: Chance, date_from: dt.date, date_to: dt.date, shortages: Iterable[TeamShortage] = ()
    ) -> None:
        self._chance = chance
        self._from = date_from
        self._to = date_to
        self._teams = tuple(team for team in chance.courses.organisation.team if not team.work)
        self._per_worker = chance.courses.rates["children_per_worker"]
        short = (*shortages, *declared_shortages(chance.courses.organisation, date_to))
        self.staff = Posts(chance, date_from, date_to, short)
        self.loads = Loads()
        self.posts: list[Post] = []
        self.workers: list[Worker] = []

    def allocate(self, children: list[Child]) -> None:
        """Give every period of care in the county's years its allocations, in order of time."""
        by_team: dict[str, list[_Held]] = defaultdict(list)
        for child in children:
            for held in (held for period in child.periods for held in self._teams_of(child, period)):
                by_team[held.team].append(held)
        for team in self._teams:
            self._walk(team, by_team[team.id])
        for period in (period for child in children for period in child.periods):
            period.allocations.sort(key=lambda each: each.start_date)

    def team_on(self, child: Child, period: PeriodOfCare, day: dt.date) -> TeamShape:
        """The first team of the list that fits the child's state, age and home on the day."""
        state, age = period.state_on(day).state, child.age_on(day)
        return next(team for team in self._teams if _fits(team, state, age, child.home_district))

    def _teams_of(self, child: Child, period: PeriodOfCare) -> Iterator[_Held]:
        """Yield the child's time with one team after another within the county's years."""
        turns = {spell.start_date for spell in period.legal} | {
            birthday(child.birth_date, team.from_age) for team in self._teams
        }
        first, last = max(period.start_date, self._from), min(period.end_date, self._to + dt.timedelta(days=1))
        days = [first, *sorted(day for day in turns if first < day < last)]
        held: _Held | None = None
        for day in days if first < last else []:
            team = self.team_on(child, period, day).id
            if held and held.team == team:
                continue
            if held:
                held.end_date = day
                yield held
            held = _Held(child, period, team, day, period.end_date, TRANSFER if held else FIRST)
        if held:
            yield held

    def _walk(self, team: TeamShape, held: list[_Held]) -> None:
        """Share the team's children out, day by day, as children and workers come and go."""
        days = (self._to - self._from).days
        mean = sum((min(each.end_date, self._to) - each.start_date).days for each in held) / days
        manager, workers = self._staffed(team, mean)
        presence = Presence(self._from, self._to)
        presence.add(workers)
        now = _TeamDay(manager=manager.id)
        children = 0
        for day, kind, position in sorted(self._events(held, workers)):
            self._happen(now, day, kind, position, held, workers)
            children += (kind == _STARTS) - (kind == _ENDS)
            self.loads.note(team.id, day, load_of(children, presence.on(day), self._per_worker))

    def _staffed(self, team: TeamShape, children: float) -> tuple[Worker, list[Worker]]:
        """The manager and the workers of a team that holds so many children on an average day."""
        needed = children / self._per_worker / self._chance.courses.rates["at_work_per_post"] * team.staffed
        posts = max(1, round(needed))
        manager = self.staff.manager(team.id)
        made = [self.staff.post(team.id, number, self._from, is_settled=True) for number in range(posts)]
        workers = [worker for post in made for worker in post.workers]
        self.posts += made
        self.workers += [manager, *workers]
        return manager, workers

    def _events(self, held: list[_Held], workers: list[Worker]) -> Iterator[tuple[dt.date, int, int]]:
        for position, worker in enumerate(workers):
            yield max(worker.start_date, self._from), _JOINS, position
            if worker.end_date:
                yield worker.end_date, _LEAVES, position
            for away in (each for each in worker.absences if each.is_lasting):
                yield away.noticed_date, _AWAY, position
                if away.end_date < (worker.end_date or self._to):
                    yield away.end_date, _JOINS, position
        for position, each in enumerate(held):
            yield each.start_date, _STARTS, position
            yield each.end_date, _ENDS, position
            day = each.start_date + dt.timedelta(
                days=int(self._chance.waits(self._chance.courses.rates["changes_a_year"]))
            )
            if day < min(each.end_date, self._to):
                yield day, _CHANGES, position

    def _happen(
        self, now: _TeamDay, day: dt.date, kind: int, position: int, held: list[_Held], workers: list[Worker]
    ) -> None:
        if kind == _JOINS:
            now.in_post[workers[position].id] = {}
            self._hand_over(now, day, now.with_manager, CASELOAD)
            self._even_out(now, day, workers[position].id)
        elif kind == _LEAVES:
            self._hand_over(now, day, now.in_post.pop(workers[position].id, {}), LEFT)
        elif kind == _AWAY:
            self._hand_over(now, day, now.in_post.pop(workers[position].id), ABSENT)
        elif kind == _ENDS:
            self._close(held[position], day)
            now.in_post.get(held[position].worker, now.with_manager).pop(position)
        elif kind == _STARTS:
            self._give(now, day, position, held[position], held[position].reason)
        elif held[position].worker in now.in_post and len(now.in_post) > 1:
            now.in_post[held[position].worker].pop(position)
            self._give(
                now,
                day,
                position,
                held[position],
                self._chance.pick("reason_changed"),
                other_than=held[position].worker,
            )

    def _hand_over(self, now: _TeamDay, day: dt.date, cases: dict[int, _Held], why: str) -> None:
        """Give every child of a leaver, or held by the manager meanwhile, to somebody in post."""
        for key in list(cases):
            self._give(now, day, key, cases.pop(key), why)

    def _even_out(self, now: _TeamDay, day: dt.date, newcomer: str) -> None:
        """Move children from the fullest caseloads until the newcomer holds a fair share."""
        fair = sum(len(each) for each in now.in_post.values()) // len(now.in_post)
        while len(now.in_post[newcomer]) < fair:
            fullest = max(now.in_post, key=lambda worker: (len(now.in_post[worker]), worker))
            key, each = now.in_post[fullest].popitem()
            self._close(each, day)
            self._open(now, day, key, each, newcomer, CASELOAD)

    def _give(self, now: _TeamDay, day: dt.date, key: int, each: _Held, why: str, other_than: str = "") -> None:
        self._close(each, day)
        others = _TeamDay(now.manager, {name: cases for name, cases in now.in_post.items() if name != other_than})
        self._open(now, day, key, each, others.least_loaded(), why)

    def _open(self, now: _TeamDay, day: dt.date, key: int, each: _Held, worker: str, why: str) -> None:
        # A child handed on again on the day of a hand-over keeps the first reason: only one worker counts for the day.
        each.why = each.why if each.since == day else why
        each.worker, each.since = worker, day
        now.in_post.get(worker, now.with_manager)[key] = each

    def _close(self, each: _Held, day: dt.date) -> None:
        if each.since < day:
            each.period.allocations.append(
                Allocation(each.worker, each.team, each.since, min(day, each.end_date), each.why)
            )


def _fits(team: TeamShape, state: str, age: int, district: str) -> bool:
    return (
        (not team.holds or state in team.holds)
        and age >= team.from_age
        and (not team.districts or district in team.districts)
    )
