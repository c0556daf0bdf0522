"""Vocabulary: limits counted on the calendar, handed on as the day on which a step falls due."""

import calendar
from datetime import date, timedelta


def add_days(day: date, days: int) -> date:
    """Find the day so many calendar days after the trigger, which is day 0."""
    return day + timedelta(days=days)


def add_weeks(day: date, weeks: int) -> date:
    """Find the same day of the week so many weeks after the trigger: a week is seven days."""
    return day + timedelta(weeks=weeks)


def add_months(day: date, months: int) -> date:
    """Find the same day number so many months later, or the last day of that month where it has no such day.

    So 31 August and six months give 28 February, or 29 February in a leap year: the reading of "not more than six
    months" used for reviews and conferences (Care Planning, Placement and Case Review Regulations 2010, reg 33).
    """
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
