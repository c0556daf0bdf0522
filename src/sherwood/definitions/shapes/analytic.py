"""Analytics: each use of data to describe, predict or match, as the register of such uses tells it to the public."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from sherwood.definitions.shapes.base import Entry, Source

Technique = Literal["data analytics", "predictive analytics", "artificial intelligence"]


class Analytic(Entry):
    """One use: why, on which data, by which logic, who decides, what shows that it works, who answers for it, since when.

    `folders` are the parts of the catalogue whose entries it works by; `issued_in` is where its results are kept, by which the
    register knows whether it was ever run. `feeds` are those it reads; empty means all that any measure needs. `is_planned` is a
    use that is only intended.
    """

    technique: Technique
    purpose: str
    logic: str
    human_role: str
    evidence: str
    risks: str
    appeals: str
    owner: str
    since: dt.date
    is_planned: bool = False
    about_people: bool
    folders: tuple[str, ...] = ()
    issued_in: str = ""
    feeds: tuple[str, ...] = ()
    suppliers: tuple[str, ...] = ()
    source: tuple[Source, ...]
