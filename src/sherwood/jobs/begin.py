"""Job: a real council's home from nothing: its settings, the files it will fill in, its secrets and its first administrator."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from sherwood.definitions.council import SETTINGS_FILE, TEAMS_FILE, checked_code, load_council
from sherwood.definitions.errors import Problem
from sherwood.definitions.home import Home
from sherwood.definitions.spellings import SPELLINGS_FILE
from sherwood.jobs.accounts import add_account
from sherwood.jobs.demo_home import is_demo_home

USERNAME_PATTERN = r"\S{1,150}"
TEMPLATES = {SETTINGS_FILE: "council.toml", TEAMS_FILE: "teams.toml", SPELLINGS_FILE: "spellings.toml"}

# What `load` and `build` make in a home that nobody has begun.
MADE_BY_LOADING = {"cache", "inbox", "issued", "landing", "logs", "secrets", "warehouse"}


@dataclass(frozen=True)
class Begun:
    """What was made, in the order in which a person reads it, and the other codes under which files had been loaded before."""

    home: Home
    made: tuple[Path, ...]
    loaded_before: tuple[str, ...] = ()


@dataclass(frozen=True)
class FirstAdministrator:
    """Who will add everybody else; an administrator sees no child."""

    username: str
    name: str
    password: str


def begin(home: Home, *, code: str, name: str, administrator: FirstAdministrator) -> Begun:
    """Make a council's home ready for its first files.

    Raises Problem where the folder holds a demo, a council already, or anything else, and for a code or password that will not do;
    then nothing was made.
    """
    refuse_unless_new(home)
    checked_code(code)
    checked_name(name)
    before = _inside(home.root)
    home.council.mkdir(parents=True, exist_ok=True)
    made = [_template(home, file, template, code, name) for file, template in TEMPLATES.items()]
    home.inbox.mkdir(exist_ok=True)
    load_council(home)
    try:
        add_account(
            home,
            username=administrator.username,
            name=administrator.name,
            role="administrator",
            worker=None,
            team=None,
            service=None,
            password=administrator.password,
        )
    except Exception:
        _undo(home, before)
        raise
    return Begun(home, (*made, home.inbox), tuple(sorted(_inside(home.root / "landing") - {code})))


def checked_name(name: str) -> str:
    """Return a council's name; raise Problem for an empty one."""
    if not name.strip():
        raise Problem("a council needs a name: it stands on every page")
    return name


def checked_username(username: str) -> str:
    """Return a user name that can be typed at the door; raise Problem for one that is empty, has spaces or is too long."""
    if re.fullmatch(USERNAME_PATTERN, username):
        return username
    raise Problem(f"'{username}' is no user name: use up to 150 characters without spaces, such as a.administrator")


def refuse_unless_new(home: Home) -> None:
    """Raise Problem if the home's folder holds anything but what loading made: a council begins in a folder of its own."""
    if is_demo_home(home):
        raise Problem(f"{home.root} holds a demo: name an empty folder with SHERWOOD_HOME for the council")
    if (home.council / SETTINGS_FILE).exists():
        raise Problem(f"{home.root} already is a council's home; its settings are in {home.council}")
    if home.office.exists():
        raise Problem(f"{home.root} already has accounts in {home.office.name}: name another folder with SHERWOOD_HOME")
    if strange := sorted(_inside(home.root) - MADE_BY_LOADING):
        raise Problem(
            f"{home.root} is not empty, it holds {', '.join(strange)}: move that away, or name an empty or new folder with"
            " SHERWOOD_HOME"
        )


def _inside(folder: Path) -> set[str]:
    """Return the names in a folder; none where there is no folder."""
    return {item.name for item in folder.iterdir()} if folder.is_dir() else set()


def _template(home: Home, file: str, template: str, code: str, name: str) -> Path:
    """Write one commented settings file; a quotation mark or backslash in the name stays what it is."""
    words = (files("sherwood.jobs") / "templates" / template).read_text(encoding="utf-8")
    quoted = name.strip().replace("\\", "\\\\").replace('"', '\\"')
    path = home.council / file
    path.write_text(words.replace("@CODE@", code).replace("@NAME@", quoted), encoding="utf-8", newline="\n")
    return path


def _undo(home: Home, before: set[str]) -> None:
    """Leave what the folder held before, so that the same command can be given again with what was wrong put right."""
    for item in (home.root / name for name in _inside(home.root) - before):
        if item.is_dir():
            shutil.rmtree(item)
        else:
            item.unlink()
