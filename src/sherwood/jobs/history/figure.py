"""Job: one figure of one build, with every row that it adds up and all that the counted table says of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sherwood.access import Viewer
from sherwood.access.behind import behind
from sherwood.access.lists import FACT_COLUMNS
from sherwood.definitions.catalogue import Catalogue
from sherwood.definitions.errors import Problem
from sherwood.definitions.shapes.measure import Measure
from sherwood.measures import Asked, Point, evaluate
from sherwood.measures.choices import known_values
from sherwood.measures.kinds import facts_of
from sherwood.store import Reader
from sherwood.vocabulary.periods import GRAINS, Grain, Period, parse

# What every question has already, under these names.
GIVEN = frozenset({"authority", "feed", "person_key", "source_row", "period_end", *FACT_COLUMNS})


@dataclass(frozen=True)
class Wanted:
    """A figure by name: the measure, the period and the values of breakdowns that narrow it."""

    measure: Measure
    period: Period
    where: Mapping[str, str]

    @classmethod
    def of(cls, catalogue: Catalogue, name: str, period: str, where: Mapping[str, str]) -> Wanted:
        """Find the measure and read the period; raises UnknownEntry, Problem."""
        measure = catalogue.measure(name)
        return cls(measure, _read(period, measure.grain), where)


@dataclass(frozen=True)
class Figure:
    """What one build answers, and the rows that answer is made of."""

    reader: Reader
    point: Point
    rows: list[dict[str, Any]]

    @property
    def data_date(self) -> dt.date:
        """The last day the build's files can speak of."""
        return dt.date.fromisoformat(self.reader.manifest["data_date"])


def figure_of(
    reader: Reader, catalogue: Catalogue, viewer: Viewer, wanted: Wanted, reason: str, load: str = ""
) -> Figure:
    """Work out a figure and its rows, each with every column of the table counted; `load` keeps the rows of one file."""
    measure, period = wanted.measure, wanted.period
    (point,) = evaluate(
        reader,
        catalogue,
        measure.id,
        viewer,
        date_from=period.first_day,
        date_to=period.last_day,
        grain=period.grain,
        where=wanted.where,
    ).rows or (Point(period.label, {}, None, None, None),)
    last = dt.date.fromisoformat(reader.manifest["data_date"])
    if point.numerator is None or period.first_day > last:
        return Figure(reader, point, [])
    cut = period._replace(last_day=min(period.last_day, last))
    others = tuple(name for name in catalogue.table(measure.counts).columns if name not in GIVEN)
    values = known_values(catalogue, wanted.where)
    facts = facts_of(measure.model_copy(update={"details": others}), catalogue, Asked((cut,), last, tuple(values)))
    return Figure(reader, point, behind(reader, facts, viewer, others, values, reason=reason, load=load))


def _read(label: str, usual: Grain) -> Period:
    """Read a period, of the measure's own grain where its label fits two."""
    for grain in (usual, *GRAINS):
        try:
            return parse(label, grain)
        except ValueError:
            continue
    raise Problem(f"'{label}' is no period: write 2021-03-19, 2021-W11, 2021-03, 2020-21-Q4 or 2020-21")
