"""Measures: which months, quarters and years of what happened are withheld, settled as each comes out and never taken back.

A reader keeps every release. What one of them showed stands, and a quarter less the months shown, or a year less the quarters, is the
rest. So each period is settled by those before it alone: a small one is withheld, then the next ones that hold something, until every
small number could still be anything from 1 to 5. Where a quarter or a year is over before that, its total is withheld. A quarter
withheld takes the next one, and a month of it, with it, so that the year can be told. Source: the sector's guidance on statistical
disclosure control (background).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from sherwood.measures.covering import cells_of, gives_away, is_covered
from sherwood.measures.series import Point
from sherwood.vocabulary.periods import Grain, parse, period_of

Points = Sequence[Point]


def withheld_in_time(months: Points, quarters: Points, years: Points) -> frozenset[str]:
    """Return the labels of the periods to withhold; months in order, quarters and years those that are over and told."""
    wholes = {point.period: point for point in (*quarters, *years)}
    hidden = {label for label, point in wholes.items() if gives_away(point)}
    for year, of_year in groupby(months, key=lambda month: _within(month, "year")):
        hidden.update(_of_a_year(list(of_year), wholes, year))
    return frozenset(hidden)


def _of_a_year(months: Points, wholes: Mapping[str, Point], year: str) -> Iterator[str]:
    loose: list[Point] = []
    for quarter, of_quarter in groupby(months, key=lambda month: _within(month, "quarter")):
        must_hide = not is_covered(loose)
        hidden = _of_a_quarter(of_quarter, must_hide=must_hide)
        yield from (point.period for point in hidden)
        if quarter in wholes and hidden and (must_hide or gives_away(wholes[quarter]) or not is_covered(hidden)):
            yield quarter
            loose += hidden
    if year in wholes and not is_covered(loose):
        yield year


def _of_a_quarter(months: Iterable[Point], *, must_hide: bool) -> list[Point]:
    """Return the months withheld: small ones, those that cover them, and one in any case if the quarter's total is to be loose."""
    hidden: list[Point] = []
    for month in months:
        is_needed = not is_covered(hidden) or (must_hide and not hidden)
        # Nought is shown, for it says nothing and hides nothing.
        if gives_away(month) or (is_needed and any(cells_of(month))):
            hidden.append(month)
    return hidden


def _within(month: Point, longer: Grain) -> str:
    return period_of(parse(month.period, "month").first_day, longer).label
