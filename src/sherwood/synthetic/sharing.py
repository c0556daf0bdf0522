"""Synthetic: shares the cases of the teams outside care among their workers day by day, some only after they have waited for somebody."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from statistics import median

from sherwood.synthetic.caseloads import Caseloads, Holding
from sherwood.synthetic.cases import Stage
from sherwood.synthetic.chance import Chance
from sherwood.synthetic.posts import Posts
from sherwood.synthetic.shapes import TeamShape
from sherwood.synthetic.staff import Post, Worker
from sherwood.synthetic.timeline import CHANGES, ENDS, JOINS, LEAVES, NOTES, STARTS, Timeline
from sherwood.synthetic.workload import Presence, TeamLoad, Workload
from sherwood.vocabulary.intervals import add_months

_FIRST, _TRANSFER, _LEFT, _CASELOAD, _ABSENT = "FCONTA", "TSPROC", "LEFTRL", "MANAGE", "ABSENC"
_FEWEST_POSTS = 2
_WEEK = dt.timedelta(days=7)
_WEEKS_OF_A_QUARTER, _WEEKS_OF_A_YEAR = 13, 52
_APRIL = 4


@dataclass
class _Team:
    """A team, its posts, its load through time and who holds what now."""

    shape: TeamShape
    load: TeamLoad
    loads: Caseloads
    posts: list[Post] = field(default_factory=list)
    weeks: list[int] = field(default_factory=list)

    def mean_children(self, weeks: int) -> float:
        """Children held on average in so many weeks gone by."""
        last = self.weeks[-weeks:]
        return sum(last) / max(len(last), 1)


class Sharing:
    """Walks the teams through their days: posts are made as the work grows, then by a budget each April."""

    def __init__(
        self, chance: Chance, posts: Posts, workload: Workload, timeline: Timeline,
        since: dt.date, budgets_from: dt.date, date_to: dt.date,
    ) -> None:  # fmt: skip
        self._chance, self._posts, self._workload, self._timeline = chance, posts, workload, timeline
        self._since, self._budgets_from, self._to = since, budgets_from, date_to
        self._rates = chance.courses.rates
        self._limit = self._rates["children_per_worker"] * self._rates["caseload_limit"]
        self._teams: dict[str, _Team] = {}
        self._count = 0
        self._never_came: set[str] = set()
        self.workers: list[Worker] = []

    @property
    def posts(self) -> list[Post]:
        """Every post of every team, whenever it was made."""
        return [post for team in self._teams.values() for post in team.posts]

    def open(self, teams: Iterable[TeamShape]) -> None:
        """Open the teams on the day from which workers are followed."""
        for shape in teams:
            manager = self._posts.manager(shape.id)
            self.workers.append(manager)
            load = self._workload.follow(shape.id, Presence(self._since, self._to), self._since)
            team = _Team(shape, load, Caseloads(shape.id, manager.id, self._limit))
            self._teams[shape.id] = team
            self._establish(team, self._since, _FEWEST_POSTS)
            self._timeline.at(self._since, NOTES, partial(self._week, team))
            self._timeline.at(self._since + _WEEK, NOTES, partial(self._review, team))

    def take(self, stages: Iterable[Stage]) -> None:
        """Take stages that were just thought of, so that each reaches its team on its day."""
        for stage in stages:
            if max(stage.start_date, self._since) < stage.end_date and stage.start_date <= self._to:
                self._count += 1
                start = max(stage.start_date, self._since)
                self._timeline.at(start, STARTS, partial(self._arrive, Holding(self._count, stage)))

    def finish(self) -> None:
        """Write down who holds what on the day after the last, and leave out who was to come into a post that was given up."""
        self.workers = [worker for worker in self.workers if worker.id not in self._never_came]
        after = self._to + dt.timedelta(days=1)
        for team in self._teams.values():
            for holding in [each for held in team.loads.held.values() for each in held.values()]:
                team.loads.release(holding, after)

    def _week(self, team: _Team, day: dt.date) -> None:
        team.weeks.append(team.load.children)
        self._workload.note_week(team.shape.id, day)
        self._timeline.at(day + _WEEK, NOTES, partial(self._week, team))

    def _review(self, team: _Team, day: dt.date) -> None:
        """Make as many posts as the work needs, at once while the county fills, later half way every April.

        A budget looks at what each worker carried in the middle week of the year: posts that stood empty helped nobody.
        """
        is_filling = day < self._budgets_from
        standing = len(self._standing(team))
        if is_filling:
            needed = self._rates_posts(team.mean_children(_WEEKS_OF_A_QUARTER)) * team.shape.staffed
            self._establish(team, day, max(standing, round(needed), _FEWEST_POSTS))
            following = add_months(day, 1)
        else:
            carried = median(team.load.weeks[-_WEEKS_OF_A_YEAR:]) * team.shape.staffed
            step = standing * (carried - 1) * self._rates["budget_follows"]
            self._establish(team, day, max(standing + round(step), _FEWEST_POSTS))
            following = dt.date(day.year + (day.month >= _APRIL), _APRIL, 1)
        self._timeline.at(following, NOTES, partial(self._review, team))

    def _rates_posts(self, children: float) -> float:
        return children / self._rates["children_per_worker"] / self._rates["at_work_per_post"]

    def _standing(self, team: _Team) -> list[Post]:
        return [post for post in team.posts if not post.is_given_up]

    def _establish(self, team: _Team, day: dt.date, wanted: int) -> None:
        """Make or give up posts until there are so many; those that are empty, or soonest will be, go first."""
        standing = self._standing(team)
        for _ in range(wanted - len(standing)):
            is_settled = day < self._budgets_from
            post = self._posts.post(team.shape.id, len(team.posts), day, is_settled=is_settled)
            team.posts.append(post)
            team.load.presence.add(post.workers)
            self.workers.extend(post.workers)
            for worker in post.workers:
                self._expect(team, worker)
        emptied_first = sorted(standing, key=lambda post: post.empty_from(day))
        for post in emptied_first[: max(len(standing) - wanted, 0)]:
            before = post.workers
            self._posts.close(post, day)
            gone = before[len(post.workers) :]
            team.load.presence.add(gone, sign=-1.0)
            self._never_came |= {worker.id for worker in gone}

    def _expect(self, team: _Team, worker: Worker) -> None:
        """Say when a worker comes and goes, and when a lasting absence takes the cases away and gives them back."""
        timeline = self._timeline
        timeline.at(max(worker.start_date, self._since), JOINS, partial(self._join, team, worker))
        for away in (each for each in worker.absences if each.is_lasting):
            timeline.at(away.noticed_date, LEAVES, partial(self._leave, team, worker, _ABSENT))
            if worker.end_date is None or away.end_date < worker.end_date:
                timeline.at(away.end_date, JOINS, partial(self._join, team, worker))
        if worker.end_date:
            timeline.at(worker.end_date, LEAVES, partial(self._leave, team, worker, _LEFT))

    def _join(self, team: _Team, worker: Worker, day: dt.date) -> None:
        """A newcomer takes what the manager held and what waits, then a fair share from the fullest caseloads."""
        if worker.id in self._never_came:
            return
        loads = team.loads
        loads.join(worker)
        for holding in list(loads.held[loads.manager].values()):
            loads.release(holding, day)
            self._seek(team, holding, _CASELOAD, day)
        self._serve(team, day)
        while loads.is_below_fair_share(worker.id):
            fullest = loads.fullest()
            if fullest == worker.id or not loads.held[fullest]:
                return
            holding = loads.held[fullest][next(reversed(loads.held[fullest]))]
            loads.release(holding, day)
            loads.hold(holding, day, worker.id, _CASELOAD)

    def _leave(self, team: _Team, worker: Worker, why: str, day: dt.date) -> None:
        """What somebody held who leaves, or is away for long, goes to others, some of it only after days without anybody."""
        for holding in team.loads.leave(worker.id):
            team.loads.release(holding, day)
            self._seek(team, holding, why, day)

    def _arrive(self, holding: Holding, day: dt.date) -> None:
        """A case reaches its team: the team has more children from now on, and soon a worker for them."""
        stage = holding.stage
        team = self._teams[stage.team]
        team.load.children += stage.children
        self._timeline.at(stage.end_date, ENDS, partial(self._end, team, holding))
        why = _TRANSFER if stage.is_transfer else _FIRST
        if stage.waits_days:
            again = day + dt.timedelta(days=stage.waits_days)
            self._timeline.at(again, STARTS, lambda later: self._seek(team, holding, why, later))
        else:
            self._seek(team, holding, why, day)
        changes = day + dt.timedelta(days=int(self._chance.waits(self._rates["changes_a_year"])))
        if changes < stage.end_date:
            self._timeline.at(changes, CHANGES, partial(self._change, team, holding))

    def _end(self, team: _Team, holding: Holding, day: dt.date) -> None:
        team.load.children -= holding.stage.children
        holding.is_over = True
        team.loads.waiting.pop(holding.number, None)
        team.loads.release(holding, day)
        self._serve(team, day)

    def _change(self, team: _Team, holding: Holding, day: dt.date) -> None:
        if not holding.is_over and holding.worker:
            before = holding.worker
            team.loads.release(holding, day)
            team.loads.hold(holding, day, team.loads.lightest(before), self._chance.pick("reason_changed"))

    def _seek(self, team: _Team, holding: Holding, why: str, day: dt.date) -> None:
        """Give a case to the lightest caseload below the limit; where all are full it waits, though not for ever."""
        if holding.is_over:
            return
        if team.loads.has_room():
            team.loads.hold(holding, day, team.loads.lightest(), why)
            return
        holding.why = why
        team.loads.waiting[holding.number] = holding
        until = day + dt.timedelta(days=self._chance.days("longest_wait"))
        self._timeline.at(until, STARTS, partial(self._insist, team, holding))

    def _insist(self, team: _Team, holding: Holding, day: dt.date) -> None:
        """A case that waited too long goes to the lightest caseload, over the limit or not."""
        if team.loads.waiting.pop(holding.number, None):
            team.loads.hold(holding, day, team.loads.lightest(), holding.why)

    def _serve(self, team: _Team, day: dt.date) -> None:
        """Give what waits, the longest first, to whoever has room again."""
        waiting = team.loads.waiting
        while waiting and team.loads.has_room():
            holding = waiting.pop(next(iter(waiting)))
            team.loads.hold(holding, day, team.loads.lightest(), holding.why)
