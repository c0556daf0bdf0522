"""Job: tells a demo's home from a council's, so that demo accounts can never come into a council's."""

from __future__ import annotations

from sherwood.definitions.council import load_council
from sherwood.definitions.errors import Problem
from sherwood.definitions.home import Home


def is_demo_home(home: Home) -> bool:
    """Tell whether this home was made by `sherwood demo`; raises CatalogueError for a home that only says so."""
    return load_council(home).is_demo


def refuse_other_home(home: Home) -> None:
    """Raise Problem if the folder holds anything that is no demo."""
    if home.root.exists() and any(home.root.iterdir()):
        raise Problem(f"{home.root} is not a demo's home; name an empty folder with SHERWOOD_HOME, or leave it unset")
