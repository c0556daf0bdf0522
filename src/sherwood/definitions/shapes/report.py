"""Reports: what a page, a spreadsheet or a document shows, to whom, so that they can decide something."""

from __future__ import annotations

from typing import Literal

from sherwood.definitions.shapes.base import Entry, Shape
from sherwood.definitions.shapes.measure import Grain

ReportKind = Literal[
    "dashboard", "worklist", "trend", "comparison", "deep_dive", "committee", "statutory_return", "data_quality"
]


class Picture(Shape):
    """One chart with its table: a measure over time (`trend`) or by a dimension (`bars`)."""

    measure: str
    shows: Literal["trend", "bars"]
    by: str = ""
    grain: Grain = "month"
    periods: int = 24


class Report(Entry):
    """One report: its question, audience, levels, figures, pictures and the list of children at its end."""

    question: str
    decision: str
    kind: ReportKind
    audience: tuple[str, ...]
    levels: tuple[Literal["county", "service", "team", "worker"], ...]
    names_children: bool
    key_figures: tuple[str, ...]
    pictures: tuple[Picture, ...] = ()
    children: str = ""
    filters: tuple[str, ...] = ()
    caveats: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
