"""Measures: the words for the codes of a breakdown: from code lists, and for teams and workers from the warehouse."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sherwood.access import NOT_KNOWN, Reader, reference
from sherwood.access.kept import Answers
from sherwood.definitions.catalogue import Catalogue
from sherwood.definitions.shapes.dimension import Dimension

Code = str | int | bool | None
_NAMED_IN = {
    "team": ("organisation", "team_id", "team_name"),
    "service": ("organisation", "service_id", "service_name"),
    "worker": ("worker", "worker_id", "worker_name"),
    "team_today": ("organisation", "team_id", "team_name"),
    "service_today": ("organisation", "service_id", "service_name"),
}
_YES_NO: Mapping[Code, str] = {True: "Yes", False: "No"}


def labels_for(reader: Reader, catalogue: Catalogue, names: Iterable[str]) -> dict[str, Mapping[Code, str]]:
    """The words for every code of these breakdowns, and for what is not recorded."""
    return {name: _labels(reader, catalogue, catalogue.dimension(name)) for name in names}


# Every breakdown of a page asks for the same names.
_NAMES: Answers[Mapping[Code, str]] = Answers(most=32)


def _names_of(reader: Reader, unit: str) -> Mapping[Code, str]:
    def read() -> Mapping[Code, str]:
        table, key, label = _NAMED_IN[unit]
        return {row[key]: row[label] for row in reference(reader, table, (key, label))}

    return _NAMES.of_build(reader, unit, read)


def _labels(reader: Reader, catalogue: Catalogue, dimension: Dimension) -> Mapping[Code, str]:
    words: dict[Code, str] = {None: dimension.not_known}
    if dimension.found_in == "responsible":
        words.update({NOT_KNOWN: "Not known", **_names_of(reader, dimension.name)})
    elif dimension.codelist and not dimension.by_group:
        words.update({code: entry.label for code, entry in catalogue.codelist(dimension.codelist).codes.items()})
    elif dimension.column.startswith("is_"):
        words.update(_YES_NO)
    return words
