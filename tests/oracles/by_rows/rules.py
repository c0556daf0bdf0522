"""The few words that all oracles over rows are made of."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from statistics import median
from types import SimpleNamespace

from tests.oracles.bank_days import add_months, add_working_days, age

FAR_FUTURE = date(9999, 12, 31)
Rows = list[SimpleNamespace]
Answer = tuple[float, float | None]


class Tables:
    """Tables by name, each a list of rows with their cells by name; `known_to` is the last day of which anything is known."""

    def __init__(self, rows: dict[str, list[dict]], known_to: date) -> None:
        self._rows = {name: [SimpleNamespace(**row) for row in found] for name, found in rows.items()}
        self.known_to = known_to
        self._born = {row.person_key: row.birth_date for row in self._rows["person"]}

    def __getattr__(self, name: str) -> Rows:
        return self._rows[name]

    def of(self, name: str, row: SimpleNamespace) -> Rows:
        """The rows of a table that are of the same child."""
        return [other for other in self._rows[name] if other.person_key == row.person_key]

    def person(self, row: SimpleNamespace) -> SimpleNamespace:
        """Who the row is of."""
        return self.of("person", row)[0]

    def age(self, row: SimpleNamespace, day: date) -> int | None:
        """The child's age on a day, None where the birth date is not known."""
        born = self._born.get(row.person_key)
        return None if born is None else age(born, day)

    def is_aged(self, row: SimpleNamespace, day: date, low: int = -1, high: int = 200) -> bool:
        """Whether the child is of these ages; a child whose birth date is not known is not left out for it."""
        years = self.age(row, day)
        return years is None or low <= years <= high

    def has_come(self, day: date | None) -> bool:
        """Whether a day is recorded and not later than what is known."""
        return day is not None and day <= self.known_to


def within(day: date | None, first: date, last: date) -> bool:
    return day is not None and first <= day <= last


def dated(rows: Rows, column: str, first: date, last: date) -> Rows:
    """Rows whose date falls in the period."""
    return [row for row in rows if within(getattr(row, column), first, last)]


def is_open(row: SimpleNamespace, day: date, starts: str = "start_date", stops: str = "end_date") -> bool:
    """Begun by the day and not ended on it or before."""
    begun, ended = getattr(row, starts), getattr(row, stops)
    return begun is not None and ended is not None and begun <= day < ended


def open_rows(rows: Rows, day: date, starts: str = "start_date", stops: str = "end_date") -> Rows:
    return [row for row in rows if is_open(row, day, starts, stops)]


def each_child(rows: Rows, column: str, which: str = "last") -> Rows:
    """One row of each child: the last, or the first, by its date and its place in the files."""
    chosen: dict[str, SimpleNamespace] = {}
    for row in sorted(rows, key=lambda each: (getattr(each, column), each.source_row), reverse=which == "first"):
        chosen[row.person_key] = row
    return list(chosen.values())


def count(rows: Iterable[object]) -> Answer:
    return len(list(rows)), None


def part(rows: Rows, is_met: Callable[[SimpleNamespace], bool]) -> Answer:
    """How many of the rows meet the test, of how many."""
    return sum(bool(is_met(row)) for row in rows), len(rows)


def in_time(rows: Rows, due: str, done: str) -> Answer:
    """How many were done by the day they were due."""

    def is_met(row: SimpleNamespace) -> bool:
        last, held = getattr(row, due), getattr(row, done)
        return last is not None and held is not None and held <= last

    return part(rows, is_met)


def days_between(start: date, end: date) -> int:
    return (end - start).days


def lengths(pairs: Iterable[tuple[date | None, date | None]], known_to: date) -> list[int]:
    """Days from one date to another where both are recorded and have come."""
    return [
        days_between(start, end)
        for start, end in pairs
        if start is not None and end is not None and start <= known_to and end <= known_to
    ]


def by_working_day(start: date, day: date | None, most: int) -> bool:
    """Whether a day comes before the next working day after the last one allowed: weekends belong to the working day before."""
    return day is not None and day < add_working_days(start, most + 1)


def followed(row: SimpleNamespace, day: str, after: str, most: int, known_to: date) -> bool:
    """Whether the next thing came on the same day or in so many days, and has come."""
    start, following = getattr(row, day), getattr(row, after)
    return following is not None and following <= known_to and 0 <= days_between(start, following) <= most


def listed(
    rows: Rows,
    day: date,
    due: str,
    done: str,
    stops: str,
    begins: str = "",
    window: int = -1,
    until: date | None = None,
) -> Rows:
    """What is begun, not done, still open, and due at most `window` days ahead, or by the day `until`."""
    limit = until or day + timedelta(days=window)
    found = []
    for row in rows:
        last, held, ended = getattr(row, due), getattr(row, done), getattr(row, stops)
        begun = getattr(row, begins) if begins else date.min
        if None in (last, held, ended, begun):
            continue
        if begun <= day < ended and held > day and last <= limit:
            found.append(row)
    return found


def months_before(day: date | None, now: date, months: int) -> bool:
    """Whether a day lies at least so many calendar months back."""
    return day is not None and add_months(day, months) <= now


def middle(values: list[float]) -> float | None:
    return median(values) if values else None
