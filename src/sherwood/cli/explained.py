"""A measure or report of the catalogue in words, for whoever asks at the command line."""

from __future__ import annotations

from collections.abc import Iterator

from sherwood.definitions.describe_measure import measure_lines
from sherwood.definitions.shapes.measure import Measure
from sherwood.definitions.shapes.report import Report

FENCE = "```"


def measure_in_words(measure: Measure) -> Iterator[str]:
    """Yield title, question, numerator, denominator, rule, source, breakdowns and example, as the reference has them."""
    yield f"{measure.title} ({measure.id})"
    for line in measure_lines(measure):
        if line != FENCE:
            yield _plain(line)


def _plain(line: str) -> str:
    """Return a line of the reference without the marks that make it a page."""
    return line.removeprefix("* ").replace("**", "").replace("`", "")


def report_in_words(report: Report) -> Iterator[str]:
    """Yield title, question, what it decides, for whom it is and what stands in it."""
    yield f"{report.title} ({report.id})"
    yield f"{report.question} {report.decision}"
    yield ""
    yield f"For: {', '.join(report.audience)}; levels: {', '.join(report.levels)}; kind: {report.kind.replace('_', ' ')}"
    yield f"Key figures: {', '.join(report.key_figures)}"
    for each in report.pictures:
        yield f"Picture: {each.measure} by {each.by or each.grain}"
    if report.children:
        yield f"Ends with the children of {report.children}"
    if report.filters:
        yield f"Filters: {', '.join(report.filters)}"
    yield from (f"Caveat: {caveat}" for caveat in report.caveats)
