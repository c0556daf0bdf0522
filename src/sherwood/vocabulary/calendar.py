"""Vocabulary: which days are worked in England and Wales, handed on as the calendar behind every working-day limit."""

from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from sherwood.vocabulary.periods import collection_year, period_of

# The early May holiday began in 1978, so the rules below describe no year before it; nobody plans work beyond 2199.
FIRST_YEAR = 1978
LAST_YEAR = 2199

_ONE_DAY = timedelta(days=1)
_MONDAY, _FRIDAY, _SATURDAY = 0, 4, 5
_FIRST_MONDAY = date(FIRST_YEAR, 1, 2)


class CalendarDay(NamedTuple):
    """One day of the calendar table.

    `wd_index` is the number of working days from the first day of the table up to and including this day, so the
    working days between two days is a subtraction. The year is the collection year, 1 April to 31 March.
    """

    day: date
    is_working_day: bool
    wd_index: int
    month_start: date
    month_end: date
    year_start: date
    year_end: date


def easter_sunday(year: int) -> date:
    """Easter Sunday by Butcher's arithmetic for the Gregorian calendar; Good Friday and Easter Monday hang on it."""
    golden = year % 19
    century, year_of_century = divmod(year, 100)
    leap_centuries, century_rest = divmod(century, 4)
    moon_correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - moon_correction + 15) % 30
    leap_years, year_rest = divmod(year_of_century, 4)
    to_sunday = (32 + 2 * century_rest + 2 * leap_years - epact - year_rest) % 7
    shift = (golden + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def bank_holidays(year: int) -> dict[date, str]:
    """Bank holidays of England and Wales in one year by rule, each a weekday, in order, with its name.

    Source: Banking and Financial Dealings Act 1971, Schedule 1, and the yearly proclamations for New Year's Day and
    early May. Where a holiday falls on a weekend only its substitute weekday is given. Days moved or added once (a
    jubilee, a funeral) are catalogue data: see `WorkingCalendar`. Raises ValueError outside 1978 to 2199.
    """
    _refuse_other_years(year)
    easter = easter_sunday(year)
    fixed = {
        easter - timedelta(days=2): "Good Friday",
        easter + _ONE_DAY: "Easter Monday",
        _first_monday_from(date(year, 5, 1)): "Early May bank holiday",
        _first_monday_from(date(year, 5, 25)): "Spring bank holiday",
        _first_monday_from(date(year, 8, 25)): "Summer bank holiday",
    }
    moving = _with_substitutes(
        {date(year, 1, 1): "New Year’s Day", date(year, 12, 25): "Christmas Day", date(year, 12, 26): "Boxing Day"}
    )
    return dict(sorted((fixed | moving).items()))


class WorkingCalendar:
    """The working days a limit is counted in: Monday to Friday, less bank holidays, less days a council adds itself.

    `one_off` holds the days added once (with their names), `removed` the bank holidays by rule that were moved away,
    `closed` a council's own closure days; the law counts those as working days, so they are empty unless a council
    asks. Raises ValueError if a removed day is no bank holiday, which is a slip in the calendar file.
    """

    def __init__(
        self, one_off: Mapping[date, str] | None = None, removed: Collection[date] = (), closed: Collection[date] = ()
    ) -> None:
        holidays = {day for year in range(FIRST_YEAR, LAST_YEAR + 1) for day in bank_holidays(year)}
        for day in sorted(set(removed) - holidays):
            raise ValueError(
                f"{day} is not a bank holiday, so it cannot be removed: correct the calendar's removed days"
            )
        days_off = (holidays - set(removed)) | set(one_off or {}) | set(closed)
        self._weekdays_off = sorted(day for day in days_off if day.weekday() < _SATURDAY)
        self._is_off = frozenset(self._weekdays_off)

    def is_working_day(self, day: date) -> bool:
        """Whether the day is Monday to Friday and neither a bank holiday nor a closure day."""
        _refuse_other_years(day.year)
        return day.weekday() < _SATURDAY and day not in self._is_off

    def working_days_between(self, a: date, b: date) -> int:
        """Working days d with a < d <= b: the same day is 0, and a day off at the start costs nothing.

        Where b is before a the count is negative, so that dates in the wrong order never look like a case done in time.
        """
        return self._index(b) - self._index(a)

    def add_working_days(self, a: date, n: int) -> date:
        """Find the n-th working day after the trigger a: a is day 0, and after a day off day 1 is the next working day.

        Raises ValueError if n is below 0.
        """
        if n < 0:
            raise ValueError(f"a limit of {n} working days is below 0")
        due = a
        missing = n
        while missing:
            # Seven days hold at most five working days, so a jump of this many days can never pass the due day.
            due += timedelta(days=max(missing * 7 // 5 - 2, 1))
            missing = n - self.working_days_between(a, due)
        return due

    def days(self, first: date, last: date) -> Iterator[CalendarDay]:
        """Every day from first to last, both included, as the rows of the warehouse's calendar table."""
        wd_index = 0
        month, year = period_of(first, "month"), collection_year(first)
        for offset in range((last - first).days + 1):
            day = first + timedelta(days=offset)
            is_working_day = self.is_working_day(day)
            wd_index += is_working_day
            # Worked out once a month and once a year: a calendar holds tens of thousands of days.
            month = month if day <= month.last_day else period_of(day, "month")
            year = year if day <= year.last_day else collection_year(day)
            yield CalendarDay(
                day, is_working_day, wd_index, month.first_day, month.last_day, year.first_day, year.last_day
            )

    def _index(self, day: date) -> int:
        _refuse_other_years(day.year)
        weeks, weekday = divmod((day - _FIRST_MONDAY).days, 7)
        weekdays = weeks * 5 + min(weekday, _FRIDAY) + 1
        return weekdays - bisect_right(self._weekdays_off, day)


def _refuse_other_years(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"the calendar runs from {FIRST_YEAR} to {LAST_YEAR} and does not hold the year {year}")


def _first_monday_from(day: date) -> date:
    return day + timedelta(days=(_MONDAY - day.weekday()) % 7)


def _with_substitutes(holidays: Mapping[date, str]) -> dict[date, str]:
    """Move each holiday on a weekend to the next weekday that is no holiday itself."""
    kept = {day: name for day, name in holidays.items() if day.weekday() < _SATURDAY}
    for day, name in holidays.items():
        if day in kept:
            continue
        substitute = day + _ONE_DAY
        while substitute.weekday() >= _SATURDAY or substitute in kept:
            substitute += _ONE_DAY
        kept[substitute] = f"{name} (substitute day)"
    return kept
