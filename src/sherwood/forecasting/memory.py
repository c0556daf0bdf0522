"""Everything the forecaster remembers, as one text that another process can recall."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from sherwood.forecasting import calibrated, libraries, usual
from sherwood.forecasting.remembered import Remembered

_MEMORIES: Mapping[str, Remembered[Any]] = {
    "sizes": usual.LEARNT,
    "fits": libraries.FITTED,
    "seasons": calibrated.FITTED,
}
_MADE_BY = "made_by"
# Answers of each kind that are written down: what a page of every breakdown asks for, several times over.
MOST_WRITTEN = 600


def told() -> str:
    """Write down all that is remembered, with the forecaster that worked it out."""
    return json.dumps({_MADE_BY: forecaster()} | {name: each.told(MOST_WRITTEN) for name, each in _MEMORIES.items()})


def recall(text: str) -> None:
    """Take up what was written down; what another forecaster worked out is not this one's answer and is left."""
    found = json.loads(text)
    if found.get(_MADE_BY) == forecaster():
        for name, each in _MEMORIES.items():
            each.recall(found[name])


def worked_out() -> int:
    """Count the answers this process worked out itself."""
    return sum(each.worked_out for each in _MEMORIES.values())


@cache
def forecaster() -> str:
    """Name this forecaster by its own code and the library's version: whatever changes either may change an answer."""
    code = hashlib.sha256(version("statsforecast").encode())
    for path in sorted(Path(__file__).parent.glob("*.py")):
        code.update(path.read_bytes())
    return code.hexdigest()
