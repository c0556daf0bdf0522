"""Measures: the answer to a question: a point for each period and breakdown, and what a reader must know beside it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Point:
    """One figure: its numerator and denominator (null for counts) and the value they give.

    All three are null where the figure is withheld (`suppressed`); the value alone is null for 0 out of 0 and while a
    follow-up is not complete. `dims` holds codes; the words for them stand in the series.
    """

    period: str
    dims: Mapping[str, str | int | bool | None]
    numerator: float | None
    denominator: float | None
    value: float | None
    suppressed: bool = False

    def to_json(self) -> dict[str, Any]:
        """The point as the command line and the interface give it."""
        return {
            "period": self.period,
            **self.dims,
            "numerator": self.numerator,
            "denominator": self.denominator,
            "value": self.value,
        }


@dataclass(frozen=True)
class Series:
    """A measure's figures, in order of period, and what they rest on.

    `labels` gives the words for each code of each breakdown. `scope_words` say whose children were counted; `notes` what
    was left out, such as a feed whose agreement has run out. `as_at` is the last day taken to be known.
    """

    measure_id: str
    unit: str
    rows: tuple[Point, ...]
    by: tuple[str, ...]
    labels: Mapping[str, Mapping[str | int | bool | None, str]]
    scope_words: str
    figures: str
    data_date: dt.date
    as_at: dt.date
    build_id: str
    catalogue_hash: str
    measure_hash: str
    notes: tuple[str, ...] = field(default=())

    def label(self, dimension: str, code: str | int | bool | None) -> str:
        """The words for a code of a breakdown, the code itself where there are none."""
        return self.labels.get(dimension, {}).get(code, str(code))

    def to_json(self) -> dict[str, Any]:
        """The series as `sherwood measure value --json` prints it."""
        return {
            "measure": self.measure_id,
            "unit": self.unit,
            "rows": [point.to_json() for point in self.rows],
            "figures": self.figures,
            "as_at": self.as_at.isoformat(),
            "data_date": self.data_date.isoformat(),
            "build": self.build_id,
            "catalogue_hash": self.catalogue_hash,
            "measure_hash": self.measure_hash,
        }
