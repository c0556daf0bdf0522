"""Job: tells a demo's home from a council's, so that demo accounts can never come into a council's."""

from __future__ import annotations

from sherwood.definitions.council import SETTINGS_FILE, load_council
from sherwood.definitions.errors import Problem
from sherwood.definitions.home import Home

COUNTY = "county"


def is_demo_home(home: Home) -> bool:
    """Tell whether this home was made by `sherwood demo`, which puts the made-up county's own files beside the council's settings.

    Raises Problem for a home that only says so: a line in the settings makes nobody's children made up.
    """
    if not load_council(home).is_demo:
        return False
    if (home.root / COUNTY).is_dir():
        return True
    raise Problem(
        f"{home.council / SETTINGS_FILE} says is_demo = true, but `sherwood demo` did not make this home: take the line out"
    )


def refuse_other_home(home: Home) -> None:
    """Raise Problem if the folder holds anything that is no demo."""
    if home.root.exists() and any(home.root.iterdir()):
        raise Problem(f"{home.root} is not a demo's home; name an empty folder with SHERWOOD_HOME, or leave it unset")
