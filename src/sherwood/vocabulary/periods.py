"""Vocabulary: the periods figures are given for (days, weeks, months, quarters, collection years) and their labels."""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Literal, NamedTuple, get_args

Grain = Literal["day", "week", "month", "quarter", "year"]
GRAINS: tuple[Grain, ...] = get_args(Grain)

_ONE_DAY = timedelta(days=1)
_APRIL = 4


class Period(NamedTuple):
    """A stretch of whole days a figure speaks of; both days belong to it, and a stock is counted at the last."""

    label: str
    first_day: date
    last_day: date
    grain: Grain


def collection_year(day: date) -> Period:
    """Give the year of the statutory returns a day falls in: 1 April to 31 March, labelled `2020-21`."""
    return _year(day.year if day.month >= _APRIL else day.year - 1)


def period_of(day: date, grain: Grain) -> Period:
    """Give the one period of this grain that holds the day.

    Weeks run Monday to Sunday under their ISO number; the first quarter is April to June of the collection year.
    """
    if grain == "day":
        return Period(day.isoformat(), day, day, "day")
    if grain == "week":
        year, week, _ = day.isocalendar()
        return _week(year, week)
    if grain == "month":
        return _month(day.year, day.month)
    year = collection_year(day).first_day.year
    return _quarter(year, (day.month - _APRIL) % 12 // 3 + 1) if grain == "quarter" else _year(year)


def parse(label: str, grain: Grain | None = None) -> Period:
    """Read the period a label names: `2021-03-19`, `2021-W11`, `2021-03`, `2020-21-Q4` or `2020-21`.

    Labels from `2000-01` to `2011-12` fit a month as well as a collection year: they are read as the month unless
    `grain` says year. Raises ValueError, naming the label and the forms allowed, if it names no period (of that grain).
    """
    for candidate in (grain,) if grain else GRAINS:
        match = re.fullmatch(_FORMS[candidate], label, re.ASCII)
        if match and (period := _READERS[candidate](*(int(part) for part in match.groups()))):
            return period
    raise ValueError(f"'{label}' is not a {grain or 'period'}: write {_forms_in_words(grain)}")


def periods_between(date_from: date, date_to: date, grain: Grain) -> list[Period]:
    """Every whole period of this grain that holds a day from date_from to date_to, both included, in order."""
    periods = []
    day = date_from
    while day <= date_to:
        periods.append(period_of(day, grain))
        day = periods[-1].last_day + _ONE_DAY
    return periods


def _month(year: int, month: int) -> Period:
    first = date(year, month, 1)
    return Period(f"{year:04}-{month:02}", first, _first_of_month_after(first, 1) - _ONE_DAY, "month")


def _week(year: int, week: int) -> Period:
    monday = date.fromisocalendar(year, week, 1)
    return Period(f"{year:04}-W{week:02}", monday, monday + timedelta(days=6), "week")


def _quarter(year: int, quarter: int) -> Period:
    first = _first_of_month_after(date(year, _APRIL, 1), 3 * (quarter - 1))
    last = _first_of_month_after(first, 3) - _ONE_DAY
    return Period(f"{_year_label(year)}-Q{quarter}", first, last, "quarter")


def _year(year: int) -> Period:
    return Period(_year_label(year), date(year, _APRIL, 1), date(year + 1, _APRIL, 1) - _ONE_DAY, "year")


def _year_label(year: int) -> str:
    return f"{year:04}-{(year + 1) % 100:02}"


def _first_of_month_after(first: date, months: int) -> date:
    years, month = divmod(first.month - 1 + months, 12)
    return date(first.year + years, month + 1, 1)


def _read_day(year: int, month: int, day: int) -> Period | None:
    try:
        return period_of(date(year, month, day), "day")
    except ValueError:
        return None


def _read_week(year: int, week: int) -> Period | None:
    try:
        return _week(year, week)
    except ValueError:
        return None


def _read_month(year: int, month: int) -> Period | None:
    return _month(year, month) if year and 1 <= month <= 12 else None


def _read_quarter(year: int, ending: int, quarter: int) -> Period | None:
    return _quarter(year, quarter) if _read_year(year, ending) and 1 <= quarter <= 4 else None


def _read_year(year: int, ending: int) -> Period | None:
    return _year(year) if year and ending == (year + 1) % 100 else None


_FORMS: Mapping[Grain, str] = MappingProxyType(
    {
        "day": r"(\d{4})-(\d\d)-(\d\d)",
        "week": r"(\d{4})-W(\d\d)",
        "month": r"(\d{4})-(\d\d)",
        "quarter": r"(\d{4})-(\d\d)-Q(\d)",
        "year": r"(\d{4})-(\d\d)",
    }
)
_READERS: Mapping[Grain, Callable[..., Period | None]] = MappingProxyType(
    {"day": _read_day, "week": _read_week, "month": _read_month, "quarter": _read_quarter, "year": _read_year}
)
_EXAMPLES: Mapping[Grain, str] = MappingProxyType(
    {"day": "2021-03-19", "week": "2021-W11", "month": "2021-03", "quarter": "2020-21-Q4", "year": "2020-21"}
)


def _forms_in_words(grain: Grain | None) -> str:
    wanted = (grain,) if grain else GRAINS
    return ", ".join(f"a {each} as {_EXAMPLES[each]}" for each in wanted)
