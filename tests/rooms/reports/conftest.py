"""A made-up county of 4,000 children, loaded and built once, and desks at which its people read."""

import datetime as dt
from collections import Counter
from dataclasses import replace

import pytest
from tests.support import counties

from sherwood.access import viewers
from sherwood.definitions.catalogue import load_catalogue
from sherwood.definitions.council import load_council
from sherwood.definitions.home import Home
from sherwood.reports import Desk, ReportRequest, desk_for
from sherwood.reports.board import loads_by
from sherwood.store import Reader

LAST = dt.date(2025, 9, 30)


@pytest.fixture(scope="session")
def made(tmp_path_factory) -> Home:
    folder = tmp_path_factory.mktemp("reports")
    return counties.make(folder, children=4_000, first="2022-04-01", last=LAST.isoformat(), seed=8)[1]


@pytest.fixture(scope="session")
def owner_desk(made) -> Desk:
    reader = Reader.current(made, counties.AUTHORITY)
    return desk_for(reader, load_catalogue(), load_council(made), viewers.owner(made))


@pytest.fixture
def desk(owner_desk):
    """Make a desk: the county's, or that of a viewer changed from its owner, with filters, day or official figures."""

    def made_desk(viewer=None, **asked) -> Desk:
        who = replace(owner_desk.viewer, **viewer) if viewer else owner_desk.viewer
        return desk_for(owner_desk.reader, owner_desk.catalogue, owner_desk.council, who, ReportRequest(**asked))

    return made_desk


@pytest.fixture(scope="session")
def busiest(owner_desk) -> tuple[str, str]:
    """The worker with most children, and their team."""
    measure = owner_desk.catalogue.measure("cla_open")
    points = owner_desk.series(measure, owner_desk.day, owner_desk.day, "day", ["worker"]).rows
    held = Counter({str(point.dims["worker"]): int(point.numerator or 0) for point in points if point.dims["worker"]})
    (worker, _), *_ = held.most_common()
    team = next(each.team for each in owner_desk.council.workers if each.id == worker and each.end_date > LAST)
    return worker, team


@pytest.fixture
def as_worker(busiest):
    return {"county": False, "worker_id": busiest[0], "roles": ("worker",), "restricted_all": False}


@pytest.fixture
def as_manager(busiest):
    return {"county": False, "team_ids": (busiest[1],), "roles": ("team_manager",), "restricted_all": False}


@pytest.fixture(scope="session")
def _loads(owner_desk):
    """Every worker's load on the data date."""
    return {key: load for key, load in loads_by(owner_desk, "worker").items() if key}


@pytest.fixture
def stretched(_loads):
    """The worker with most children among those with something overdue and something due."""
    chosen = max(_loads, key=lambda key: (bool(_loads[key].overdue and _loads[key].soon), _loads[key].total))
    assert _loads[chosen].overdue
    return {"county": False, "worker_id": chosen, "roles": ("worker",), "restricted_all": False}


@pytest.fixture
def of_large_team(owner_desk):
    """The manager of the team with most children."""
    teams = {key: load.total for key, load in loads_by(owner_desk, "team").items() if key}
    team = max(teams, key=lambda key: teams[key])
    return {"county": False, "team_ids": (team,), "roles": ("team_manager",), "restricted_all": False}


@pytest.fixture
def idle():
    """A worker nobody has been allocated to."""
    return {"county": False, "worker_id": "NOBODY", "roles": ("worker",), "restricted_all": False}
