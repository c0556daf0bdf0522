"""Vocabulary: a child's age on a day and the age band it falls in, as every table and return counts them."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple


class AgeBand(NamedTuple):
    """A band of ages in whole years, both ends included; without a last year the band is open upwards."""

    label: str
    from_years: int
    to_years: int | None


def age_on(birth_date: date, day: date) -> int:
    """Age in whole years on a day, by birthday; below 0 for a child not yet born.

    A child born on 29 February has a birthday on 1 March in years without that day, which is how English law reckons
    attaining an age (Family Law Reform Act 1969, section 9: at the start of the anniversary).
    """
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))


def age_band(age: int, bands: Iterable[tuple[str, int, int | None]]) -> str | None:
    """Name the first band that holds an age in whole years; none for an unborn child or an age beyond all bands."""
    for label, from_years, to_years in bands:
        if age >= from_years and (to_years is None or age <= to_years):
            return label
    return None
