"""Board: who holds how many children of which status, what is overdue and due, and the oldest open assessment."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from sherwood.access import aggregate
from sherwood.access.kept import Kept
from sherwood.reports import questions
from sherwood.reports.desk import Desk
from sherwood.reports.document import Cell, Drill, Table, TableColumn
from sherwood.reports.labels import UNALLOCATED, organisation_label
from sherwood.reports.statuses import Status
from sherwood.reports.words import plural, short_day

Unit = Literal["worker", "team"]
Rows = tuple[Mapping[str, Any], ...]
HELD, WORK = "sw_children_allocated", "all_work_due"
SHOWN = (Status.LOOKED_AFTER, Status.CHILD_PROTECTION_PLAN, Status.CHILD_IN_NEED_PLAN, Status.ASSESSMENT)
HEADINGS = ("Looked after", "Protection plan", "In need plan", "Assessment", "Other")
NEW_DAYS = 28
DUE_SOON = "Due in ten days"
THE_BAR = (
    "The bar shows, from the left: children looked after, with a protection plan, with an in need plan, in assessment, others. "
    "Ten days are working days."
)
_KEPT: Kept[Rows] = Kept(most=256)


@dataclass
class Load:
    """What one worker or team holds on the day."""

    children: Counter[Status] = field(default_factory=Counter)
    new: int = 0
    oldest_assessment: dt.date | None = None
    overdue: int = 0
    soon: int = 0

    @property
    def total(self) -> int:
        """Children held."""
        return sum(self.children.values())

    @property
    def parts(self) -> tuple[int, ...]:
        """Children by the statuses the board shows, the rest last; together all of them."""
        shown = [self.children[each] for each in SHOWN]
        return (*shown, self.total - sum(shown))


def board(desk: Desk, unit: Unit) -> Table:
    """Return a row for each worker or team with children or work, the one with most children first."""
    loads = loads_by(desk, unit)
    ordered = sorted(loads.items(), key=lambda each: (-each[1].total, organisation_label(desk, unit, each[0])))
    most = max((load.total for load in loads.values()), default=0)
    columns = (
        unit.capitalize(),
        "Children",
        *HEADINGS,
        "Overdue",
        DUE_SOON,
        "Oldest assessment",
        f"New in {NEW_DAYS} days",
    )
    numbers = {"Children", *HEADINGS, "Overdue", DUE_SOON, columns[-1]}
    return Table(
        f"Children and work by {unit}",
        tuple(TableColumn(each, is_number=each in numbers) for each in columns),
        tuple(_line(desk, unit, key, load, most) for key, load in ordered),
        empty=f"No {unit} is responsible for a child on the data date. Allocations come with the case system's involvements, the "
        "social-worker episodes of the SSDA903 return, or Annex A lists that name a worker and a team.",
    )


def loads_by(desk: Desk, unit: Unit) -> dict[str, Load]:
    """Return what each worker or team holds, by id."""
    loads: dict[str, Load] = {}
    for row in _standing(desk, unit):
        load = loads.setdefault(str(row[unit] or ""), Load())
        load.children[Status(row["status"])] += row["numerator"]
        load.new += row["numerator"] if row["is_new"] == "yes" else 0
        started = row["assessment_start_date"]
        load.oldest_assessment = min(filter(None, (load.oldest_assessment, started)), default=None)
    measure = desk.catalogue.measure(WORK)
    for point in desk.series(measure, desk.day, desk.day, "day", [unit, "due"]).rows:
        load = loads.setdefault(str(point.dims[unit] or ""), Load())
        if point.dims["due"] == "overdue":
            load.overdue += int(point.numerator or 0)
        else:
            load.soon += int(point.numerator or 0)
    return loads


def _standing(desk: Desk, unit: Unit) -> Rows:
    """Return the numbers of children by unit, status, whether new, and start of an open assessment; kept while build and rights hold."""

    def ask() -> Rows:
        by = (unit, *questions.STANDING)
        return tuple(aggregate(desk.reader, questions.caseload(desk.day), desk.viewer, by))

    return _KEPT.of_viewer(desk.reader, desk.viewer, (desk.day, unit), ask)


def _line(desk: Desk, unit: Unit, key: str, load: Load, most: int) -> tuple[Cell, ...]:
    day = {"from": desk.day.isoformat(), "to": desk.day.isoformat(), "grain": "day", unit: key}
    return (
        Cell(organisation_label(desk, unit, key) if key else UNALLOCATED),
        Cell(
            f"{load.total:,}",
            number=load.total,
            drill=_list_of(desk, HELD, day, load.total),
            parts=tuple(part / most for part in load.parts) if most else (),
        ),
        *(Cell(f"{part:,}" if part else "–", number=part) for part in load.parts),
        Cell(
            f"{load.overdue:,}",
            number=load.overdue,
            drill=_list_of(desk, WORK, {**day, "due": "overdue"}, load.overdue),
        ),
        Cell(f"{load.soon:,}", number=load.soon, drill=_list_of(desk, WORK, {**day, "due": "due soon"}, load.soon)),
        _oldest(load.oldest_assessment, desk.day),
        Cell(f"{load.new:,}" if load.new else "–", number=load.new),
    )


def _oldest(started: dt.date | None, day: dt.date) -> Cell:
    if started is None:
        return Cell("None open")
    return Cell(short_day(started), date=started, detail=plural((day - started).days, "day"))


def _list_of(desk: Desk, name: str, where: Mapping[str, str], count: int) -> Drill | None:
    """Return the way to the children behind a number of the board; nought has none."""
    return Drill("children", desk.catalogue.measure(name).id, where) if count else None


def most_stretched(desk: Desk, unit: Unit, loads: Mapping[str, Load]) -> Iterable[str]:
    """Yield a sentence about who holds most children and who has most overdue."""
    held = {key: load for key, load in loads.items() if key}
    if not held:
        return
    key, load = max(held.items(), key=lambda each: each[1].total)
    yield f"{organisation_label(desk, unit, key)} holds most children: {load.total:,}."
    key, load = max(held.items(), key=lambda each: each[1].overdue)
    if load.overdue:
        yield f"{organisation_label(desk, unit, key)} has most overdue: {load.overdue:,}."
