"""Shifts every limit of every measure by one, and asks whether the measure's own example then fails.

    python -m evaluations.thresholds [--measures NAME …] [--write docs/evidence/DATE-thresholds.md]

What is shifted, up and down: every number that a condition, a window or a follow-up compares with; the days of the timescale
that a repeat waits for; the day by which a thing is due.
An example that still gives its answer stands beside its boundary and not on it. Ends with exit code 1 if there is one.
"""

import argparse
import datetime as dt
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tests.rooms.measures.small_warehouse import CATALOGUE, county_viewer, text_table, typed, warehouse

from sherwood.definitions.catalogue import Catalogue
from sherwood.definitions.shapes.measure import Measure
from sherwood.measures import children, evaluate
from sherwood.store import MemoryReader

ONE_DAY = dt.timedelta(days=1)
GRAIN_OF_MONTHS = {1: "month", 3: "quarter", 12: "year"}
# What a definition compares with; `at_least = 1` and `at_most = 0` ask whether there is any, which is no threshold of the rule.
NUMBERS = (
    "at_least",
    "at_most",
    "months_before",
    "whole_months",
    "working_days_before",
    "days_before",
    "within_days",
    "within_working_days",
    "lasts_days",
    "window_days",
    "window_working_days",
)
ANY = {("at_least", 1), ("at_most", 0)}


@dataclass(frozen=True)
class Shift:
    """One limit of one measure moved by one: what it was, and the catalogue, rows and days with it moved."""

    measure: str
    what: str
    catalogue: Catalogue
    reader: MemoryReader
    days: Mapping[str, Any]

    def is_noticed(self) -> bool:
        """Whether the example's answer is no longer the expected one."""
        try:
            points = evaluate(self.reader, self.catalogue, self.measure, county_viewer(), **self.days).rows
        except ValueError:
            return True
        measure = CATALOGUE.measures[self.measure]
        wanted = measure.example.expect
        if [(point.numerator, point.denominator) for point in points] != [(wanted.numerator, wanted.denominator)]:
            return True
        # A list may lose one child and win another.
        return measure.kind == "worklist" and self.listed() != plain(self.measure).listed()

    def listed(self) -> set[str]:
        """The children on the list behind the figure."""
        rows = children(self.reader, self.catalogue, self.measure, county_viewer(), **self.days).rows
        return {str(row["record_key"]) for row in rows}


def numbers_in(part: object, path: tuple[object, ...] = ()) -> Iterator[tuple[tuple[object, ...], int]]:
    """Every number of a definition that is a limit, with the way to it."""
    if isinstance(part, dict):
        for key, value in part.items():
            if key in NUMBERS and isinstance(value, int) and not isinstance(value, bool):
                if (key, value) not in ANY:
                    yield (*path, key), value
            elif key != "example":
                yield from numbers_in(value, (*path, key))
    elif isinstance(part, (list, tuple)):
        for place, value in enumerate(part):
            yield from numbers_in(value, (*path, place))


def with_number(measure: Measure, path: tuple[Any, ...], number: int) -> Measure:
    """The measure with one of its numbers changed."""
    told = measure.model_dump(by_alias=True, exclude_unset=True)
    return type(measure).model_validate(changed_at(told, path, number))


def changed_at(part: Any, path: tuple[Any, ...], number: int) -> Any:
    """A copy of a definition's part with the number at the end of a way changed."""
    if not path:
        return number
    if isinstance(part, dict):
        return part | {path[0]: changed_at(part[path[0]], path[1:], number)}
    return [changed_at(each, path[1:], number) if place == path[0] else each for place, each in enumerate(part)]


def rows_of(measure: Measure, moved: str = "", by: int = 0) -> MemoryReader:
    """The example's rows as a warehouse; the days of one column of the counted table moved by so many."""
    given = {}
    for name, text in measure.example.given.items():
        rows = [typed(CATALOGUE.table(name), row) for row in text_table(text)]
        if moved and name == measure.counts:
            rows = [row | {moved: shifted(row[moved], by)} if row.get(moved) else row for row in rows]
        given[name] = rows
    return warehouse(given, measure.example.data_date)


def shifted(day: dt.date, by: int) -> dt.date:
    """A day so many later; the open end stays open."""
    return day if day.year == dt.MAXYEAR else day + by * ONE_DAY


def days_of(measure: Measure) -> dict[str, Any]:
    """The days of the example, one figure for all of them."""
    example = measure.example
    length = (example.date_to - example.date_from).days + 1
    grain = "day" if length == 1 else GRAIN_OF_MONTHS[round(length / 30.4)]
    return {"date_from": example.date_from, "date_to": example.date_to, "grain": grain}


def plain(name: str) -> Shift:
    """The example as it stands."""
    measure = CATALOGUE.measures[name]
    return Shift(name, "", CATALOGUE, rows_of(measure), days_of(measure))


def shifts_of(name: str) -> Iterator[Shift]:
    """Every limit of a measure, one moved at a time."""
    measure = CATALOGUE.measures[name]
    whole = plain(name)
    for path, number in numbers_in(measure.model_dump(by_alias=True, exclude_unset=True)):
        for other in (number - 1, number + 1):
            changed = CATALOGUE.measures | {name: with_number(measure, path, other)}
            what = f"{'.'.join(map(str, path))}: {number} made {other}"
            yield replace(whole, what=what, catalogue=replace(CATALOGUE, measures=changed))
    if measure.kind == "repeat":
        yield from waits(whole, measure)
    due = getattr(measure, "due", "")
    for by in (-1, 1) if due and measure.kind in ("timeliness", "worklist") else ():
        yield replace(whole, what=f"{due} {by:+} day", reader=rows_of(measure, due, by))


def waits(whole: Shift, measure: Measure) -> Iterator[Shift]:
    """The days that a repeat waits for, one fewer and one more."""
    timescale = CATALOGUE.timescale(measure.timescale)
    for by in (-1, 1):
        limits = tuple(each.model_copy(update={"limit": each.limit + by}) for each in timescale.in_force)
        changed = CATALOGUE.timescales | {timescale.id: timescale.model_copy(update={"in_force": limits})}
        what = f"timescale {timescale.id} {by:+} day"
        yield replace(whole, what=what, catalogue=replace(CATALOGUE, timescales=changed))


def unnoticed(names: list[str]) -> Iterator[Shift]:
    """The shifts that no example notices."""
    for name in names:
        yield from (shift for shift in shifts_of(name) if not shift.is_noticed())


def main() -> int:
    """Shift, print what is not noticed, and write the page if asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--measures", nargs="*", default=[])
    parser.add_argument("--write", type=Path)
    asked = parser.parse_args()
    names = [CATALOGUE.measure(name).id for name in asked.measures] or sorted(CATALOGUE.measures)
    tried = {name: list(shifts_of(name)) for name in names}
    found = [shift for shifts in tried.values() for shift in shifts if not shift.is_noticed()]
    shifts = sum(map(len, tried.values()))
    limited = sum(1 for each in tried.values() if each)
    lines = [
        f"{shifts} shifts of {limited} measures with a limit, of {len(names)}: {shifts - len(found)} noticed",
        *(f"* `{shift.measure}`: {shift.what}" for shift in found),
    ]
    print("\n".join(lines))
    if asked.write:
        asked.write.write_text("# Limits shifted by one\n\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
