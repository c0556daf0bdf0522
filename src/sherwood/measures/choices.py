"""Measures: which breakdowns and filters a measure has, and the message for one that it has not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from sherwood.definitions.catalogue import Catalogue
from sherwood.definitions.errors import Problem
from sherwood.definitions.shapes.dimension import Dimension
from sherwood.definitions.shapes.measure import Measure
from sherwood.vocabulary.periods import Grain, collection_year
from sherwood.vocabulary.spellings import nearest

TODAY = ("team_today", "service_today")
ALWAYS = ("worker", "team", "service", *TODAY)


class UnknownChoice(Problem):
    """A breakdown or filter that the measure does not have; the message lists those it has."""


def check_choices(catalogue: Catalogue, measure: Measure, names: Iterable[str], figures: str = "openable") -> None:
    """Go on only if every name is one of the measure's breakdowns, which are its filters too; raises UnknownChoice.

    Worker, team and service are known of every row, so they can always be asked for. Official figures are given by the team of the
    time alone, and by the coarser of two breakdowns: with both a small number withheld in one could be worked out from the other.
    """
    names = tuple(names)
    if figures == "official" and "worker" in names:
        raise UnknownChoice("official figures are not given by worker: what one worker does is for the line alone.")
    if figures == "official" and (today := [name for name in names if name in TODAY]):
        raise UnknownChoice(
            f"official figures are not given by '{today[0]}': ask for '{today[0].removesuffix('_today')}'."
        )
    allowed = tuple(dict.fromkeys((*measure.breakdowns, *ALWAYS)))
    for name in names:
        if name not in allowed:
            near = nearest(name, allowed)
            hint = f" Did you mean '{near}'?" if near else ""
            known = ", ".join(allowed)
            raise UnknownChoice(
                f"'{measure.name}' cannot be broken down or filtered by '{name}'.{hint} It has: {known}."
            )
        if figures == "official":
            _refuse_finer(catalogue, measure, name)


def _refuse_finer(catalogue: Catalogue, measure: Measure, name: str) -> None:
    instead = official_breakdown(catalogue, measure, name)
    if instead != name:
        what = f"ask for '{instead}'" if instead else "this measure has none that may be asked for in its place"
        raise UnknownChoice(
            f"official figures are not given by '{name}': with those by '{catalogue.dimension(name).coarser}' small numbers could be"
            f" worked out; {what}."
        )


def official_breakdown(catalogue: Catalogue, measure: Measure, name: str) -> str:
    """Return the breakdown by which official figures are given where this one is wanted: itself or the coarser one, or none.

    A finer one is not told where a measure of the same rows is told by the coarser: theirs are the same numbers.
    """
    coarser = catalogue.dimension(name).coarser
    if not any(coarser in each.breakdowns for each in catalogue.measures.values() if each.counts == measure.counts):
        return name
    return coarser if coarser in measure.breakdowns else ""


def whole_years(
    known_to: dt.date, date_from: dt.date | None, date_to: dt.date | None, grain: Grain | None
) -> tuple[dt.date, dt.date, Grain]:
    """Return the days of official parts of what happened: collection years that are over, the last of them if none are asked for.

    Parts are withheld so that nobody works one out from the others of its period. A month's, or a year's so far, could still be worked
    out from those of the year, or of the month after, which are withheld by themselves. Raises UnknownChoice for any other days.
    """
    this = collection_year(known_to)
    last = this if known_to == this.last_day else collection_year(this.first_day - dt.timedelta(days=1))
    first, end = date_from or last.first_day, date_to or last.last_day
    is_whole = first == collection_year(first).first_day and end == collection_year(end).last_day
    if grain not in (None, "year") or not is_whole or end > last.last_day:
        raise UnknownChoice(
            "official figures of what happened are broken down by collection years that are over, for a part of a month or of a year so"
            f" far could be worked out from others: ask by year, to {last.last_day} at the latest, or without a breakdown."
        )
    return first, end, "year"


def known_values(catalogue: Catalogue, where: Mapping[str, str | Sequence[str]] | None) -> dict[str, tuple[str, ...]]:
    """Return the filters with each value as the warehouse holds it; raises UnknownChoice for one that nothing can have.

    A former or other spelling of a code (sex `1`) stands for the code. An empty text stands for *not recorded*. Worker, team and
    service are taken as they are: another team's id answers exactly as an id that no team has.
    """
    asked = where or {}
    return {
        name: tuple(_value(catalogue, name, value) for value in ((given,) if isinstance(given, str) else given))
        for name, given in sorted(asked.items())
    }


def _value(catalogue: Catalogue, name: str, value: str) -> str:
    known = _spellings(catalogue, catalogue.dimension(name))
    if not value or known is None:
        return value
    if value in known or value.casefold() in known:
        return known.get(value) or known[value.casefold()]
    shown = ", ".join(dict.fromkeys(known.values()))
    raise UnknownChoice(f"'{name}' has no value '{value}'. It has: {shown}.")


def _spellings(catalogue: Catalogue, dimension: Dimension) -> dict[str, str] | None:
    """Return every spelling of a breakdown's values and the value it stands for; None where values are not known beforehand."""
    if dimension.bands:
        return _both_cases({band.label: band.label for band in dimension.bands})
    if dimension.column.startswith("is_"):
        return {"true": "true", "false": "false", "yes": "true", "no": "false"}
    if not dimension.codelist:
        return None
    codes = catalogue.codelist(dimension.codelist)
    if dimension.by_group:
        return _both_cases({code.group: code.group for code in codes.codes.values() if code.group})
    return _both_cases(codes.spellings)


def _both_cases(spellings: Mapping[str, str]) -> dict[str, str]:
    return {spelling.casefold(): value for spelling, value in spellings.items()} | dict(spellings)
