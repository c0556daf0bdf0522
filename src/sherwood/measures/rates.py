"""Measures: sets the children of the area beside what a rate counts, where there are any to set beside it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from sherwood.access import Reader, Viewer
from sherwood.definitions.catalogue import Catalogue
from sherwood.definitions.shapes.measure import Measure, Rate
from sherwood.measures.population import AGE, OLDEST_CHILD, SPLIT_BY, Population, ages_of, population_of
from sherwood.vocabulary.periods import Period

NO_TEAMS = "A rate needs the children who live in the area: there are none for a team, a worker or another part that estimates do not know."
NO_ESTIMATE = "No population estimate is loaded for these periods and parts, so that no rate can be given."


def with_population(
    reader: Reader,
    catalogue: Catalogue,
    viewer: Viewer,
    rows: Sequence[Mapping[str, Any]],
    periods: Sequence[Period],
    by: Sequence[str],
    where: Mapping[str, Sequence[str]],
    *,
    is_official: bool,
    youngest: int = 0,
) -> list[dict[str, Any]]:
    """The rows with the children aged `youngest` to 17 of their period and part as denominators; null where there is no such number."""
    last_days = {period.label: period.last_day for period in periods}
    is_whole_area = viewer.county or is_official
    population = population_of(reader)
    found = []
    for row in rows:
        parts = _parts({name: row[name] for name in by}, where) if is_whole_area else None
        number = None
        if parts is not None:
            number = _children(population, catalogue, last_days[row["period"]], parts, youngest)
        found.append(dict(row) | {"denominator": number})
    return found


def rate_notes(
    measure: Measure, viewer: Viewer, names: Sequence[str], *, is_official: bool, has_numbers: bool
) -> tuple[str, ...]:
    """Why a rate has no value, where it has none."""
    if not isinstance(measure, Rate) or has_numbers:
        return ()
    is_part = any(name not in (*SPLIT_BY, AGE) for name in names)
    return (NO_TEAMS,) if is_part or not (viewer.county or is_official) else (NO_ESTIMATE,)


def _parts(dims: Mapping[str, Any], where: Mapping[str, Sequence[str]]) -> dict[str, frozenset[str]] | None:
    """What the row and the filters keep of the area, by dimension; none for a dimension that estimates do not know."""
    asked = {name: frozenset(values) for name, values in where.items()} | {
        name: frozenset([value]) for name, value in dims.items()
    }
    is_known = all(name in (*SPLIT_BY, AGE) and not values & {None, ""} for name, values in asked.items())
    return asked if is_known else None


def _children(
    population: Population, catalogue: Catalogue, day: dt.date, parts: Mapping[str, frozenset[str]], youngest: int
) -> int | None:
    wanted = set(range(youngest, OLDEST_CHILD + 1))
    if AGE in parts:
        wanted &= {age for band in parts[AGE] for age in ages_of(catalogue.dimension(AGE), band)}
    return population.children(day, {name: values for name, values in parts.items() if name != AGE}, wanted)
