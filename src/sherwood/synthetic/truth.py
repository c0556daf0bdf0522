"""Synthetic: writes what is true of the made-up county, for tests and benchmarks; `load` is never pointed at it."""

from __future__ import annotations

import csv
import datetime as dt
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sherwood.synthetic.adopting import ADOPTED
from sherwood.synthetic.corrections import Correction
from sherwood.synthetic.people import Child, PeriodOfCare
from sherwood.synthetic.places import Map
from sherwood.synthetic.reviewing import NEVER
from sherwood.synthetic.untidy import ExpectedProblem

FOLDER = "truth"
_ADOPTION_PLACEMENTS = ("A3", "A4", "A5", "A6")


class Truth:
    """The county as it is, on its last day: nothing that lies after it is told."""

    def __init__(self, folder: Path, children: Sequence[Child], date_from: dt.date, date_to: dt.date) -> None:
        self._folder = folder / FOLDER
        self._children = children
        self._from = date_from
        self._to = date_to

    def write(
        self, facts: dict[str, Any], problems: list[ExpectedProblem], corrections: list[Correction], county_map: Map
    ) -> None:
        """Write every file of the truth."""
        self._folder.mkdir(parents=True, exist_ok=True)
        words = json.dumps(facts, indent=2, sort_keys=True, default=str)
        (self._folder / "county.json").write_text(words + "\n", encoding="utf-8", newline="\n")
        self._csv(
            "periods_of_care",
            ("child", "start_date", "end_date", "reason_ceased", "first_legal_status", "is_short_break"),
            self._care(),
        )
        self._csv(
            "reviews",
            ("child", "period_start_date", "rule", "clock_date", "due_date", "held_date", "is_late", "team"),
            self._reviews(),
        )
        self._csv("restricted_children", ("child", "reason", "from_date"), self._restricted())
        self._csv("allocations", ("child", "worker", "team", "start_date", "end_date", "reason"), self._allocations())
        self._csv("districts", ("district", "east_miles", "north_miles", "is_inside"), county_map.rows())
        self._records("expected_problems", ("file", "sheet", "row", "column", "value", "why", "severity"), problems)
        self._records("corrections", ("what", "table", "child", "row_date", "column", "was", "now"), corrections)

    def _csv(self, name: str, headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        write_table(self._folder, name, headings, rows)

    def _records(self, name: str, headings: Sequence[str], records: Iterable[ExpectedProblem | Correction]) -> None:
        self._csv(name, headings, ([asdict(record)[heading] for heading in headings] for record in records))

    def _known(self, day: dt.date) -> dt.date | None:
        return day if day <= self._to else None

    def _periods(self) -> Iterator[tuple[Child, PeriodOfCare]]:
        for child in self._children:
            for period in child.periods:
                if period.start_date <= self._to and period.end_date >= self._from:
                    yield child, period

    def _care(self) -> Iterator[Sequence[object]]:
        for child, period in self._periods():
            end = self._known(period.end_date)
            reason = period.reason_ceased if end else None
            yield child.number, period.start_date, end, reason, period.legal[0].legal_status, int(period.is_short_break)

    def _reviews(self) -> Iterator[Sequence[object]]:
        for child, period in self._periods():
            for each in period.reviews:
                held = None if each.held_date == NEVER else self._known(each.held_date)
                if held or each.due_date <= self._to:
                    is_late = int(each.due_date < (held or self._to))
                    yield (
                        child.number,
                        period.start_date,
                        each.rule,
                        each.clock_date,
                        each.due_date,
                        held,
                        is_late,
                        each.team,
                    )

    def _allocations(self) -> Iterator[Sequence[object]]:
        for child, period in self._periods():
            for each in period.allocations:
                if each.start_date <= self._to and each.end_date >= self._from:
                    yield child.number, each.worker, each.team, each.start_date, self._known(each.end_date), each.reason

    def _restricted(self) -> Iterator[Sequence[object]]:
        """Yield each reason to restrict a child's record: adoption, from the decision on (corrections to the reference, 5.5)."""
        for child, period in self._periods():
            for reason, day in _adoption_reasons(period):
                if day <= self._to:
                    yield child.number, reason, day


def write_table(folder: Path, name: str, headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write one table of the truth as CSV; a cell without a value is left empty."""
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(headings)
        writer.writerows(rows)


def _adoption_reasons(period: PeriodOfCare) -> Iterator[tuple[str, dt.date]]:
    if period.adoption:
        yield "adoption_decision", period.adoption.decision_date
    order = next((spell.start_date for spell in period.legal if spell.legal_status == "E1"), None)
    if order:
        yield "placement_order", order
    placed = next((each.start_date for each in period.placements if each.placement_type in _ADOPTION_PLACEMENTS), None)
    if placed:
        yield "placed_for_adoption", placed
    if period.reason_ceased in ADOPTED:
        yield "adopted", period.end_date
