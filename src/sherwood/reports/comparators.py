"""What is published of other areas, from the file of comparators: beside a figure, and year by year in its table."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sherwood.access import Reader, reference
from sherwood.access.kept import Answers
from sherwood.definitions.shapes.measure import Measure
from sherwood.reports.desk import Desk
from sherwood.vocabulary.periods import collection_year, parse

# Value by indicator, area and collection year.
Published = Mapping[tuple[str, str, str], float]
# The country first, then what is nearer.
ORDER = ("England", "Statistical neighbours")
_KEPT: Answers[Published] = Answers(most=8)


def by_area(desk: Desk, measure: Measure) -> dict[str, dict[str, float]]:
    """Return the published values of each other area by collection year, up to the year of the desk's day."""
    last = collection_year(desk.day).label
    found: dict[str, dict[str, float]] = {}
    for (indicator, area, year), value in _published(desk.reader).items():
        if indicator == measure.indicator and year <= last:
            found.setdefault(area, {})[year] = value
    return {area: found[area] for area in sorted(found, key=_place)}


def latest(desk: Desk, measure: Measure) -> list[tuple[str, str, float]]:
    """Return area, year and value of the latest year published of each other area."""
    return [(area, max(values), values[max(values)]) for area, values in by_area(desk, measure).items()]


def _place(area: str) -> tuple[int, str]:
    return (ORDER.index(area) if area in ORDER else len(ORDER), area)


def _published(reader: Reader) -> Published:
    """Every figure of the file, read once a build."""
    return _KEPT.of_build(reader, "comparators", lambda: _read(reader))


def _read(reader: Reader) -> Published:
    rows = reference(reader, "comparator", ("indicator", "area", "year", "value"))
    return MappingProxyType(
        {
            (row["indicator"], row["area"], row["year"]): row["value"]
            for row in rows
            if row["value"] is not None and _is_year(row["year"])
        }
    )


def _is_year(text: str) -> bool:
    """Whether a year is written as a collection year, so that it stands beside one of ours."""
    try:
        parse(text, "year")
    except ValueError:
        return False
    return True
