"""Synthetic: the workers of each team over the years, handed on as dated spells in post and as `teams.toml`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from sherwood.synthetic.chance import Chance
from sherwood.synthetic.shapes import OrganisationShape
from sherwood.vocabulary.periods import Period, periods_between

_NOBODY_LEAVES_BEFORE_DAYS = 120


@dataclass(frozen=True)
class Worker:
    """A worker's time in one team; no end while in post at the county's last day."""

    id: str
    name: str
    team: str
    start_date: dt.date
    end_date: dt.date | None = None
    is_manager: bool = False


def shortage_quarter(organisation: OrganisationShape, date_to: dt.date) -> Period:
    """The quarter in which the declared team is short of workers."""
    whole = [
        each
        for each in periods_between(date_to - dt.timedelta(days=1200), date_to, "quarter")
        if each.last_day <= date_to
    ]
    return whole[-1 - organisation.shortage.quarters_before_last]


class Staff:
    """Fills each post of each team with one worker after another, with vacancies between and one bad quarter."""

    def __init__(self, chance: Chance, date_from: dt.date, date_to: dt.date, count: int = 0) -> None:
        self._chance = chance
        self._from = date_from
        self._to = date_to
        self._organisation = chance.courses.organisation
        self._quarter = shortage_quarter(self._organisation, date_to)
        # Workers numbered so far; another staff of the same county goes on from it.
        self.count = count

    def team(self, team: str, posts: int) -> list[Worker]:
        """Return everybody who works in the team between the county's first and last day, the manager first."""
        shortage = self._organisation.shortage
        lost = round(posts * shortage.share_of_workers_lost) if team == shortage.team else 0
        workers = [self._worker(team, self._from, None, is_manager=True)]
        for post in range(posts):
            workers.extend(self._post(team, is_lost=post < lost))
        return workers

    def _post(self, team: str, *, is_lost: bool) -> Iterator[Worker]:
        start = self._from - dt.timedelta(days=self._chance.random.randint(0, 900))
        while start < self._to:
            stays = int(self._chance.waits(self._chance.courses.rates["turnover_a_year"]))
            end = max(start, self._from) + dt.timedelta(days=max(stays, _NOBODY_LEAVES_BEFORE_DAYS))
            following = end + dt.timedelta(days=self._chance.days("vacancy"))
            if is_lost and start <= self._quarter.first_day < following:
                end = min(end, self._quarter.first_day + dt.timedelta(days=self._chance.random.randint(2, 12)))
                following = self._quarter.last_day + dt.timedelta(days=self._chance.random.randint(7, 20))
            yield self._worker(team, start, end if end <= self._to else None)
            start = following

    def _worker(self, team: str, start: dt.date, end: dt.date | None, *, is_manager: bool = False) -> Worker:
        names = self._organisation.names
        self.count += 1
        # Steps through first and last names so that no two workers of a county share both until all pairs are used.
        pairs = len(names.first) * len(names.last)
        pair = self.count * 337 % pairs
        name = f"{names.first[pair % len(names.first)]} {names.last[pair // len(names.first)]}"
        return Worker(f"SW{self.count * 7919 % 900_000 + 100_000}", name, team, start, end, is_manager)


def teams_toml(organisation: OrganisationShape, workers: list[Worker]) -> str:
    """The services, teams and workers as a council's `teams.toml` holds them; a team nobody works in is left out."""
    lines = ["# Made-up services, teams and workers of a made-up county.", ""]
    staffed = {worker.team for worker in workers}
    teams = [team for team in organisation.team if team.id in staffed]
    for service in (each for each in organisation.service if each.id in {team.service for team in teams}):
        lines += ["[[service]]", f'id = "{service.id}"', f'name = "{service.name}"', ""]
    for team in teams:
        lines += ["[[team]]", f'id = "{team.id}"', f'name = "{team.name}"', f'service = "{team.service}"', ""]
    for worker in workers:
        lines += ["[[worker]]", f'id = "{worker.id}"', f'name = "{worker.name}"', f'team = "{worker.team}"']
        lines += [f"start_date = {worker.start_date}", *([f"end_date = {worker.end_date}"] if worker.end_date else [])]
        lines += [*(["is_manager = true"] if worker.is_manager else []), ""]
    return "\n".join(lines)
