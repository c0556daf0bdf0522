"""Job: the demo. A made-up county goes through the same doors as a council's files, in a home of its own."""

from __future__ import annotations

import datetime as dt
import os
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from importlib.resources import files

from sqlglot import parse_one

from sherwood.definitions.catalogue import load_catalogue
from sherwood.definitions.council import MADE_UP_COUNTY, Council, load_council
from sherwood.definitions.errors import Problem
from sherwood.definitions.home import Home
from sherwood.jobs.accounts import open_office
from sherwood.jobs.build import build
from sherwood.jobs.demo_home import is_demo_home, refuse_other_home
from sherwood.jobs.load import load_files
from sherwood.jobs.progress import Progress
from sherwood.office.people import OfficeAccount
from sherwood.store import Reader
from sherwood.synthetic.county import make_county

YEARS = 4
DRAWS = 20
# User names of the workers whose day the demo shows, each with the two kinds of work (codes of `task_kind`) it is chosen by.
DAYS_SHOWN = {
    "worker": ("looked_after_review", "looked_after_visit"),
    "assessment": ("assessment", "child_in_need_visit"),
    "safeguarding": ("child_protection_visit", "child_protection_review"),
}
SETTINGS = 'code = "demo"\nname = "Sherwood County Council (made up)"\nis_demo = true\n'
WORDS = (
    "amber",
    "birch",
    "copper",
    "delta",
    "ember",
    "fallow",
    "garnet",
    "hazel",
    "indigo",
    "juniper",
    "kestrel",
    "linden",
    "maple",
    "nettle",
    "osprey",
    "poplar",
)


@dataclass(frozen=True)
class DemoAccount:
    """One account to try, with the password made for this start."""

    username: str
    password: str
    about: str


@dataclass(frozen=True)
class PreparedDemo:
    """A home that is ready to serve, and who may sign in."""

    home: Home
    accounts: tuple[DemoAccount, ...]


def prepare_demo(*, children: int, date_to: dt.date, seed: int, progress: Progress) -> PreparedDemo:
    """Make, load and build the county unless this home holds one already; give every demo account a new password.

    Raises Problem if the home is a real council's: demo accounts can't exist there.
    """
    home = Home.at(os.environ.get("SHERWOOD_HOME") or "sherwood-demo")
    if not _is_demo(home):
        _make(home, children=children, date_to=date_to, seed=seed, progress=progress)
    build(home, load_council(home).code, progress=progress)
    return PreparedDemo(home, tuple(_accounts(home)))


def _is_demo(home: Home) -> bool:
    """Tell whether this home already is a demo; refuse to turn anything else into one."""
    if is_demo_home(home):
        return True
    refuse_other_home(home)
    return False


def _make(home: Home, *, children: int, date_to: dt.date, seed: int, progress: Progress) -> None:
    """Write the county's files, then load its dated drops in the order they would have come."""
    county = home.root / MADE_UP_COUNTY
    catalogue = load_catalogue()
    make_county(
        county,
        catalogue=catalogue,
        children=children,
        date_from=dt.date(date_to.year - YEARS, 4, 1),
        date_to=date_to,
        seed=seed,
        progress=lambda words: progress("county", words, 0, 1),
    )
    drops = sorted(path for path in county.iterdir() if path.name[:1].isdigit())
    load_files(home, "demo", drops, received=None, period=None, progress=progress)
    home.council.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(county / "council" / "teams.toml", home.council / "teams.toml")
    (home.council / "council.toml").write_text(SETTINGS, encoding="utf-8")


def _accounts(home: Home) -> Iterator[DemoAccount]:
    """Make or renew one account for each kind of person the demo is shown to; each of them sees figures.

    There is no auditor among them: an auditor sees who looked at what and no figure at all.
    """
    council = load_council(home)
    open_office(home)
    for username, (name, role, tie) in _people(council, Reader.current(home, council.code)).items():
        account, password = _with_password(username, name, role, tie)
        yield DemoAccount(username, password, f"{account.display_name} ({_sees(council, account)})")


def _people(council: Council, reader: Reader) -> dict[str, tuple[str, str, dict[str, str]]]:
    """Return the name, role and tie of each demo person by user name: workers, their managers, those above, and who plans or oversees."""
    names = {each.id: each.name for each in council.workers}
    busiest: dict[str, tuple[str, str]] = {}
    for username, kinds in DAYS_SHOWN.items():
        busiest[username] = _busiest_worker(reader, kinds, {worker for worker, _ in busiest.values()})
    people = {username: (names[worker], "worker", {"worker": worker}) for username, (worker, _) in busiest.items()}
    service = next(team.service for team in council.teams if team.id == busiest["worker"][1])
    return people | {
        "manager": _manager(council, busiest["worker"][1]),
        "team_manager": _manager(council, busiest["safeguarding"][1]),
        "service": ("Service manager", "service_manager", {"service": service}),
        "director": ("Director of children's services", "director", {}),
        "analyst": ("Performance analyst", "analyst", {}),
        "hub": ("Manager of the hub", "mash_manager", {"service": "front_door"}),
        "coordinator": ("Co-ordinator of the families programme", "troubled_families_coordinator", {}),
        "member": ("Elected member", "elected_member", {}),
    }


def _manager(council: Council, team: str) -> tuple[str, str, dict[str, str]]:
    found = (each.name for each in council.workers if each.team == team and each.is_manager)
    return next(found, "Team manager"), "team_manager", {"team": team}


def _with_password(username: str, name: str, role: str, tie: Mapping[str, str]) -> tuple[OfficeAccount, str]:
    """Return the account and its new password; words that happen to resemble the person's name are drawn again."""
    from sherwood.office.errors import AccountRefused

    for _ in range(DRAWS - 1):
        password = _password()
        with suppress(AccountRefused):
            return _renewed(username, password, name, role, tie), password
    password = _password()
    return _renewed(username, password, name, role, tie), password


def _password() -> str:
    return "-".join(secrets.choice(WORDS) for _ in range(4))


def _renewed(username: str, password: str, name: str, role: str, tie: Mapping[str, str]) -> OfficeAccount:
    """Make the account, or give the one made at an earlier start a new password; it stays the person it was."""
    from sherwood.office import directory, people

    found = directory.account_named(username)
    if found is not None:
        directory.set_password(found.id, password)
        return found
    held = people.RoleHeld(role, tie.get("team"), tie.get("service"), dt.date(2020, 1, 1))
    return directory.add_account(username, password, name, worker_id=tie.get("worker"), roles=[held])


def _sees(council: Council, account: OfficeAccount) -> str:
    """Return whose children a demo account sees, in words."""
    if account.worker_id:
        return "own caseload"
    named = {team.id: team.name for team in council.teams} | {each.id: each.name for each in council.services}
    places = [named[place] for held in account.roles for place in (held.team_id, held.service_id) if place]
    if places:
        return ", ".join(places)
    return "whole county"


def _busiest_worker(reader: Reader, kinds: tuple[str, str], shown: set[str]) -> tuple[str, str]:
    """Return the ids of a worker not shown yet whose day the demo shows for two kinds of work, and of the team."""
    question = (files("sherwood.jobs") / "demo_worker.sql").read_text(encoding="utf-8")
    kind, other = kinds
    rows = reader.select(parse_one(question, read="duckdb"), {"kind": kind, "other_kind": other}).rows
    found = next((row for row in rows if str(row[0]) not in shown), None)
    if found is None:
        raise Problem("the demo's county has too few workers with children: make it larger with --children")
    return str(found[0]), str(found[1])
