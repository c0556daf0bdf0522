"""Measures: works a question out to its points, or takes them from the answers kept."""

from __future__ import annotations

from collections.abc import Container, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from sherwood.access import NOT_KNOWN, Reader, Viewer, aggregate, reference
from sherwood.access.kept import IN_MEMORY, Answers
from sherwood.definitions.catalogue import Catalogue
from sherwood.definitions.shapes.measure import Duration, Measure, Rate, Ratio, Repeat
from sherwood.measures.asked import Asked, Days, cut_periods
from sherwood.measures.covering import without_number
from sherwood.measures.disclosure import suppress, suppress_units
from sherwood.measures.in_time import withheld_in_time
from sherwood.measures.kinds import COUNTS, PERCENTAGES, facts_of
from sherwood.measures.kinds.repeat import is_complete
from sherwood.measures.needs import lacking, reach, told
from sherwood.measures.rates import with_population
from sherwood.measures.series import Point
from sherwood.measures.standing import Told, keep_withheld, months_before
from sherwood.vocabulary.periods import Grain, Period, collection_year, periods_between

# Lengths are added up in days and told in these.
DAYS_AS = {"weeks": 1 / 7, "months": 12 / 365.25}
# Teams add up to their services.
LINKED = (("team",), ("service",))
# What happened is told officially by each of these, and the shorter add up to the longer.
TOLD_BY: tuple[Grain, ...] = ("month", "quarter", "year")
# A page has some eleven answers of twelve kilobytes: a day's pages of a large county, in 200 megabytes a process at most.
MOST_KEPT = 16_384
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
    known = told(question.measure, periods, reach(reader, viewer, question.measure))
    points = _told(reader, catalogue, viewer, question, known) if known else ()
    return own(question, periods, known, points)


def _empty(question: Question, periods: Sequence[Period]) -> tuple[Point, ...]:
    """A point without a figure for each period of which the files do not tell; none where it would be broken down."""
    return () if question.by else tuple(Point(each.label, {}, None, None, None) for each in periods)


def _told(
    reader: Reader, catalogue: Catalogue, viewer: Viewer, question: Question, periods: tuple[Period, ...]
) -> tuple[Point, ...]:
    """The points of the periods of which the files tell."""
    if _is_in_time(question):
        return _in_time(reader, catalogue, viewer, question, periods)
    if question.figures == "openable":
        return _counted(reader, catalogue, viewer, question, periods)
    now = _withheld(reader, catalogue, viewer, question, periods)
    if not (question.by and question.measure.is_at_a_date):
        return now.shown
    before = told(question.measure, months_before(periods), reach(reader, viewer, question.measure))
    earlier = _withheld(reader, catalogue, viewer, question, before) if before else Told((), ())
    return _kept(question, now, earlier, periods)


def _kept(question: Question, now: Told, earlier: Told, periods: tuple[Period, ...]) -> tuple[Point, ...]:
    """The points without those withheld in the months before, by what is counted; those still shown are told whole."""
    [by] = question.by
    counted = [Told(*(tuple(_numbers(question, points)) for points in each)) for each in (now, earlier)]
    whole = {(each.period, each.dims[by]): each for each in now.points}
    kept = keep_withheld(counted[0], counted[1], periods, by)
    return tuple(each if each.suppressed else whole[each.period, each.dims[by]] for each in kept)


def _withheld(
    reader: Reader, catalogue: Catalogue, viewer: Viewer, question: Question, periods: tuple[Period, ...]
) -> Told:
    """The official points of some periods, as they are and with what is withheld by each of these alone."""
    if question.by in LINKED:
        return _of_units(reader, catalogue, viewer, question, periods)
    points = _counted(reader, catalogue, viewer, question, periods)
    counted = suppress(_numbers(question, points), _untold(reader, catalogue, viewer, question))
    return Told(points, _as_withheld(points, counted))


def _counted(
    reader: Reader, catalogue: Catalogue, viewer: Viewer, question: Question, periods: tuple[Period, ...]
) -> tuple[Point, ...]:
    """The points of some periods as they are, before any is withheld."""
    asked = Asked(periods, question.days.as_at, tuple(dict.fromkeys((*question.by, *question.where))))
    facts = facts_of(question.measure, catalogue, asked)
    rows = aggregate(reader, facts, viewer, question.by, question.where, question.figures)
    return from_rows(reader, catalogue, viewer, question, asked, rows)


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
    reader: Reader, catalogue: Catalogue, viewer: Viewer, question: Question, periods: tuple[Period, ...]
) -> Told:
    """The official points by team or service, withheld together, whichever of the two is asked for: one gives the other away."""
    both = [_counted(reader, catalogue, viewer, replace(question, by=by), periods) for by in LINKED]
    listed = reference(reader, "organisation", ("team_id", "service_id"))
    service_of: dict[str | None, str | None] = {NOT_KNOWN: NOT_KNOWN}
    service_of |= {str(each["team_id"]): str(each["service_id"]) for each in listed if each["service_id"] is not None}
    untold = _untold(reader, catalogue, viewer, question)
    at = LINKED.index(question.by)
    teams, services = (_numbers(question, points) for points in both)
    counted = suppress_units(teams, services, service_of, untold)
    return Told(both[at], _as_withheld(both[at], counted[at]))


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


def _is_in_time(question: Question) -> bool:
    """Whether these are official figures of what happened to everybody: of whole periods, which add up to quarters and years."""
    return question.figures == "official" and not question.by and not question.measure.is_at_a_date


def _in_time(
    reader: Reader, catalogue: Catalogue, viewer: Viewer, question: Question, periods: tuple[Period, ...]
) -> tuple[Point, ...]:
    """The points of all periods of the same years; which are withheld rests on every month of these, however few are asked for."""
    first, last = (collection_year(day) for day in (periods[0].first_day, periods[-1].last_day))
    since = reach(reader, viewer, question.measure)
    found: dict[Grain, tuple[Point, ...]] = {}
    for grain in TOLD_BY:
        within = periods_between(first.first_day, last.last_day, grain)
        over = tuple(period for period in within if period.last_day <= question.days.as_at)
        known = told(question.measure, over, since)
        found[grain] = _counted(reader, catalogue, viewer, question, known) if known else ()
    hidden = withheld_in_time(*(_numbers(question, found[grain]) for grain in TOLD_BY))
    return tuple(without_number(each) if each.period in hidden else each for each in found[question.days.grain])


def _untold(reader: Reader, catalogue: Catalogue, viewer: Viewer, question: Question) -> Container[str]:
    """The periods of which the total is withheld, so that the parts of what happened must not tell it."""
    if not question.by or question.measure.is_at_a_date:
        return ()
    wholes = points_of(reader, catalogue, viewer, replace(question, by=()))
    return {each.period for each in wholes if each.suppressed}


def _as_withheld(points: tuple[Point, ...], counted: Sequence[Point]) -> tuple[Point, ...]:
    """The points without those of which what is counted was withheld; of a rate not who lives in the area decides."""
    return tuple(
        without_number(whole) if kept.suppressed else whole for kept, whole in zip(counted, points, strict=True)
    )


def _numbers(question: Question, points: Sequence[Point]) -> list[Point]:
    """The points by which is withheld: of a rate what is counted alone."""
    is_rate = isinstance(question.measure, Rate)
    return [replace(point, denominator=None) if is_rate else point for point in points]


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
