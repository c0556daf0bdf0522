"""Measures: works a question out to its points, or takes them from the answers kept."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Literal

from sherwood.access import NOT_KNOWN, Reader, Viewer, aggregate, reference
from sherwood.access.kept import IN_MEMORY, Answers
from sherwood.definitions.catalogue import Catalogue
from sherwood.definitions.shapes.measure import Duration, Measure, Rate, Ratio, Repeat
from sherwood.measures.asked import Asked, Days, cut_periods
from sherwood.measures.disclosure import suppress, suppress_units, suppress_within
from sherwood.measures.kinds import COUNTS, PERCENTAGES, facts_of
from sherwood.measures.kinds.repeat import is_complete
from sherwood.measures.needs import lacking, reach, told
from sherwood.measures.rates import with_population
from sherwood.measures.series import Point
from sherwood.vocabulary.periods import Grain, Period, collection_year, parse, period_of

# Lengths are added up in days and told in these.
DAYS_AS = {"weeks": 1 / 7, "months": 12 / 365.25}
# Teams add up to their services.
LINKED = (("team",), ("service",))
# What periods of each grain are parts of; official figures are given by no other.
PARTS_OF: dict[Grain, tuple[Grain, ...]] = {
    "month": ("quarter", "year"),
    "quarter": ("year",),
    "year": (),
}
MOST_KEPT = 4096
ANSWERS: Answers[tuple[Point, ...]] = Answers(MOST_KEPT)


@dataclass(frozen=True)
class Question:
    """A measure and everything asked of it but who asks."""

    measure: Measure
    days: Days
    by: tuple[str, ...]
    where: Mapping[str, tuple[str, ...]]
    figures: Literal["openable", "official"]

    @property
    def key(self) -> Hashable:
        """The question in a form that can be looked up."""
        return (self.measure.id, self.measure.content_hash, self.days, self.by, tuple(self.where.items()), self.figures)


def points_of(reader: Reader, catalogue: Catalogue, viewer: Viewer, question: Question) -> tuple[Point, ...]:
    """The points of a question; official ones with small numbers withheld."""
    if reader.build_id == IN_MEMORY:
        return _worked_out(reader, catalogue, viewer, question)
    key = key_of(reader, catalogue, viewer, question)
    return ANSWERS.get(key, lambda: _worked_out(reader, catalogue, viewer, question))


def key_of(reader: Reader, catalogue: Catalogue, viewer: Viewer, question: Question) -> Hashable:
    """What an answer is kept under: the build, what the viewer may count, the definitions and the question."""
    return reader.stamp, viewer.scope_key, catalogue.content_hash, question.key


def own(
    question: Question, periods: tuple[Period, ...], known: tuple[Period, ...], points: tuple[Point, ...]
) -> tuple[Point, ...]:
    """One question's own points, with empty ones for the periods of which the files do not tell."""
    # The files reach back to one day, so that what is not told comes before all that is.
    asked = {each.label for each in known}
    untold = _empty(question, periods[: len(periods) - len(known)])
    return (*untold, *(point for point in points if point.period in asked))


def _worked_out(reader: Reader, catalogue: Catalogue, viewer: Viewer, question: Question) -> tuple[Point, ...]:
    periods = cut_periods(question.days)
    if not periods:
        return ()
    if lacking(reader, viewer, question.measure):
        return _empty(question, periods)
    since = reach(reader, viewer, question.measure)
    known = told(question.measure, periods, since)
    # Small numbers of a part of a year are withheld by what stands in all of it, however few of its parts are asked for.
    needed = told(question.measure, _whole_years(question, known), since) if _is_part_of_years(question) else known
    points = _told(reader, catalogue, viewer, question, needed) if known else ()
    return own(question, periods, known, points)


def _empty(question: Question, periods: Sequence[Period]) -> tuple[Point, ...]:
    """A point without a figure for each period of which the files do not tell; none where it would be broken down."""
    return () if question.by else tuple(Point(each.label, {}, None, None, None) for each in periods)


def _told(
    reader: Reader, catalogue: Catalogue, viewer: Viewer, question: Question, periods: tuple[Period, ...]
) -> tuple[Point, ...]:
    """The points of the periods of which the files tell."""
    asked = Asked(periods, question.days.as_at, tuple(dict.fromkeys((*question.by, *question.where))))
    is_official = question.figures == "official"
    if is_official and question.by in LINKED and not isinstance(question.measure, Rate):
        return _of_units(reader, catalogue, viewer, question, asked)
    facts = facts_of(question.measure, catalogue, asked)
    rows = aggregate(reader, facts, viewer, question.by, question.where, question.figures)
    points = from_rows(reader, catalogue, viewer, question, asked, rows)
    return _suppressed(question, points) if is_official else points


def from_rows(
    reader: Reader,
    catalogue: Catalogue,
    viewer: Viewer,
    question: Question,
    asked: Asked,
    rows: Sequence[Mapping[str, Any]],
) -> tuple[Point, ...]:
    """The points of the sums that the warehouse answered with, before any is withheld."""
    if not question.by:
        rows = _with_nothing(rows, asked.periods)
    if isinstance(question.measure, Rate):
        rows = with_population(
            reader,
            catalogue,
            viewer,
            rows,
            asked.periods,
            question.by,
            question.where,
            is_official=question.figures == "official",
            youngest=question.measure.youngest,
        )
    return tuple(_points(catalogue, question, asked, rows))


