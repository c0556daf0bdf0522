"""Flow: what a measure counts, through several of its breakdowns in turn, as a Sankey drawn from the counts of every path."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from sherwood.definitions.shapes.measure import Measure
from sherwood.definitions.shapes.report import Picture
from sherwood.reports import charts_in_depth as charts
from sherwood.reports.current import span_of
from sherwood.reports.desk import Desk
from sherwood.reports.document import Cell, Chart, Note, Table, TableColumn
from sherwood.reports.rows import identifier
from sherwood.reports.sentences import withheld
from sherwood.reports.words import sentence_case

MOST_VALUES, OTHERS = 7, "All others"
Path = tuple[str, ...]


def flow(desk: Desk, measure: Measure, wanted: Picture) -> Chart | Note:
    """Return the flow with the table of its paths; or a note that there is nothing to follow."""
    titles = [desk.catalogue.dimension(name).title for name in wanted.through]
    title = f"{measure.title}: {' to '.join(each.lower() for each in titles)}"
    if desk.is_official:
        return Note(
            f"{title}: official figures are broken down by one thing at a time, so that nobody can be worked out."
        )
    span = span_of(measure, desk.day)
    series = desk.series(measure, span.first, span.last, span.grain, wanted.through)
    counted: Counter[Path] = Counter()
    for point in series.rows:
        if point.numerator:
            counted[tuple(series.label(name, point.dims[name]) for name in wanted.through)] += round(point.numerator)
    if not counted:
        hidden = any(point.suppressed for point in series.rows)
        return Note(f"{title}: {'too few to show' if hidden else 'nothing to count'} {span.words}.")
    paths = _fewer(counted)
    total = sum(paths.values())
    rows = tuple(
        (*map(Cell, path), Cell(f"{count:,}", number=count), Cell(f"{count / total:.1%}", number=100 * count / total))
        for path, count in sorted(paths.items(), key=lambda each: (-each[1], each[0]))
    )
    columns = (*map(TableColumn, titles), TableColumn(measure.unit.capitalize(), True), TableColumn("Of all", True))
    return Chart(
        identifier(wanted),
        f"{title}: {_most(paths, total)}",
        f"{sentence_case(span.words)}, {total:,} {measure.unit}. The wider a band, the more took that way."
        f"{withheld(series.rows, 'path')}",
        charts.sankey(_bands(paths), _nodes(paths), titles),
        Table(f"{title}, {span.words}", columns, rows),
    )


def _most(paths: Mapping[Path, int], total: int) -> str:
    """Return the way most took, in words."""
    path, count = max(paths.items(), key=lambda each: (each[1], each[0]))
    return f"most took the way {', then '.join(path)} ({count:,} of {total:,})"


def _fewer(counted: Mapping[Path, int]) -> dict[Path, int]:
    """Return the paths with the rare values of each stage put together, so that the picture can be read."""
    stages = list(zip(*counted, strict=True))
    kept = []
    for at in range(len(stages)):
        sizes: Counter[str] = Counter()
        for path, count in counted.items():
            sizes[path[at]] += count
        kept.append({value for value, _ in sizes.most_common(MOST_VALUES)})
    found: Counter[Path] = Counter()
    for path, count in counted.items():
        found[tuple(value if value in kept[at] else OTHERS for at, value in enumerate(path))] += count
    return dict(found)


def _sizes(paths: Mapping[Path, int]) -> list[list[tuple[str, int]]]:
    """Return each stage's values with their sizes, the largest first."""
    stages = []
    for at in range(len(next(iter(paths)))):
        sizes: Counter[str] = Counter()
        for path, count in paths.items():
            sizes[path[at]] += count
        stages.append(sorted(sizes.items(), key=lambda each: (each[0] == OTHERS, -each[1], each[0])))
    return stages


def _places(paths: Mapping[Path, int]) -> list[dict[str, tuple[float, float]]]:
    """Return where each value of each stage stands, from the top down, with room between them."""
    room = sum(paths.values()) * 0.04
    placed = []
    for stage in _sizes(paths):
        top, found = 0.0, {}
        for value, size in stage:
            found[value] = (top, top + size)
            top += size + room
        placed.append(found)
    return placed


def _nodes(paths: Mapping[Path, int]) -> list[dict[str, Any]]:
    return [
        {"stage": at, "value": value, "low": low, "high": high, "words": f"{high - low:,.0f} {value}"}
        for at, stage in enumerate(_places(paths))
        for value, (low, high) in stage.items()
    ]


def _bands(paths: Mapping[Path, int]) -> list[dict[str, Any]]:
    """Return a band for each two values that follow each other, with where it leaves and where it arrives."""
    placed, found = _places(paths), []
    for at in range(len(placed) - 1):
        sizes: Counter[tuple[str, str]] = Counter()
        for path, count in paths.items():
            sizes[path[at], path[at + 1]] += count
        leaves = {value: low for value, (low, _) in placed[at].items()}
        arrives = {value: low for value, (low, _) in placed[at + 1].items()}
        for (start, end), count in _in_order(sizes, placed[at], placed[at + 1]):
            found.append(
                {"stage": at, "from": start, "to": end, "size": count, "leaves": leaves[start], "arrives": arrives[end]}
            )
            leaves[start] += count
            arrives[end] += count
    return found


def _in_order(
    sizes: Mapping[tuple[str, str], int], left: Mapping[str, Any], right: Mapping[str, Any]
) -> Sequence[tuple[tuple[str, str], int]]:
    """Return the bands in the order of both sides, so that they cross as little as they can."""
    starts, ends = list(left), list(right)
    return sorted(sizes.items(), key=lambda each: (starts.index(each[0][0]), ends.index(each[0][1])))
