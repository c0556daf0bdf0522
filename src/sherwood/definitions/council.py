"""Definitions: a council's own settings: code, name, working arrangements, services, teams and workers, from its `council` folder."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import Field, TypeAdapter

from sherwood.definitions.errors import CatalogueError, Problem
from sherwood.definitions.home import Home
from sherwood.definitions.reading import read_toml, shaped, suggestion
from sherwood.definitions.shapes.base import Shape

T = TypeVar("T", bound=Shape)

ALWAYS = dt.date(1900, 1, 1)
FOR_EVER = dt.date(9999, 12, 31)
SETTINGS_FILE = "council.toml"
TEAMS_FILE = "teams.toml"
# What only `sherwood demo` puts into a home: the files of the county it made up.
MADE_UP_COUNTY = "county"
# A line in the settings makes nobody's children made up.
FALSE_MARK = "is_demo = true, but `sherwood demo` did not make this home: take the line out"
# The code names folders, so it can hold nothing that leads out of the home.
CODE_PATTERN = r"^[a-z0-9][a-z0-9_-]{0,39}$"


class Service(Shape):
    """A service, such as looked-after children, that teams belong to."""

    id: str
    name: str


class Team(Shape):
    """A team, the days between which it existed, and the teams that took its work over when it ended.

    `became` lets figures of the past be cut by today's teams too; more than one where its work was divided.
    """

    id: str
    name: str
    service: str
    start_date: dt.date = ALWAYS
    end_date: dt.date = FOR_EVER
    became: tuple[str, ...] = ()


class Worker(Shape):
    """A worker's spell in one team; a worker who moves has two entries with the same id."""

    id: str
    name: str
    team: str
    start_date: dt.date = ALWAYS
    end_date: dt.date = FOR_EVER
    is_manager: bool = False


class Organisation(Shape):
    """Services, teams and workers as `teams.toml` lists them.

    `hubs` are the teams that receive contacts at the front door, one of them on any day: what nobody is responsible for yet is
    theirs. Where no team is listed they are departments of the case system.
    """

    hubs: tuple[str, ...] = ()
    services: tuple[Service, ...] = Field(default=(), alias="service")
    teams: tuple[Team, ...] = Field(default=(), alias="team")
    workers: tuple[Worker, ...] = Field(default=(), alias="worker")


class Smtp(Shape):
    """The mail server that notices go out by; its password stands in the home's secrets, never here."""

    host: str
    port: int = Field(default=587, ge=1, le=65535)
    sender: str
    user: str = ""
    starttls: bool = True


class GroupRole(Shape):
    """The role that members of one group of the sign-in service hold, with the team or service it looks at."""

    group: str
    role: str
    team: str | None = None
    service: str | None = None


# Whoever has left signs in no more; whoever works looks in within a month.
DAYS_WITHOUT_SIGN_IN = 30


class SignInService(Shape):
    """The council's own sign-in service (OpenID Connect): where it is, who Sherwood is to it, which groups hold which roles.

    The client's secret stands in the home's secrets, never here. `username_claim` names what accounts are called by,
    `worker_claim` the worker id where the service knows it. `is_local_open` keeps the form for names and passwords too. `token_days`:
    for how many days after somebody last signed in through it their access tokens still read figures.
    """

    issuer: str
    client_id: str
    title: str = "your council's sign-in"
    username_claim: str = "preferred_username"
    groups_claim: str = "groups"
    worker_claim: str = ""
    scopes: str = "openid email profile"
    is_local_open: bool = True
    token_days: int = Field(default=DAYS_WITHOUT_SIGN_IN, ge=1, le=366)
    groups: tuple[GroupRole, ...] = Field(default=(), alias="group")


