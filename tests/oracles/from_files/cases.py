"""What an oracle answers with, and the few words that all of them are made of."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from tests.oracles.bank_days import add_months, add_working_days, age
from tests.oracles.from_files.drops import Row


@dataclass(frozen=True)
class Case:
    """One thing that is counted: how much it adds to what is asked, to what it is asked of, and whose it is."""

    adds: float
    of: float | None
    row: Row


@dataclass(frozen=True)
class Figure:
    """The cases of a measure added up; the value is the middle one where the measure is how long things last."""

    numerator: float
    denominator: float | None
    value: float | None


def count(rows: Iterable[Row]) -> list[Case]:
    """So many."""
    return [Case(1, None, row) for row in rows]


def part(rows: Iterable[Row], is_met: Callable[[Row], object]) -> list[Case]:
    """Those of the rows that meet a test."""
    return [Case(int(bool(is_met(row))), 1, row) for row in rows]


def lengths(rows: Iterable[Row], how_long: Callable[[Row], float]) -> list[Case]:
    """How long each lasted."""
    return [Case(how_long(row), 1, row) for row in rows]


def added_up(cases: list[Case], *, middle: bool = False) -> Figure:
    """One figure of all cases."""
    numerator = sum(each.adds for each in cases)
    if any(each.of is None for each in cases) or not cases:
        return Figure(numerator, None, numerator)
    denominator = sum(each.of or 0 for each in cases)
    value = median(each.adds for each in cases) if middle else numerator / denominator if denominator else None
    return Figure(numerator, denominator, value)


def within(day: object, first: date, last: date) -> bool:
    """Whether a day is recorded and falls in the period."""
    return isinstance(day, date) and first <= day <= last


def dated(rows: Iterable[Row], column: str, first: date, last: date) -> list[Row]:
    """The rows whose day in a column falls in the period."""
    return [row for row in rows if within(getattr(row, column), first, last)]


def is_open(start: object, end: object, day: date) -> bool:
    """Begun by a day and not over on it."""
    return isinstance(start, date) and start <= day and not (isinstance(end, date) and end <= day)


def open_rows(rows: Iterable[Row], day: date, starts: str, ends: str) -> list[Row]:
    """The rows begun by a day and not over on it."""
    return [row for row in rows if is_open(getattr(row, starts), getattr(row, ends), day)]


def by_child(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """The rows of each child."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.person_id, []).append(row)
    return found


def one_a_child(rows: Iterable[Row], column: str) -> list[Row]:
    """Each child's latest row."""
    latest = {row.person_id: row for row in sorted(rows, key=lambda each: getattr(each, column))}
    return list(latest.values())


def days_after(earlier: object, later: object, most: int, least: int = 0) -> bool:
    """Whether a day follows another within so many days."""
    return isinstance(earlier, date) and isinstance(later, date) and least <= (later - earlier).days <= most


def by_working_day(start: date, done: object, most: int) -> bool:
    """Whether a thing was done by the so many-th working day after a day."""
    return isinstance(done, date) and done <= add_working_days(start, most)


def is_aged(born: date | None, day: date, low: int, high: int = 200) -> bool:
    """Whether somebody is of these ages on a day; nobody is left out for want of a date of birth."""
    return born is None or low <= age(born, day) <= high


__all__ = [
    "Case",
    "Figure",
    "Row",
    "add_months",
    "add_working_days",
    "added_up",
    "age",
    "by_child",
    "by_working_day",
    "count",
    "dated",
    "days_after",
    "is_aged",
    "is_open",
    "lengths",
    "one_a_child",
    "open_rows",
    "part",
    "timedelta",
    "within",
]
