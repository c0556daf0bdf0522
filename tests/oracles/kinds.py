"""Slow, obvious answers for the kinds of measure, over lists of dictionaries.

Each takes rows (dictionaries whose dates are `date` or None), what to count, and `by`: the key to group by, or None.
Each gives {group: (numerator, denominator, value)}; without `by` the only group is None and is always there.
A count has denominator None and is its own value; a share's value is per cent; 0 out of 0 has value None.
Intervals: an event belongs to a period from `first` to `last`, both inclusive; a spell is open at D when
start <= D < until, and an `until` of None is open.
"""

from collections.abc import Callable
from datetime import date, timedelta

from tests.oracles.bank_days import add_months, add_working_days

Row = dict
Figures = dict


def group(rows: list[tuple[Row, int, int | None]], by: str | None, scale: int = 100) -> Figures:
    """Adds up (row, numerator, denominator); a denominator of None makes it a count."""
    sums: dict = {} if by else {None: [0, 0]}
    for row, numerator, denominator in rows:
        entry = sums.setdefault(row[by] if by else None, [0, 0])
        entry[0] += numerator
        entry[1] += denominator or 0
    return {key: (top, bottom, scale * top / bottom if bottom else None) for key, (top, bottom) in sums.items()}


def count(rows: list[Row], by: str | None) -> Figures:
    figures = group([(row, 1, 1) for row in rows], by)
    return {key: (top, None, top) for key, (top, _, _) in figures.items()}


def is_open(row: Row, on: date, start: str, until: str) -> bool:
    return row[start] is not None and row[start] <= on and (row[until] is None or on < row[until])


def due_date(trigger: date, limit: int, unit: str) -> date:
    """Limit in `working_days`, `days`, `weeks` or `months` after the trigger, which is day 0."""
    if unit == "working_days":
        return add_working_days(trigger, limit)
    if unit == "months":
        return add_months(trigger, limit)
    return trigger + timedelta(days=limit * (7 if unit == "weeks" else 1))


def stock(rows: list[Row], on: date, *, start: str, until: str, by: str | None = None) -> Figures:
    """Rows open at a date."""
    return count([row for row in rows if is_open(row, on, start, until)], by)


def flow(rows: list[Row], first: date, last: date, *, event: str, by: str | None = None) -> Figures:
    """Rows whose event falls in the period; a row without the date has not happened."""
    return count([row for row in rows if row[event] is not None and first <= row[event] <= last], by)


def share(
    rows: list[Row], on: date, counts: Callable[[Row], bool], *, start: str, until: str, by: str | None = None
) -> Figures:
    """Of rows open at a date, those of which `counts` is true."""
    return group([(row, int(counts(row)), 1) for row in rows if is_open(row, on, start, until)], by)


def timeliness(
    rows: list[Row],
    first: date,
    last: date,
    *,
    trigger: str,
    event: str,
    limit: int,
    unit: str,
    by: str | None = None,
) -> Figures:
    """Of events finished in the period, those on or before the limit; without a trigger date, not on time."""
    found = []
    for row in rows:
        if row[event] is not None and first <= row[event] <= last:
            in_time = row[trigger] is not None and row[event] <= due_date(row[trigger], limit, unit)
            found.append((row, int(in_time), 1))
    return group(found, by)


def mean(rows: list[Row], first: date, last: date, *, event: str, amount: str, by: str | None = None) -> Figures:
    """The mean of a known amount over rows whose event falls in the period: sum, how many, sum ÷ how many."""
    happened = [row for row in rows if row[event] is not None and first <= row[event] <= last]
    return group([(row, row[amount], 1) for row in happened if row[amount] is not None], by, scale=1)


def duration(rows: list[Row], first: date, last: date, *, start: str, end: str, by: str | None = None) -> Figures:
    """The mean of days from start to end over rows that ended in the period and whose start is known."""
    found = []
    for row in rows:
        if row[end] is not None and first <= row[end] <= last and row[start] is not None:
            found.append((row, (row[end] - row[start]).days, 1))
    return group(found, by, scale=1)


def median(rows: list[Row], first: date, last: date, *, event: str, amount: str, by: str | None = None) -> Figures:
    """The middle known amount of rows whose event falls in the period, of two middle ones their mean; sum and number beside it."""
    found = mean(rows, first, last, event=event, amount=amount, by=by)
    happened = [row for row in rows if row[event] is not None and first <= row[event] <= last]
    figures = {}
    for key, (total, number, _) in found.items():
        amounts = sorted(row[amount] for row in happened if row[amount] is not None and (not by or row[by] == key))
        middle = amounts[(number - 1) // 2 : number // 2 + 1]
        figures[key] = (total, number, sum(middle) / len(middle) if middle else None)
    return figures


def rate(
    rows: list[Row],
    last: date,
    people: list[Row],
    *,
    event: str,
    for_every: int,
    by: str | None = None,
) -> Figures:
    """Events of the year that ends with the day for every so many children; `people` are (year, age, sex, number).

    The year begins on the day after that day number a year before. Children are under 18, by the latest estimate whose 30 June
    is not after the day; without one there is no rate. Groups in which nothing happened are not shown.
    """
    first = add_months(last + timedelta(days=1), -12)
    years = [row["year"] for row in people if date(row["year"], 6, 30) <= last]
    figures = {}
    for key, (top, _, _) in flow(rows, first, last, event=event, by=by).items():
        in_force = [row for row in people if years and row["year"] == max(years) and row["age"] <= 17]
        bottom = sum(row["number"] for row in in_force if not by or row[by] == key) or None
        figures[key] = (top, bottom, for_every * top / bottom if bottom else None)
    return figures


def repeat(
    rows: list[Row],
    first: date,
    last: date,
    *,
    person: str,
    start: str,
    end: str,
    at_least: int,
    within: int,
    by: str | None = None,
) -> Figures:
    """Of rows that ended in the period, those whose person has another that starts in so many days after the end.

    Another is a row that starts later than this one. `at_least` is 0 where the same day counts, else 1.
    """
    found = []
    for row in rows:
        if row[end] is not None and first <= row[end] <= last:
            others = [other for other in rows if other[person] == row[person] and other[start] > row[start]]
            back = any(at_least <= (other[start] - row[end]).days <= within for other in others)
            found.append((row, int(back), 1))
    return group(found, by)


def worklist(
    rows: list[Row],
    on: date,
    *,
    start: str,
    until: str,
    due: str,
    done: str,
    window: int,
    unit: str = "days",
) -> list[tuple[Row, bool]]:
    """Open rows not done by the date and due within so many days, or `working_days`, soonest first, with whether overdue.

    Due today is not overdue. A row without a due date has nothing due. Days beside the last working day of the window that are
    no working days lie no more working days ahead than it.
    """
    found = []
    last = on + timedelta(days=window) if unit == "days" else add_working_days(on, window + 1) - timedelta(days=1)
    for row in rows:
        not_done = row[done] is None or row[done] > on
        is_soon = row[due] is not None and row[due] <= last
        if is_open(row, on, start, until) and not_done and is_soon:
            found.append((row, on > row[due]))
    return sorted(found, key=lambda item: item[0][due])
