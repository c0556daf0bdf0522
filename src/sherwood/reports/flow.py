"""Flow: work in, work out and what is left between them, week by week."""

from __future__ import annotations

import datetime as dt

from sherwood.reports.desk import Desk
from sherwood.reports.document import Cell, Note, Table, TableColumn
from sherwood.reports.words import short_day
from sherwood.vocabulary.periods import parse

WEEKS = 8
# What begins and what ends, and the few words a column has room for.
PAIRS = (
    ("Assessments", "assessments_started", "assessments_completed"),
    ("Cases", "cin_started", "cin_ended"),
    ("Protection plans", "cpp_started", "cpp_ended"),
    ("Care", "cla_started", "cla_ceased"),
)


def flow(desk: Desk) -> Table | Note:
    """Return work in, work out and net for the last whole weeks, newest first, of what the viewer's teams do at all.

    A note where no loaded file says when work began.
    """
    pairs = [pair for pair in PAIRS if len(desk.answered(pair[1:], 2)) == 2]
    if not pairs:
        return Note("No loaded file says when work began and ended.")
    last = desk.day - dt.timedelta(days=desk.day.isoweekday() % 7)
    first = last - dt.timedelta(days=7 * WEEKS - 1)
    counts = {name: _by_week(desk, name, first, last) for _, *names in pairs for name in names}
    pairs = [pair for pair in pairs if any(any(counts[name].values()) for name in pair[1:])] or pairs[:1]
    columns = [TableColumn("Week to")]
    for label, *_ in pairs:
        columns += [TableColumn(f"{label}: {way}", is_number=True) for way in ("in", "out", "net")]
    weeks = sorted({week for found in counts.values() for week in found}, key=lambda week: parse(week, "week"))
    rows = tuple(
        (
            _week(week),
            *(cell for _, came, went in pairs for cell in _three(counts[came].get(week, 0), counts[went].get(week, 0))),
        )
        for week in reversed(weeks)
    )
    return Table(f"Work in and out over {len(weeks)} weeks", tuple(columns), rows)


def _by_week(desk: Desk, name: str, first: dt.date, last: dt.date) -> dict[str, int]:
    series = desk.series(desk.catalogue.measure(name), first, last, "week")
    return {point.period: int(point.numerator or 0) for point in series.rows}


def _week(label: str) -> Cell:
    day = parse(label, "week").last_day
    return Cell(short_day(day), date=day)


def _three(came: int, went: int) -> tuple[Cell, Cell, Cell]:
    """Return what came, what went and the difference with its sign."""
    net = came - went
    return Cell(f"{came:,}", number=came), Cell(f"{went:,}", number=went), Cell(f"{net:+,}" if net else "0", number=net)
