"""Working days, calendar limits and ages, counted one day at a time (timescales.md section 1)."""

from datetime import date, timedelta

ONE_DAY = timedelta(days=1)

# Days moved or given once. Before 2020 they are common knowledge; from 2020 timescales.md names them.
MOVED_AWAY = {
    date(1995, 5, 1),  # early May holiday moved for VE Day
    date(2002, 5, 27),  # spring holiday moved for the Golden Jubilee
    date(2012, 5, 28),  # spring holiday moved for the Diamond Jubilee
    date(2020, 5, 4),  # early May holiday moved for VE Day
    date(2022, 5, 30),  # spring holiday moved for the Platinum Jubilee
}
GIVEN_ONCE = {
    date(1995, 5, 8),
    date(1999, 12, 31),
    date(2002, 6, 3),
    date(2002, 6, 4),
    date(2011, 4, 29),  # royal wedding
    date(2012, 6, 4),
    date(2012, 6, 5),
    date(2020, 5, 8),
    date(2022, 6, 2),
    date(2022, 6, 3),
    date(2022, 9, 19),  # state funeral
    date(2023, 5, 8),  # coronation
}


def easter_sunday(year: int) -> date:
    """The Gregorian computus in the form given by Meeus, Jones and Butcher."""
    golden = year % 19
    century, in_century = divmod(year, 100)
    leap_centuries, rest_century = divmod(century, 4)
    drift = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - drift + 15) % 30
    leap_years, rest_year = divmod(in_century, 4)
    weekday = (32 + 2 * rest_century + 2 * leap_years - epact - rest_year) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def first_monday(year: int, month: int) -> date:
    day = date(year, month, 1)
    while day.weekday() != 0:
        day += ONE_DAY
    return day


def last_monday(year: int, month: int) -> date:
    day = date(year, month, 31)
    while day.weekday() != 0:
        day -= ONE_DAY
    return day


def bank_holidays(year: int) -> set[date]:
    """Bank holidays of England and Wales: a fixed day on a weekend gives the next free weekday instead."""
    easter = easter_sunday(year)
    days = {
        easter - timedelta(days=2),
        easter + ONE_DAY,
        first_monday(year, 5),
        last_monday(year, 5),
        last_monday(year, 8),
    }
    for fixed in (date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)):
        day = fixed
        # A holiday on a weekend moves on; so does Boxing Day's substitute when Christmas's has taken the Monday.
        while day.weekday() >= 5 or day in days or (day != fixed and day in (date(year, 12, 25), date(year, 12, 26))):
            day += ONE_DAY
        days.add(day)
    days -= MOVED_AWAY
    return days | {day for day in GIVEN_ONCE if day.year == year}


_TABLE: dict[int, set[date]] = {}


def is_working_day(day: date) -> bool:
    if day.year not in _TABLE:
        _TABLE[day.year] = bank_holidays(day.year)
    return day.weekday() < 5 and day not in _TABLE[day.year]


def working_days_between(start: date, end: date) -> int:
    """Working days d with start < d <= end; the same day is 0."""
    count, day = 0, start
    while day < end:
        day += ONE_DAY
        count += is_working_day(day)
    return count


def add_working_days(start: date, count: int) -> date:
    """The day on which the count-th working day after the trigger falls; 0 is the trigger day itself."""
    day = start
    while count:
        day += ONE_DAY
        count -= is_working_day(day)
    return day


def add_months(start: date, months: int) -> date:
    """The same day number some months later, or the last day of that month."""
    years, month = divmod(start.month - 1 + months, 12)
    day = start.day
    while True:
        try:
            return date(start.year + years, month + 1, day)
        except ValueError:
            day -= 1


def birthday(born: date, year: int) -> date:
    try:
        return born.replace(year=year)
    except ValueError:
        return date(year, 3, 1)  # born on 29 February, ordinary year


def age(born: date, on: date) -> int:
    """Full years by birthday; 29 February birthdays fall on 1 March in ordinary years."""
    return on.year - born.year - (on < birthday(born, on.year))


def age_band(born: date | None, on: date) -> str | None:
    """The age bands of the Department's own tables, with those outside childhood apart; not known without a date of birth."""
    if born is None:
        return None
    if on < born:
        return "Unborn"
    years = age(born, on)
    for limit, words in ((1, "Under 1"), (5, "1 to 4"), (10, "5 to 9"), (16, "10 to 15")):
        if years < limit:
            return words
    return "16 and 17" if years < 18 else "18 and over"
