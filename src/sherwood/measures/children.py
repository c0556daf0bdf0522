"""Measures: the children behind a figure, by the same definition and the same filters as the figure itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from sherwood.access import Listing, Reader, Viewer, data_date, listing
from sherwood.access.lists import Part
from sherwood.definitions.catalogue import Catalogue
from sherwood.definitions.shapes.measure import Measure
from sherwood.measures.asked import Asked, cut_periods, days_asked
from sherwood.measures.choices import check_choices, known_values
from sherwood.measures.kinds import facts_of
from sherwood.vocabulary.periods import Grain

PAGE_ROWS = 100
EXPORT_ROWS = 100_000


def children(
    reader: Reader,
    catalogue: Catalogue,
    measure_id: str,
    viewer: Viewer,
    *,
    date_from: dt.date | None = None,
    date_to: dt.date | None = None,
    grain: Grain | None = None,
    where: Mapping[str, str | Sequence[str]] | None = None,
    as_at: dt.date | None = None,
    page: int = 1,
    part: Part = "all",
    for_export: bool = False,
) -> Listing:
    """One page of the children a measure counts in the periods asked for, with the measure's own columns.

    The days are those of `evaluate`. A child counted in several periods has a row in each. `part` keeps those
    that met, or did not meet, what the measure asks. `for_export` gives every row at once. The list is audited before it
    is returned. Raises UnknownEntry, UnknownChoice, NotAllowed, AuditNotWritten; ValueError for a page that is none.
    """
    measure = catalogue.measure(measure_id)
    check_choices(catalogue, measure, where or {})
    if page < 1:
        raise ValueError(f"there is no page {page}: pages begin with 1")
    known_to = data_date(reader, viewer.authority)
    days = days_asked(measure, known_to, date_from, date_to, grain, as_at)
    periods = cut_periods(days)
    rows = EXPORT_ROWS if for_export else PAGE_ROWS
    if not periods:
        return Listing([], 0, 0, rows, 0)
    values = known_values(catalogue, where)
    facts = facts_of(measure, catalogue, Asked(periods, days.as_at, tuple(values)))
    offset = 0 if for_export else (page - 1) * rows
    return listing(
        reader,
        facts,
        viewer,
        values,
        None,
        rows,
        offset,
        reason=f"measure {measure.id}",
        part=part,
        met_first=_met_first(measure),
        for_export=for_export,
        question=(catalogue.content_hash, measure.id, days, tuple(values.items())),
    )


def _met_first(measure: Measure) -> bool | None:
    """Tell which children a list begins with: those late where higher is better, else those that make up the numerator."""
    return measure.better != "higher" if measure.denominator else None
