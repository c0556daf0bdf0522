"""Timeliness: each limit in one tile: the share in time of the last year, and a small line of its course by quarter."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from sherwood.definitions.shapes.measure import Measure
from sherwood.reports.desk import Desk
from sherwood.reports.document import Figure, KeyFigures, Note
from sherwood.reports.figures import figure
from sherwood.reports.rows import first_day
from sherwood.reports.sentences import period_words
from sherwood.reports.words import number
from sherwood.vocabulary.periods import parse

LIMITS = (
    "assessments_45wd_pct",
    "strategy_to_icpc_15wd_pct",
    "cpp_visit_on_time_pct",
    "cpp_review_on_time_pct",
    "cin_visit_on_time_pct",
    "cla_visit_on_time_pct",
    "cla_review_on_time_pct",
    "cla_first_review_20wd_pct",
)
QUARTERS = 8


def timeliness(desk: Desk, most: int) -> KeyFigures | Note:
    """Return a tile for each limit that the loaded files can speak of and that anything was counted against."""
    measures = [desk.catalogue.measure(name) for name in desk.answered(LIMITS, len(LIMITS))]
    tiles: list[Figure] = []
    for measure in measures:
        tile = figure(desk, measure)
        if tile.drill is not None and len(tiles) < most:
            course, words = _course(desk, measure)
            tiles.append(replace(tile, course=course, detail=f"{tile.detail}{words}"))
    return KeyFigures(tuple(tiles)) if tiles else Note("Nothing was counted against a limit in the last year.")


def _course(desk: Desk, measure: Measure) -> tuple[tuple[float, ...], str]:
    """Return the values of the last whole quarters, and in words where they began."""
    first = first_day(desk.day, "quarter", QUARTERS + 1)
    tomorrow = desk.day + dt.timedelta(days=1)
    points = [
        point
        for point in desk.series(measure, first, desk.day, "quarter").rows
        if point.value is not None and parse(point.period, "quarter").last_day < tomorrow
    ]
    if len(points) < 2:
        return (), ""
    began = points[0]
    words = f". By quarter, the line begins with {number(began.value, measure.unit)} in {period_words(began.period, 'quarter')}."
    return tuple(float(point.value or 0) for point in points), words