class Council(Shape):
    """What differs from council to council.

    `names_open_months`: how long a team may still open a child it no longer holds. `refresh_at`: the times of day (Europe/London) at
    which the scheduler refreshes. `is_demo`: made-up children; every page says so; only `sherwood demo`
    writes it. `second_factor`: whether a code beside the password is required of everybody who signs in here.
    `emergency_minutes`: how long a record opened in an emergency stays open. `families_a_key_worker`: how many families of a
    programme one key worker holds; `families_agreed`: results agreed with the department, beyond which none is claimed (0: not told).
    `limits`: the council's own number for a step of a timescale that is local, as `limits.child_protection_visit.only = 15`.
    `late_after_days`: the council's own days after which a feed is late, as `late_after_days.housing = 40`. `address` is where people
    open Sherwood, for the links in what is sent by mail, `number` the three digits by which statutory returns know the authority.
    """

    code: str = Field(default="local", pattern=CODE_PATTERN)
    name: str = "Your council"
    names_open_months: int = Field(default=6, ge=0, le=24)
    refresh_at: tuple[dt.time, ...] = (dt.time(6, 0),)
    calendar: str = "england_and_wales"
    is_demo: bool = False
    second_factor: Literal["optional", "required"] = "optional"
    emergency_minutes: int = Field(default=60, ge=5, le=720)
    families_a_key_worker: int = Field(default=10, ge=1, le=100)
    families_agreed: int = Field(default=0, ge=0)
    smtp: Smtp | None = None
    number: str = Field(default="", pattern=r"^([0-9]{3})?$")
    address: str = Field(default="", pattern=r"^(https?://[^\s/]+)?$")
    sign_in: SignInService | None = None
    limits: dict[str, dict[str, Annotated[int, Field(ge=0, le=3660)]]] = {}
    late_after_days: dict[str, Annotated[int, Field(ge=1, le=3660)]] = {}
    organisation: Organisation = Organisation()
    content_hash: str = ""

    @property
    def services(self) -> tuple[Service, ...]:
        """Services in the order of the file."""
        return self.organisation.services

    @property
    def teams(self) -> tuple[Team, ...]:
        """Teams in the order of the file."""
        return self.organisation.teams

    @property
    def workers(self) -> tuple[Worker, ...]:
        """Spells of workers in teams."""
        return self.organisation.workers

    @property
    def hubs(self) -> tuple[str, ...]:
        """The teams that receive contacts, by id."""
        return self.organisation.hubs


def load_council(home: Home) -> Council:
    """Return the settings in the home's `council` folder, or the defaults; raise CatalogueError naming file, key and remedy.

    A change of either file, or of whether the home is a demo, holds at once.
    """
    files = home.council / SETTINGS_FILE, home.council / TEAMS_FILE
    return _load(*files, tuple(_stamp(path) for path in files), is_made_up=(home.root / MADE_UP_COUNTY).is_dir())


