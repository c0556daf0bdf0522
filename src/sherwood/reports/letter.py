"""Letter: a report as plain words for a mail: totals of its key figures, none of them small, and never a child, a name or a list."""

from __future__ import annotations

from collections.abc import Iterator

from sherwood.definitions.shapes.measure import Measure
from sherwood.definitions.shapes.report import Report
from sherwood.reports.current import Current, current
from sherwood.reports.desk import Desk
from sherwood.reports.lines import scope_line
from sherwood.reports.words import PER_CENT, day, number

# Mail leaves the house: what is below this is for the page alone.
LEAST = 6
SMALL = "fewer than six, or resting on fewer than six: see the page"
FOOT = "The figures are of your own scope today. Lists, names and small numbers stand on the page alone; sign in to open it."


def letter(desk: Desk, report: Report, address: str) -> tuple[str, str]:
    """Return subject and text for this reader; `address` is where the page is opened."""
    lines = [
        report.question,
        "",
        f"As at {day(desk.day)}. {scope_line(desk)}",
        "",
        *_figures(desk, report),
        "",
        address,
        "",
        FOOT,
    ]
    # A subject is one line, and a title that somebody typed may hold several.
    return f"Sherwood: {' '.join(report.title.split())}", "\n".join(lines)


def _figures(desk: Desk, report: Report) -> Iterator[str]:
    for name in report.key_figures:
        measure = desk.catalogue.measure(name)
        found = current(desk, measure)
        yield f"* {measure.title}: {_told(measure, found)}"


def _told(measure: Measure, found: Current) -> str:
    if found.suppressed or is_small(measure, found.numerator, found.denominator):
        return SMALL
    if found.value is None:
        return "no figure"
    return f"{number(found.value, measure.unit)} {found.span.words}"


def is_small(measure: Measure, numerator: float | None, denominator: float | None) -> bool:
    """Tell whether a figure is of so few that it could speak of one child: its part, what is left of it, or its whole."""
    if denominator is None:
        return numerator is not None and 0 < numerator < LEAST
    if 0 < denominator < LEAST:
        return True
    is_part = measure.unit == PER_CENT
    # What a rate counts is no part of who lives in the area, but its number can be worked out from that.
    if numerator is None or not (is_part or measure.kind == "rate"):
        return False
    return 0 < numerator < LEAST or (is_part and 0 < denominator - numerator < LEAST)
