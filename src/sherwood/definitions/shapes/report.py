"""Reports: what a page, a spreadsheet or a document shows, to whom, so that they can decide something."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sherwood.definitions.shapes.base import Entry, Shape
from sherwood.definitions.shapes.measure import Grain

ReportKind = Literal[
    "dashboard", "worklist", "trend", "comparison", "deep_dive", "committee", "statutory_return", "data_quality"
]


PlainKind = Literal["trend", "bars", "table", "funnel", "relative"]
PictureKind = Literal[PlainKind, "flow", "survival", "against"]
Against = Literal["", "year_before", "period_before"]
MOST_PERIODS = 120
MOST_COMPARED = 4


class Picture(Shape):
    """One measure as a line over time (`trend`), bars by a dimension, a table of periods, or units in a funnel of chance.

    In depth: a `flow` of what it counts `through` breakdowns in turn; `survival`, how long what began goes on, `by` a length,
    ended `when` a breakdown has one of the values (all else left off before its end), `called` so; values of `by` `against` the `other`
    measure; and `relative`, each group against all the others.

    A trend or table `by` a dimension shows a line or column for each value `only` names. `against` puts beside each period the
    same one of the year before, or what as many periods before held.
    """

    measure: str
    shows: PictureKind
    by: str = ""
    only: tuple[str, ...] = Field(default=(), max_length=MOST_COMPARED)
    through: tuple[str, ...] = ()
    other: str = ""
    when: dict[str, tuple[str, ...]] = {}
    called: str = ""
    against: Against = ""
    grain: Grain = "month"
    periods: int = Field(default=24, ge=1, le=MOST_PERIODS)


class Report(Entry):
    """One report: its question, audience, levels, figures, pictures and the list of children at its end.

    `where` keeps the rows whose breakdown has this value in all of its figures, whatever a reader chooses besides.
    """

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
    where: dict[str, str] = {}
    caveats: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
