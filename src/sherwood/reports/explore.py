"""Explore: what somebody chose to see becomes a report like any other, which the same code shows, exports and checks."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, get_args

from sherwood.access import Permission, Viewer, require
from sherwood.definitions.catalogue import Catalogue
from sherwood.definitions.errors import Problem
from sherwood.definitions.shapes.base import Change
from sherwood.definitions.shapes.measure import Grain, Measure
from sherwood.definitions.shapes.report import (
    MOST_COMPARED,
    MOST_PERIODS,
    Against,
    Picture,
    PictureKind,
    PlainKind,
    Report,
)
from sherwood.definitions.writing import as_toml
from sherwood.reports.assemble import composed
from sherwood.reports.desk import Desk
from sherwood.reports.document import Document, Note, Section
from sherwood.reports.funnels import PROPORTIONS
from sherwood.reports.words import joined

MOST_MEASURES = 4
AUTO = "auto"
GRAINS: tuple[Grain, ...] = ("month", "quarter", "year")
PERIODS: Mapping[Grain, int] = MappingProxyType({"month": 24, "quarter": 12, "year": 6})
RESPONSIBLE = ("team", "worker", "service")
TITLE = "Your own report"
DECISION = "Say here what it helps decide."
MADE = "Made on the page Explore."


class UnreadableChoice(Problem):
    """What was chosen cannot be shown; the message says what may be chosen instead."""


@dataclass(frozen=True)
class Chosen:
    """What somebody chose: measures, a breakdown and values of it, picture, periods, what to compare with, and filters.

    Only names of the catalogue and ids of teams and workers stand here, so it may stand in an address and be kept.
    """

    measures: tuple[str, ...] = ()
    by: str = ""
    only: tuple[str, ...] = ()
    shows: str = AUTO
    grain: Grain = "month"
    periods: int = 24
    against: Against = ""
    where: Mapping[str, str] = field(default_factory=dict)

    def to_query(self) -> list[tuple[str, str]]:
        """Return the choices as an address holds them; `read_choices` reads them again."""
        found = [("measure", name) for name in self.measures]
        found += [("only", value) for value in self.only]
        singles = {"by": self.by, "shows": self.shows, "grain": self.grain, "periods": str(self.periods)}
        found += [(key, value) for key, value in {**singles, "against": self.against}.items() if value]
        return found + [(key, value) for key, value in sorted(self.where.items()) if value]


def read_choices(catalogue: Catalogue, asked: Mapping[str, Sequence[str]]) -> Chosen:
    """Return what is chosen, by name; raises UnreadableChoice, or UnknownEntry for a measure or breakdown that is none."""
    names = [catalogue.measure(name).id for name in asked.get("measure", ()) if name]
    measures = tuple(dict.fromkeys(names))
    if len(measures) > MOST_MEASURES:
        raise UnreadableChoice(f"Choose at most {MOST_MEASURES} measures: take one out first.")
    by = _last(asked, "by")
    if by:
        catalogue.dimension(by)
    grain = _one_of("grain", _last(asked, "grain") or "month", GRAINS)
    only = tuple(dict.fromkeys(value for value in asked.get("only", ()) if value))[:MOST_COMPARED] if by else ()
    against = _one_of("against", _last(asked, "against"), get_args(Against))
    return Chosen(
        measures=measures,
        by=by,
        only=only,
        shows=_one_of("picture", _last(asked, "shows") or AUTO, (AUTO, *get_args(PlainKind))),
        grain=grain,
        periods=_periods(_last(asked, "periods"), grain),
        against="" if by else against,
        where={key: _last(asked, key) for key in asked if key in catalogue.dimensions and _last(asked, key)},
    )


def kept_choices(catalogue: Catalogue, pairs: Iterable[tuple[str, str]]) -> Chosen:
    """Return the choices of a kept view; raises as `read_choices` does, where the catalogue no longer has them."""
    lists: dict[str, list[str]] = {}
    for key, value in pairs:
        lists.setdefault(key, []).append(value)
    return read_choices(catalogue, lists)


def _last(asked: Mapping[str, Sequence[str]], name: str) -> str:
    values = asked.get(name, ())
    return values[-1].strip() if values else ""


def _one_of(what: str, value: str, allowed: Sequence[str]) -> Any:
    if value not in allowed:
        raise UnreadableChoice(f"The {what} is one of {joined([each for each in allowed if each])}, not '{value}'.")
    return value


def _periods(text: str, grain: Grain) -> int:
    if not text:
        return PERIODS[grain]
    if not (text.isascii() and text.isdigit() and 2 <= int(text) <= MOST_PERIODS):
        raise UnreadableChoice(f"Look back over 2 to {MOST_PERIODS} periods.")
    return int(text)


def breakdowns_of(measures: Sequence[Measure]) -> tuple[str, ...]:
    """Return the breakdowns that at least one of the measures has; responsibility is known of every row but of rates."""
    responsible = RESPONSIBLE if any(each.kind != "rate" for each in measures) else ()
    return tuple(dict.fromkeys((*responsible, *(name for each in measures for name in each.breakdowns))))


IN_WORDS = {"funnel": "a funnel", "relative": "a ratio"}


def picture_of(measure: Measure, chosen: Chosen) -> tuple[PictureKind, str]:
    """Return the kind of picture for one measure and why it is that one."""
    by = _by(measure, chosen)
    if chosen.shows in ("funnel", "relative") and by and measure.kind not in PROPORTIONS:
        return "bars", f"bars, for {IN_WORDS[chosen.shows]} compares parts of a whole"
    if chosen.shows in ("bars", "funnel", "relative") and not by:
        return "trend", "a line, for nothing is broken down"
    if chosen.shows != AUTO:
        return _one_of("picture", chosen.shows, get_args(PlainKind)), "as you chose"
    if by and not chosen.only:
        return "bars", "bars, for parts are compared at one time"
    return (
        "trend",
        "lines, for values are compared over time" if by or chosen.against else "a line, for one figure over time",
    )


def _by(measure: Measure, chosen: Chosen) -> str:
    return chosen.by if chosen.by in breakdowns_of([measure]) else ""


def report_of(
    catalogue: Catalogue, chosen: Chosen, *, identifier: str, title: str = TITLE, question: str = "", viewer: Viewer
) -> Report:
    """Return what was chosen as a report for the viewer's own roles, as a council's folder could hold it."""
    measures = [catalogue.measure(name) for name in chosen.measures]
    made = Report(
        id=identifier,
        title=title,
        question=question or " ".join(each.question for each in measures),
        decision=DECISION,
        kind="comparison" if chosen.by or chosen.against else "trend",
        audience=tuple(role.rsplit("/", 1)[-1] for role in viewer.roles),
        levels=("county", "service", "team", "worker"),
        names_children=False,
        key_figures=tuple(each.id for each in measures),
        pictures=tuple(_picture(each, chosen) for each in measures),
        filters=tuple(name for name in RESPONSIBLE if name in breakdowns_of(measures) and name not in chosen.where),
        where=dict(chosen.where),
        changed=(Change(date=dt.datetime.now(dt.UTC).date(), note=MADE),),
    )
    return made.model_copy(update={"content_hash": hashlib.sha256(as_toml(made).encode()).hexdigest()[:16]})


def _picture(measure: Measure, chosen: Chosen) -> Picture:
    by = _by(measure, chosen)
    return Picture(
        measure=measure.id,
        shows=picture_of(measure, chosen)[0],
        by=by,
        only=chosen.only if by else (),
        against=chosen.against,
        grain=chosen.grain,
        periods=chosen.periods,
    )


def explored(desk: Desk, report: Report) -> Document:
    """Return a chosen report as this reader sees it: their scope, their permissions. Raises NotAllowed, UnknownChoice."""
    require(desk.viewer, Permission.MEASURE_READ)
    document = composed(desk, report)
    return replace(document, sections=tuple(each for each in map(_without_decision, document.sections) if each.blocks))


def _without_decision(section: Section) -> Section:
    """Leave out what the report helps decide: that line waits for whoever takes the definition away."""
    kept = tuple(each for each in section.blocks if not (isinstance(each, Note) and each.text == DECISION))
    return replace(section, blocks=kept)
