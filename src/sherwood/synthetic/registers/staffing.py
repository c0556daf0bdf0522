"""Synthetic: the employer's list of posts, of who was in them and who was away, as the teams of the county were really staffed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

import numpy as np
import pyarrow as pa

from sherwood.synthetic.courses import LifeCourses
from sherwood.synthetic.delivering import date_of, day_number
from sherwood.synthetic.everyone import NEVER, Everyone
from sherwood.synthetic.partner_feed import RECORDED, REMOVED, FeedTables
from sherwood.synthetic.registers.growing import Entry, as_it_grew, table_of
from sherwood.synthetic.shapes import TeamShape
from sherwood.synthetic.staff import Post, Worker

FEED = "workforce"
_ONE_DAY = dt.timedelta(days=1)
# Every so-many-th post of social workers is a senior practitioner's (18.3 per cent of social workers in England, 2025).
_ONE_SENIOR_IN = 6
_POSTS = {
    "post_number": pa.string(),
    "team": pa.string(),
    "role": pa.string(),
    "full_time_equivalent": pa.float64(),
    "caseload_limit": pa.int32(),
}
_PEOPLE = {
    "post_number": pa.string(),
    "worker_id": pa.string(),
    "name": pa.string(),
    "contract": pa.string(),
    "full_time_equivalent": pa.float64(),
    "start_date": pa.date32(),
    "end_date": pa.date32(),
}
_ABSENCES = {"worker_id": pa.string(), "first_date": pa.date32(), "last_date": pa.date32(), "reason": pa.string()}


def workforce(everyone: Everyone, _generator: np.random.Generator, courses: LifeCourses) -> FeedTables:
    """Posts that stood, people who worked and days they were away in the county's years; nothing about them is drawn here."""
    teams = {team.id: team for team in courses.organisation.team}
    limit = courses.rates["children_per_worker"] * courses.rates["caseload_limit"]
    since = date_of(everyone.first_day)
    workers = [each for each in everyone.workers if each.end_date is None or each.end_date > since]
    managers = [each for each in workers if each.is_manager]
    posts = [each for each in everyone.posts if each.end_date is None or each.end_date > since]
    tables = {
        "posts": table_of([*_managers(managers), *_posts(posts, teams, limit)], _POSTS),
        "people": table_of(_people(workers), _PEOPLE),
        "absences": table_of(_absences(workers, since), _ABSENCES),
    }
    return FeedTables(FEED, tables)


def _managers(managers: Iterable[Worker]) -> Iterator[Entry]:
    for each in managers:
        yield _post(each.post, each.team, "team_manager", None, each.start_date, None)


def _posts(posts: Iterable[Post], teams: dict[str, TeamShape], limit: float) -> Iterator[Entry]:
    for number, post in enumerate(posts, start=1):
        role = _role(teams[post.team], number)
        holds = round(limit) if role in {"social_worker", "senior_practitioner"} else None
        yield _post(post.id, post.team, role, holds, post.start_date, post.end_date)


def _post(number: str, team: str, role: str, limit: int | None, start: dt.date, end: dt.date | None) -> Entry:
    return {
        "post_number": number,
        "team": team,
        "role": role,
        "full_time_equivalent": 1.0,
        "caseload_limit": limit,
        RECORDED: day_number(start),
        REMOVED: day_number(end) if end else NEVER,
    }


def _role(team: TeamShape, number: int) -> str:
    """What the post is, by the work of its team."""
    if "early_help" in team.work:
        return "family_worker"
    if "care_leavers" in team.work:
        return "personal_adviser"
    return "senior_practitioner" if number % _ONE_SENIOR_IN == 0 else "social_worker"


def _people(workers: Iterable[Worker]) -> Iterator[Entry]:
    """The end of somebody's time is filled in when it has come."""
    for each in workers:
        last = each.end_date - _ONE_DAY if each.end_date else None
        entry: Entry = {
            "post_number": each.post,
            "worker_id": each.id,
            "name": each.name,
            "contract": "agency" if each.is_agency else "permanent",
            "full_time_equivalent": each.full_time,
            "start_date": each.start_date,
            "end_date": last,
        }
        yield from as_it_grew(entry, day_number(each.start_date), {"end_date": day_number(last)} if last else {})


def _absences(workers: Iterable[Worker], since: dt.date) -> Iterator[Entry]:
    for worker in workers:
        for each in (away for away in worker.absences if away.end_date > since):
            last = each.end_date - _ONE_DAY
            entry: Entry = {
                "worker_id": worker.id,
                "first_date": each.start_date,
                "last_date": last,
                "reason": "sickness",
            }
            yield from as_it_grew(entry, day_number(each.start_date), {"last_date": day_number(last)})
