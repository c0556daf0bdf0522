"""Sources: tells of which collection year or day a file is, from what people call it or from the dates it holds."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from sherwood.sources.cells.dates import read_date
from sherwood.vocabulary.periods import collection_year
from sherwood.vocabulary.school_census import CENSUS_TERMS, census_day

# 2019-20, 2019_20, 2019/20, 201920, 2019-2020; not the beginning of a date such as 2011-12-05.
_YEAR = re.compile(r"(?<!\d)(20\d\d)[-_/ ]?(20)?(\d\d)(?![-_/ ]?\d)", re.ASCII)
# 2026-11-20, 20261120, 2026_11_20; 20-11-2026, 20112026; 20 Nov 2026.
_DAYS = tuple(
    re.compile(rf"(?<!\d){shape}(?!\d)", re.ASCII)
    for shape in (
        r"(?P<year>20\d\d)(?P<between>[-_. ]?)(?P<month>\d\d)(?P=between)(?P<day>\d\d)",
        r"(?P<day>\d\d)(?P<between>[-_. ]?)(?P<month>\d\d)(?P=between)(?P<year>20\d\d)",
        r"(?P<day>\d{1,2})(?P<between>[-_. ]?)(?P<month>[A-Za-z]{3,9})(?P=between)(?P<year>20\d\d)",
    )
)
# 2024_autumn, 2025-spring: a file of a term speaks of that term's census day.
_TERM = re.compile(rf"(?<!\d)(20\d\d)[-_. ]?({'|'.join(CENSUS_TERMS)})(?![a-z])", re.ASCII | re.IGNORECASE)
# A year needs this share of the rows before it counts: a slip of the keyboard must not move a whole return.
_LEAST_SHARE = 0.005


def year_named(names: Iterable[str]) -> str | None:
    """The collection year that the first of the names speaks of, such as `2019-20`; the nearest name comes first."""
    for name in names:
        for first, _, last in _YEAR.findall(name):
            if (int(first) + 1) % 100 == int(last):
                return f"{first}-{last}"
    return None


def date_named(names: Iterable[str]) -> dt.date | None:
    """The day that the first of the names is, and is nothing else, such as `2026-11-20`."""
    return next((day for name in names for day, is_whole in _days_in(name) if is_whole), None)


def day_named(names: Iterable[str]) -> dt.date | None:
    """The day that the first of the names holds, such as `ssd_person_20261120`; the nearest name comes first.

    A term in a name (`2024_autumn_pupilonroll`) is the day of its school census.
    """
    return next((day for name in names for day in _days_or_term_in(name)), None)


def _days_or_term_in(name: str) -> Iterator[dt.date]:
    yield from (day for day, _ in _days_in(name))
    for year, term in _TERM.findall(name):
        yield census_day(int(year), term.lower())


def _days_in(name: str) -> Iterator[tuple[dt.date, bool]]:
    """Yield each day a name holds, and whether the name is nothing but that day."""
    for shape in _DAYS:
        for found in shape.finditer(name):
            day = read_date(f"{found['day']}-{found['month']}-{found['year']}").value
            if isinstance(day, dt.date):
                yield day, found[0] == name


def year_of_dates(texts: Sequence[str], received: dt.date) -> str | None:
    """The latest collection year that holds at least one row in two hundred, leaving out years that had not begun."""
    counts: Counter[str] = Counter()
    for text, times in Counter(texts).items():
        day = read_date(text.strip()).value
        if isinstance(day, dt.date) and day <= received:
            counts[collection_year(day).label] += times
    total = counts.total()
    return max((label for label, times in counts.items() if times >= total * _LEAST_SHARE), default=None)


def latest_complete_year(received: dt.date) -> str:
    """The last collection year that was over when the file was received."""
    return collection_year(collection_year(received).first_day - dt.timedelta(days=1)).label
