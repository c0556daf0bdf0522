"""Groups: each group of a breakdown against all the others, with the range that chance leaves."""

from __future__ import annotations

from collections.abc import Mapping

from sherwood.anomalies.relative import FEWEST_CASES, Relative
from sherwood.anomalies.relative import relative as of_group
from sherwood.definitions.shapes.measure import Measure
from sherwood.definitions.shapes.report import Picture
from sherwood.measures import Point
from sherwood.reports import charts_in_depth as charts
from sherwood.reports.current import span_of
from sherwood.reports.desk import Desk
from sherwood.reports.document import Cell, Chart, Note, Table, TableColumn
from sherwood.reports.funnels import PROPORTIONS
from sherwood.reports.rows import columns, identifier, merged, row
from sherwood.reports.sentences import withheld
from sherwood.reports.words import joined, sentence_case

NOT_KNOWN = 0.1
PAIR = 2


def relative(desk: Desk, measure: Measure, wanted: Picture) -> Chart | Note:
    """Return each group's ratio to all the others with its table; or a note where groups cannot be compared so."""
    dimension = desk.catalogue.dimension(wanted.by)
    title = f"{measure.title} by {dimension.title.lower()}, each against all others"
    if measure.kind not in (*PROPORTIONS, "rate"):
        return Note(f"{title}: groups are compared by parts of a whole: choose bars for this measure.")
    span = span_of(measure, desk.day, by_year=desk.is_official)
    series = desk.series(measure, span.first, span.last, span.grain, [wanted.by])
    points = merged(series.rows, wanted.by, measure)
    told = [point for point in points if not point.suppressed and point.denominator]
    ratios = {series.label(wanted.by, point.dims[wanted.by]): ratio for point in told if (ratio := _ratio(point, told))}
    if not ratios:
        return Note(f"{title}: no group has {FEWEST_CASES} cases {span.words}.{withheld(points, 'group')}")
    rows = tuple(
        (*row(desk, measure, point, Cell(label), span), *_cells(ratios.get(label)))
        for label, point in sorted((series.label(wanted.by, point.dims[wanted.by]), point) for point in told)
    )
    headings = (
        TableColumn(dimension.title),
        *columns(measure),
        *(TableColumn(each, is_number=True) for each in ("Times all others", "Range from", "to")),
    )
    return Chart(
        identifier(wanted),
        f"{title}: {_title(ratios)}",
        f"{sentence_case(span.words)}. A group with fewer than {FEWEST_CASES} cases is not compared."
        f"{_unknown(points, wanted.by)}{withheld(points, 'group')}",
        charts.ratios(
            [
                {"label": label, "ratio": each.ratio, "low": each.low, "high": each.high, "words": _words(each)}
                for label, each in sorted(ratios.items(), key=lambda each: -each[1].ratio)
            ],
            name="Times as often as all others",
        ),
        Table(f"{title}, {span.words}", headings, rows),
    )


def _ratio(point: Point, points: list[Point]) -> Relative | None:
    others = [each for each in points if each is not point]
    return of_group(
        point.numerator or 0,
        point.denominator or 0,
        sum(each.numerator or 0 for each in others),
        sum(each.denominator or 0 for each in others),
    )


def _cells(ratio: Relative | None) -> tuple[Cell, ...]:
    if ratio is None:
        return Cell("Too few"), Cell(""), Cell("")
    return tuple(Cell(f"{each:.2f}", number=each) for each in (ratio.ratio, ratio.low, ratio.high))


def _words(each: Relative) -> str:
    return f"{each.ratio:.2f} times ({each.low:.2f} to {each.high:.2f})"


def _title(ratios: Mapping[str, Relative]) -> str:
    """Return which groups differ from all others by more than chance would make of so many groups (Holm)."""
    apart = []
    for rank, (label, each) in enumerate(sorted(ratios.items(), key=lambda each: each[1].chance)):
        if each.chance * (len(ratios) - rank) > 1 - 0.95:
            break
        apart.append(f"{label} {each.ratio:.1f} times as often")
    # Of two groups one is the other's mirror.
    return (
        joined(apart[: 1 if len(ratios) == PAIR else 3]) if apart else "none differs by more than chance would make it"
    )


def _unknown(points: list[Point], by: str) -> str:
    """Return how many are of no known group, where that is more than a tenth."""
    every = sum(point.denominator or 0 for point in points)
    nobody = sum(point.denominator or 0 for point in points if point.dims[by] is None)
    return (
        f" Of {nobody / every:.0%} the group is not recorded: read with care."
        if every and nobody / every > NOT_KNOWN
        else ""
    )
