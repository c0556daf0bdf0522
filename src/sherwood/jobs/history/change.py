"""Job: why a figure is another on a later day than on an earlier one, row by row; the causes add up to the difference."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sherwood.access import Viewer
from sherwood.access.landed import closed
from sherwood.definitions.catalogue import Catalogue, load_catalogue
from sherwood.definitions.errors import Problem
from sherwood.definitions.home import Home
from sherwood.definitions.shapes.measure import Measure
from sherwood.jobs.build import reader_known_at
from sherwood.jobs.figures import viewer_at_keyboard
from sherwood.jobs.history.arrived import Arrival, between
from sherwood.jobs.history.causes import WORDS, Cause, Difference, Known, explained, otherwise, pairs_that_differ
from sherwood.jobs.history.figure import Figure, Wanted, figure_of
from sherwood.measures import Point
from sherwood.warehouse import origins


@dataclass(frozen=True)
class Change:
    """Two answers to one question and every row by which they differ."""

    wanted: Wanted
    days: tuple[dt.date, dt.date]
    before: Figure
    after: Figure
    differences: tuple[Difference, ...]

    def by_cause(self) -> Iterator[tuple[Cause, int, int, int]]:
        """Yield each cause with its rows and what they add to numerator and denominator."""
        for cause in WORDS:
            rows = [each for each in self.differences if each.cause == cause]
            if rows:
                yield cause, len(rows), sum(each.numerator for each in rows), sum(each.denominator for each in rows)

    def to_json(self) -> dict[str, Any]:
        """Return the whole as plain values."""
        sums = [sum(getattr(each, name) for each in self.differences) for name in ("numerator", "denominator")]
        return {
            "measure": self.wanted.measure.id,
            "period": self.wanted.period.label,
            "before": _answer(self.days[0], self.before),
            "after": _answer(self.days[1], self.after),
            "difference": {"numerator": sums[0], "denominator": sums[1] if self.wanted.measure.denominator else None},
            "causes": [
                {"cause": cause, "rows": rows, "numerator": numerator, "denominator": denominator}
                for cause, rows, numerator, denominator in self.by_cause()
            ],
            "rows": [_row(each) for each in self.differences],
        }

    def in_words(self) -> Iterator[str]:
        """Yield the lines `sherwood measure explain-change` prints."""
        yield f"{self.wanted.measure.title}, {self.wanted.period.label}"
        for day, figure in zip(self.days, (self.before, self.after), strict=True):
            yield f"  known at {day}: {_told(figure.point)} (build {figure.reader.build_id})"
        if not self.differences:
            yield "No row counts otherwise."
        for cause, rows, numerator, denominator in self.by_cause():
            yield f"{WORDS[cause]}: {rows:,} rows, numerator {numerator:+,}, denominator {denominator:+,}"
        for each in self.differences:
            yield f"  {each.record_key or 'a child you may not open'}: {each.numerator:+} {_because(each)}"


def explain_change(
    home: Home,
    authority: str,
    name: str,
    *,
    period: str,
    known_at: dt.date,
    and_at: dt.date,
    where: Mapping[str, str],
    as_user: str | None,
) -> Change:
    """Compare a figure as known at the end of two days; each look at the rows is written to the audit trail first.

    Raises NotAllowed unless the viewer may list children and read how data came, Problem for days that are not one after the other.
    """
    if and_at <= known_at:
        raise Problem(f"--and names the later of the two days, and {and_at} is not after {known_at}")
    viewer = viewer_at_keyboard(home, authority, as_user)
    catalogue = load_catalogue(home.council)
    wanted = Wanted.of(catalogue, name, period, where)
    reason = f"change of {wanted.measure.id}"
    before, after = (
        figure_of(reader_known_at(home, authority, day), catalogue, viewer, wanted, reason)
        for day in (known_at, and_at)
    )
    return Change(
        wanted, (known_at, and_at), before, after, differences(before, after, catalogue, viewer, wanted.measure)
    )


def differences(
    before: Figure, after: Figure, catalogue: Catalogue, viewer: Viewer, measure: Measure
) -> tuple[Difference, ...]:
    """Every row that counts otherwise, each with its one cause."""
    table = catalogue.table(measure.counts)
    pairs = pairs_that_differ(before, after, table)
    persons = {row["person_key"] for pair in pairs for row in pair.rows}
    readers = before.reader, after.reader
    came = between(*readers, catalogue, viewer, _tables(catalogue, measure), persons)
    known = Known(
        came, frozenset().union(*(closed(each, viewer, persons) for each in readers)), otherwise(before, after)
    )
    found = [explained(pair, known) for pair in pairs_that_differ(before, after, table, came.sent_again)]
    return tuple(
        sorted(found, key=lambda each: (list(WORDS).index(each.cause), each.record_key or "", each.source_row))
    )


def _tables(catalogue: Catalogue, measure: Measure) -> tuple[str, ...]:
    """The landing tables that can change the figure, the nearest first: of what is counted, of what is asked of it, of the child."""
    related = getattr(measure, "related", None)
    asked = [each.table for each in (*measure.also, *([related] if related else []))]
    return origins(catalogue, dict.fromkeys((measure.counts, *asked, "person", "allocation")))


def _answer(day: dt.date, figure: Figure) -> dict[str, Any]:
    point = figure.point
    return {
        "known_at": str(day),
        "build": figure.reader.build_id,
        "data_date": str(figure.data_date),
        "numerator": point.numerator,
        "denominator": point.denominator,
        "value": point.value,
    }


def _row(each: Difference) -> dict[str, Any]:
    return {
        "record_key": each.record_key,
        "cause": each.cause,
        "numerator": each.numerator,
        "denominator": each.denominator,
        "source_row": each.source_row,
        "is_own": each.is_own,
        "arrivals": [_arrival(arrival) for arrival in each.arrivals],
    }


def _arrival(each: Arrival) -> dict[str, Any]:
    columns = [{"column": name, "from": old, "to": new} for name, old, new in each.columns]
    return {
        "cause": each.kind,
        "table": each.table,
        "source_row": each.source_row,
        "file": each.file,
        "received": each.received,
        "columns": columns,
    }


def _told(point: Point) -> str:
    parts = "" if point.denominator is None else f" ({point.numerator:,} of {point.denominator:,})"
    return "no figure" if point.value is None else f"{point.value:,.6g}{parts}"


def _because(each: Difference) -> str:
    """One row's cause in words: the file and day, and what was corrected."""
    if not each.arrivals:
        return each.cause
    first = each.arrivals[0]
    changed = "; ".join(f"{name} from '{old}' to '{new}'" for name, old, new in first.columns)
    other = "" if each.is_own else ", another row of the child"
    return f"{each.cause} in {first.file} received on {first.received}{other}{f': {changed}' if changed else ''}"
