"""Vocabulary: a child's age on a day, as every table and return counts it."""

from datetime import date


def age_on(birth_date: date, day: date) -> int:
    """Age in whole years on a day, by birthday; below 0 for a child not yet born.

    A child born on 29 February has a birthday on 1 March in years without that day, which is how English law reckons
    attaining an age (Family Law Reform Act 1969, section 9: at the start of the anniversary).
    """
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))