def _stamp(path: Path) -> tuple[int, int, int] | None:
    """Return what changes when a file does."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size


# Every page asks several times, and a county's thousand workers take longer to read than a page to answer.
@lru_cache(maxsize=8)
def _load(settings: Path, teams: Path, stamps: object, *, is_made_up: bool) -> Council:  # noqa: ARG001 - keys the cache
    """Read and check both files; `stamps` only keys the cache."""
    problems: list[str] = []
    council = _read(TypeAdapter(Council), settings, problems) or Council()
    organisation = _read(TypeAdapter(Organisation), teams, problems) or Organisation()
    problems.extend(f"{teams}: {words}" for words in problems_of_organisation(organisation))
    if council.is_demo and not is_made_up:
        problems.append(f"{settings}: {FALSE_MARK}")
    if problems:
        raise CatalogueError(problems)
    content = b"".join(path.read_bytes() for path in (settings, teams) if path.exists())
    digest = hashlib.sha256(content).hexdigest()[:16]
    return council.model_copy(update={"organisation": organisation, "content_hash": digest})


def _read(adapter: TypeAdapter[T], path: Path, problems: list[str]) -> T | None:
    if not path.exists():
        return None
    found = read_toml(path, problems, made_here=("organisation", "content_hash"))
    return None if found is None else shaped(adapter, found[1], path, problems)


def problems_of_organisation(organisation: Organisation) -> Iterator[str]:
    """Yield a line for each id used twice, each team or worker that belongs nowhere, each spell that ends before it begins.

    A worker may be in one team at a time: two at once would make two people responsible for one child on one day.
    """
    services, teams = [each.id for each in organisation.services], [each.id for each in organisation.teams]
    yield from (f"service '{each}' is listed more than once" for each in _repeated(services))
    yield from (f"team '{each}' is listed more than once" for each in _repeated(teams))
    for team in organisation.teams:
        yield from _missing(f"team '{team.id}'", "service", team.service, services)
        for successor in team.became:
            yield from _missing(f"team '{team.id}' became a team and", "team", successor, teams)
    yield from _never_ending(organisation.teams)
    for worker in organisation.workers:
        yield from _missing(f"worker '{worker.id}'", "team", worker.team, teams)
    spells: tuple[Team | Worker, ...] = (*organisation.teams, *organisation.workers)
    for each in spells:
        if each.end_date < each.start_date:
            yield f"'{each.id}' ends on {each.end_date}, before it starts on {each.start_date}"
    yield from _in_two_teams(organisation.workers)
    yield from _two_hubs(organisation)


def checked_code(code: str) -> str:
    """Return an authority's code that may name a folder; raise Problem for one that can't."""
    if re.fullmatch(CODE_PATTERN, code):
        return code
    raise Problem(f"'{code}' is no authority's code: use up to 40 small letters, digits, hyphens and underscores")


def _repeated(ids: list[str]) -> list[str]:
    return sorted(name for name, times in Counter(ids).items() if times > 1)


def _missing(who: str, kind: str, named: str, listed: list[str]) -> Iterator[str]:
    if named not in listed:
        yield f"{who} names {kind} '{named}', which is not listed{suggestion(named, listed)}"


def _never_ending(teams: Iterable[Team]) -> Iterator[str]:
    """Yield a line for a team that became another and has no end, and for one that became itself in the end."""
    named = {team.id: team for team in teams}
    for team in named.values():
        if team.became and team.end_date == FOR_EVER:
            yield f"team '{team.id}' became {' and '.join(team.became)}: give its end_date, the last day it existed"
        if team.id in _followed(team.became, named, frozenset()):
            yield f"team '{team.id}' became itself again: give a team that begins anew an id of its own"


def _followed(ids: Iterable[str], named: dict[str, Team], seen: frozenset[str]) -> set[str]:
    """Every team that these became, step by step; one seen before is not followed again."""
    found = {each for each in ids if each in named}
    later = (_followed(named[each].became, named, seen | found) for each in found - seen)
    return found.union(*later)


def teams_today(teams: Iterable[Team]) -> Iterator[tuple[str, str]]:
    """Yield each team that became others with every team that does its work now: those at the end of the way."""
    named = {team.id: team for team in teams}
    for team in named.values():
        for each in sorted(_followed(team.became, named, frozenset())):
            if not named[each].became:
                yield team.id, each


def _in_two_teams(workers: Iterable[Worker]) -> Iterator[str]:
    spells = sorted(workers, key=lambda each: (each.id, each.start_date))
    for earlier, later in pairwise(spells):
        if earlier.id == later.id and later.start_date <= earlier.end_date:
            yield f"worker '{later.id}' is in two teams on {later.start_date}: end the spell in '{earlier.team}' the day before"


def _two_hubs(organisation: Organisation) -> Iterator[str]:
    """Yield a line for a hub that is not listed, and for two at once, who would both have received one contact."""
    listed = {team.id: team for team in organisation.teams}
    for hub in organisation.hubs if listed else ():
        yield from _missing("'hubs'", "team", hub, list(listed))
    # A department of the case system has no days of its own.
    known = (listed.get(hub, Team(id=hub, name=hub, service="")) for hub in organisation.hubs)
    for earlier, later in pairwise(sorted(known, key=lambda each: each.start_date)):
        if later.start_date <= earlier.end_date:
            yield f"'hubs' names '{earlier.id}' and '{later.id}', which both exist on {later.start_date}: name one for any day"
