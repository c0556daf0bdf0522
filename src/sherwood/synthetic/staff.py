"""Synthetic: the people who work in the county's teams, with posts and sickness, handed on as records and as `teams.toml`."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from sherwood.synthetic.shapes import OrganisationShape
from sherwood.vocabulary.periods import Period, periods_between

# A worker's cases pass to others when an absence turns out to last.
_LASTING_DAYS, _NOTICED_DAYS = 30, 14


@dataclass(frozen=True, slots=True)
class Absence:
    """Days a worker was away sick, from the first to the day back at work."""

    start_date: dt.date
    end_date: dt.date

    @property
    def is_lasting(self) -> bool:
        """Whether the worker's cases pass to others meanwhile."""
        return (self.end_date - self.start_date).days > _LASTING_DAYS

    @property
    def noticed_date(self) -> dt.date:
        """The day on which it is clear that the absence lasts."""
        return self.start_date + dt.timedelta(days=_NOTICED_DAYS)


@dataclass(frozen=True, slots=True)
class Worker:
    """A worker's time in one team; no end while in post at the county's last day.

    `post` is the post the worker fills or, as `is_agency`, covers while it is vacant; `full_time` is the share of a full week.
    """

    id: str
    name: str
    team: str
    start_date: dt.date
    end_date: dt.date | None = None
    is_manager: bool = False
    post: str = ""
    is_agency: bool = False
    full_time: float = 1.0
    absences: tuple[Absence, ...] = ()


@dataclass(slots=True)
class Post:
    """A post of a team from the day it was made to the day it ended (none while it stands), and who was in it.

    A post that is given up ends when whoever is in it leaves.
    """

    id: str
    team: str
    start_date: dt.date
    end_date: dt.date | None = None
    is_given_up: bool = False
    workers: list[Worker] = field(default_factory=list)

    def empty_from(self, day: dt.date) -> dt.date:
        """The day from which nobody would be in the post if nobody came into it after a day."""
        ends = [each.end_date or dt.date.max for each in self.workers if each.start_date <= day]
        return max([day, *ends])


@dataclass(frozen=True, slots=True)
class TeamShortage:
    """A time in which a team lacks a share of its workers, who leave as it begins and are replaced only after its end."""

    team: str
    first_day: dt.date
    last_day: dt.date
    share_of_workers_lost: float


def shortage_quarter(organisation: OrganisationShape, date_to: dt.date) -> Period:
    """The quarter in which the declared team is short of workers."""
    whole = [
        each
        for each in periods_between(date_to - dt.timedelta(days=1200), date_to, "quarter")
        if each.last_day <= date_to
    ]
    return whole[-1 - organisation.shortage.quarters_before_last]


def declared_shortages(organisation: OrganisationShape, date_to: dt.date) -> tuple[TeamShortage, ...]:
    """The shortages the organisation declares, on the days they fall on in a county that ends on a day."""
    declared, quarter = organisation.shortage, shortage_quarter(organisation, date_to)
    return (TeamShortage(declared.team, quarter.first_day, quarter.last_day, declared.share_of_workers_lost),)


def teams_toml(organisation: OrganisationShape, workers: list[Worker]) -> str:
    """The services, teams and workers as a council's `teams.toml` holds them; a team nobody works in is left out."""
    lines = ["# Made-up services, teams and workers of a made-up county.", ""]
    staffed = {worker.team for worker in workers}
    teams = [team for team in organisation.team if team.id in staffed]
    hubs = [f'"{team.id}"' for team in teams if "front_door" in team.work]
    lines += [*([f"hubs = [{', '.join(hubs)}]", ""] if hubs else [])]
    for service in (each for each in organisation.service if each.id in {team.service for team in teams}):
        lines += ["[[service]]", f'id = "{service.id}"', f'name = "{service.name}"', ""]
    for team in teams:
        lines += ["[[team]]", f'id = "{team.id}"', f'name = "{team.name}"', f'service = "{team.service}"', ""]
    for worker in workers:
        lines += ["[[worker]]", f'id = "{worker.id}"', f'name = "{worker.name}"', f'team = "{worker.team}"']
        lines += [f"start_date = {worker.start_date}", *([f"end_date = {worker.end_date}"] if worker.end_date else [])]
        lines += [*(["is_manager = true"] if worker.is_manager else []), ""]
    return "\n".join(lines)
