"""A council's own settings: code, name, working arrangements, services, teams and workers, from its `council` folder."""

from __future__ import annotations

import datetime as dt
import hashlib
import tomllib
from pathlib import Path
from typing import TypeVar

from pydantic import Field, TypeAdapter, ValidationError

from sherwood.definitions.errors import CatalogueError
from sherwood.definitions.home import Home
from sherwood.definitions.shapes.base import Shape

T = TypeVar("T", bound=Shape)

ALWAYS = dt.date(1900, 1, 1)
FOR_EVER = dt.date(9999, 12, 31)
SETTINGS_FILE = "council.toml"
TEAMS_FILE = "teams.toml"


class Service(Shape):
    """A service, such as looked-after children, that teams belong to."""

    id: str
    name: str


class Team(Shape):
    """A team and the days between which it existed."""

    id: str
    name: str
    service: str
    start_date: dt.date = ALWAYS
    end_date: dt.date = FOR_EVER


class Worker(Shape):
    """A worker's spell in one team; a worker who moves has two entries with the same id."""

    id: str
    name: str
    team: str
    start_date: dt.date = ALWAYS
    end_date: dt.date = FOR_EVER
    is_manager: bool = False


class Organisation(Shape):
    """Services, teams and workers as `teams.toml` lists them."""

    services: tuple[Service, ...] = Field(default=(), alias="service")
    teams: tuple[Team, ...] = Field(default=(), alias="team")
    workers: tuple[Worker, ...] = Field(default=(), alias="worker")


class Council(Shape):
    """What differs from council to council.

    `names_open_months`: how long a team may still open a child it no longer holds. `refresh_at`: the times of day (Europe/London) at
    which the scheduler refreshes. `is_demo`: made-up children; every page says so.
    """

    code: str = "local"
    name: str = "Your council"
    names_open_months: int = Field(default=6, ge=0, le=24)
    refresh_at: tuple[dt.time, ...] = (dt.time(6, 0),)
    calendar: str = "england_and_wales"
    is_demo: bool = False
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


def load_council(home: Home) -> Council:
    """Return the settings in the home's `council` folder, or the defaults; raise CatalogueError naming file, key and remedy."""
    settings, teams = home.council / SETTINGS_FILE, home.council / TEAMS_FILE
    problems: list[str] = []
    council = _read(TypeAdapter(Council), settings, problems) or Council()
    organisation = _read(TypeAdapter(Organisation), teams, problems) or Organisation()
    problems.extend(f"{teams}: {words}" for words in _unknown_links(organisation))
    if problems:
        raise CatalogueError(problems)
    content = b"".join(path.read_bytes() for path in (settings, teams) if path.exists())
    digest = hashlib.sha256(content).hexdigest()[:16]
    return council.model_copy(update={"organisation": organisation, "content_hash": digest})


def _read(adapter: TypeAdapter[T], path: Path, problems: list[str]) -> T | None:
    if not path.exists():
        return None
    try:
        return adapter.validate_python(tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        problems.append(f"{path}: not readable as TOML: {error}")
    except ValidationError as error:
        problems.extend(f"{path}: {'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors())
    return None


def _unknown_links(organisation: Organisation) -> list[str]:
    """Return a line for each team in no known service and each worker in no known team."""
    services = {service.id for service in organisation.services}
    teams = {team.id for team in organisation.teams}
    return [
        *(
            f"team '{team.id}' names service '{team.service}', which is not listed"
            for team in organisation.teams
            if team.service not in services
        ),
        *(
            f"worker '{worker.id}' names team '{worker.team}', which is not listed"
            for worker in organisation.workers
            if worker.team not in teams
        ),
    ]