def _of_units(
    reader: Reader, catalogue: Catalogue, viewer: Viewer, question: Question, asked: Asked
) -> tuple[Point, ...]:
    """The official points by team or service, withheld together, whichever of the two is asked for: one gives the other away."""
    both = []
    for by in LINKED:
        facts = facts_of(question.measure, catalogue, asked)
        rows = aggregate(reader, facts, viewer, by, question.where, "official")
        both.append(tuple(_points(catalogue, replace(question, by=by), asked, rows)))
    listed = reference(reader, "organisation", ("team_id", "service_id"))
    service_of: dict[str | None, str | None] = {NOT_KNOWN: NOT_KNOWN}
    service_of |= {str(each["team_id"]): str(each["service_id"]) for each in listed if each["service_id"] is not None}
    return suppress_units(both[0], both[1], service_of)[LINKED.index(question.by)]


def value_of(measure: Measure, numerator: float | None, denominator: float | None) -> float | None:
    """The value of a figure or of several added up: the count, the percentage, the rate or the mean; null for 0 out of 0.

    Null too for a median, which cannot be worked out from sums.
    """
    if numerator is None or not measure.adds_up:
        return None
    if measure.kind in COUNTS:
        return float(numerator)
    is_percentage = measure.kind in PERCENTAGES or (isinstance(measure, Ratio) and measure.unit == "per cent")
    scale = 100 if is_percentage else getattr(measure, "for_every", DAYS_AS.get(measure.unit, 1))
    return scale * numerator / denominator if denominator else None


def _is_part_of_years(question: Question) -> bool:
    """Whether these are official figures of what happened to everybody: of whole periods, which add up to quarters and years."""
    return question.figures == "official" and not question.by and not question.measure.is_at_a_date


def _whole_years(question: Question, periods: tuple[Period, ...]) -> tuple[Period, ...]:
    """The periods, whole, and all others of the collection years they are in, as far as the data go.

    One cut to some of its days would tell the others by what is left.
    """
    if not periods:
        return periods
    first, last = collection_year(periods[0].first_day).first_day, collection_year(periods[-1].last_day).last_day
    return cut_periods(replace(question.days, date_from=first, date_to=min(last, question.days.as_at)))


def _longer(grain: Grain) -> Callable[[str], Iterator[str]]:
    """The quarter and the collection year that a period of this grain is part of."""

    def of(label: str) -> Iterator[str]:
        day = parse(label, grain).first_day
        yield from (period_of(day, longer).label for longer in PARTS_OF[grain])

    return of


def _suppressed(question: Question, points: tuple[Point, ...]) -> tuple[Point, ...]:
    """The points without small numbers; those of a rate are withheld by what is counted, not by who lives in the area."""
    hide = partial(suppress_within, longer=_longer(question.days.grain)) if _is_part_of_years(question) else suppress
    if not isinstance(question.measure, Rate):
        return hide(points)
    counted = hide([replace(point, denominator=None) for point in points])
    return tuple(
        kept if kept.suppressed else replace(kept, denominator=whole.denominator)
        for kept, whole in zip(counted, points, strict=True)
    )


def _with_nothing(rows: Sequence[Mapping[str, Any]], periods: Sequence[Period]) -> list[Mapping[str, Any]]:
    """The rows of a question without a breakdown, with noughts for each period in which nothing counted."""
    found = {row["period"]: row for row in rows}
    nothing = {"numerator": 0, "denominator": 0, "median": None}
    return [found.get(period.label, {"period": period.label} | nothing) for period in periods]


def _points(
    catalogue: Catalogue, question: Question, asked: Asked, rows: Sequence[Mapping[str, Any]]
) -> Iterator[Point]:
    """The rows as points, in order of period."""
    by_period: dict[str, list[Mapping[str, Any]]] = {period.label: [] for period in asked.periods}
    for row in rows:
        by_period[row["period"]].append(row)
    for period in asked.periods:
        shown = _is_complete(question.measure, catalogue, asked, period.label)
        for row in by_period[period.label]:
            dims = {name: row[name] for name in question.by}
            yield _point(question.measure, period.label, dims, row, shown=shown)


def _point(measure: Measure, period: str, dims: Mapping[str, Any], row: Mapping[str, Any], *, shown: bool) -> Point:
    if measure.kind in COUNTS:
        return Point(period, dims, row["numerator"], None, value_of(measure, row["numerator"], None))
    numerator, denominator = row["numerator"], row["denominator"]
    if isinstance(measure, Duration) and measure.statistic == "median":
        return Point(period, dims, numerator, denominator, row["median"])
    return Point(period, dims, numerator, denominator, value_of(measure, numerator, denominator) if shown else None)


def _is_complete(measure: Measure, catalogue: Catalogue, asked: Asked, label: str) -> bool:
    """Whether a period's value may be shown: a follow-up must be over for everything counted."""
    if not isinstance(measure, Repeat):
        return True
    last = next(period.last_day for period in asked.periods if period.label == label)
    return is_complete(measure, catalogue, last, asked.as_at)
