"""What every part of a document is made from: one build, the catalogue, the viewer, and the questions asked of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from sherwood.access import Listing, Permission, Reader, Viewer, may
from sherwood.definitions.catalogue import Catalogue
from sherwood.definitions.council import Council
from sherwood.definitions.shapes.measure import Grain, Measure
from sherwood.measures import Series, Wanted, children, evaluate_spans, foresee
from sherwood.measures.needs import lacking
from sherwood.reports.marks import Mark
from sherwood.reports.words import joined


def sees_official_alone(viewer: Viewer) -> bool:
    """Whether the viewer has no children in scope at all but may see official figures, such as an elected member."""
    in_scope = viewer.county or viewer.team_ids or viewer.service_ids or viewer.caseloads
    return not in_scope and may(viewer, Permission.FIGURES_OFFICIAL)


@dataclass(frozen=True)
class Desk:
    """One reader's desk: every figure and list of a document comes over it, so all have one build, scope and day.

    A desk `for_export` writes lists whole, for those who may take rows away, and not page by page. Official figures have no
    lists, and count events by whole collection years alone: a month withheld could be worked out from its year.
    `marks` are what people noted of days, by measure.
    """

    reader: Reader
    catalogue: Catalogue
    council: Council
    viewer: Viewer
    day: dt.date
    where: Mapping[str, str] = field(default_factory=dict)
    figures: Literal["openable", "official"] = "openable"
    for_export: bool = False
    marks: Mapping[str, tuple[Mark, ...]] = field(default_factory=dict)

    @property
    def is_official(self) -> bool:
        """Whether every child is counted and small numbers are withheld."""
        return self.figures == "official"

    def series(
        self, measure: Measure, date_from: dt.date, date_to: dt.date, grain: Grain, by: Sequence[str] = (), **where: str
    ) -> Series:
        """Work out a measure with the document's filters and any more given."""
        [series] = self.spans(measure, [(date_from, date_to)], grain, by, **where)
        return series

    def spans(
        self,
        measure: Measure,
        spans: Sequence[tuple[dt.date, dt.date]],
        grain: Grain,
        by: Sequence[str] = (),
        **where: str,
    ) -> list[Series]:
        """Work out a measure as `series` does, for several spans of days at once: half the questions for now and a year before."""
        return evaluate_spans(
            self.reader,
            self.catalogue,
            measure.id,
            self.viewer,
            spans,
            grain=grain,
            by=tuple(by),
            where=self._filters(measure) | where,
            as_at=self.day,
            figures=self.figures,
        )

    def foresee(self, wanted: Iterable[Wanted]) -> None:
        """Ask at once for what a page will ask of the desk one by one, so that it is there; filters and day are the document's."""
        own = (
            each._replace(where=self._filters(self.catalogue.measure(each.measure_id)), as_at=self.day)
            for each in wanted
        )
        foresee(self.reader, self.catalogue, self.viewer, own)

    def children(
        self, measure: Measure, date_from: dt.date, date_to: dt.date, grain: Grain, page: int, **where: str
    ) -> Listing:
        """List the children behind a measure's figure; each one seen is recorded."""
        return children(
            self.reader,
            self.catalogue,
            measure.id,
            self.viewer,
            date_from=date_from,
            date_to=date_to,
            grain=grain,
            where=self._filters(measure) | where,
            as_at=self.day,
            page=page,
            for_export=self.for_export,
        )

    def lacks(self, measure: Measure) -> tuple[str, ...]:
        """Return a sentence for each thing the measure needs that no loaded file holds; empty if it can be answered."""
        return lacking(self.reader, self.viewer, measure)

    def answered(self, names: Iterable[str], most: int) -> list[str]:
        """Return the first of these measures that the loaded files can answer, `most` at most."""
        return [name for name in names if not self.lacks(self.catalogue.measure(name))][:most]

    def not_cut_by(self, measure: Measure) -> str:
        """Return what a reader must know if the measure can't be cut by some of the document's filters; empty if it can by all."""
        kept = self._filters(measure)
        titles = [
            self.catalogue.dimension(key).title.lower()
            for key, value in self.where.items()
            if value and key not in kept
        ]
        return f"Not filtered by {joined(titles)}." if titles else ""

    def _filters(self, measure: Measure) -> dict[str, str]:
        """Return the document's filters that this measure can be cut by."""
        allowed = {*measure.breakdowns, "team", "worker", "service"}
        return {key: value for key, value in self.where.items() if key in allowed and value}
