"""Job: a real council's home from nothing: its settings, the files it will fill in, its secrets and its first administrator."""

from __future__ import annotations

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

TEMPLATES = {SETTINGS_FILE: "council.toml", TEAMS_FILE: "teams.toml", SPELLINGS_FILE: "spellings.toml"}


@dataclass(frozen=True)
class Begun:
    """What was made, in the order in which a person reads it."""

    home: Home
    made: tuple[Path, ...]


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
    refuse_unless_empty(home)
    checked_code(code)
    if not name.strip():
        raise Problem("a council needs a name: it stands on every page")
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
        _undo(home)
        raise
    return Begun(home, (*made, home.inbox))


def refuse_unless_empty(home: Home) -> None:
    """Raise Problem if the home's folder holds anything: a council begins in a folder of its own."""
    if is_demo_home(home):
        raise Problem(f"{home.root} holds a demo: name an empty folder with SHERWOOD_HOME for the council")
    if (home.council / SETTINGS_FILE).exists():
        raise Problem(f"{home.root} already is a council's home; its settings are in {home.council}")
    if home.root.exists() and any(home.root.iterdir()):
        raise Problem(f"{home.root} is not empty: name an empty or new folder with SHERWOOD_HOME")


def _template(home: Home, file: str, template: str, code: str, name: str) -> Path:
    """Write one commented settings file; a quotation mark or backslash in the name stays what it is."""
    words = (files("sherwood.jobs") / "templates" / template).read_text(encoding="utf-8")
    quoted = name.strip().replace("\\", "\\\\").replace('"', '\\"')
    path = home.council / file
    path.write_text(words.replace("@CODE@", code).replace("@NAME@", quoted), encoding="utf-8", newline="\n")
    return path


def _undo(home: Home) -> None:
    """Empty the folder, which was empty before, so that the same command can be given again with what was wrong put right."""
    for item in home.root.iterdir():
        if item.is_dir():
            shutil.rmtree(item)
        else:
            item.unlink()
