"""Measures: the one entrance: a measure, a viewer and a question in; a series of figures out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Literal, NamedTuple

from sherwood.access import Permission, Reader, Viewer, data_date, require
from sherwood.definitions.catalogue import Catalogue
from sherwood.definitions.shapes.measure import Measure
from sherwood.measures.ahead import ask_ahead
from sherwood.measures.asked import Days, cut_periods, days_asked
from sherwood.measures.choices import check_choices, known_values
from sherwood.measures.disclosure import any_withheld
from sherwood.measures.labels import labels_for
from sherwood.measures.needs import lacking, reach, reach_note, told
from sherwood.measures.official import official_days
from sherwood.measures.points import Question, points_of
from sherwood.measures.rates import rate_notes
from sherwood.measures.received import received_words
from sherwood.measures.reorganised import reorganised
from sherwood.measures.scope_words import scope_words
from sherwood.measures.series import Point, Series
from sherwood.vocabulary.periods import Grain

Figures = Literal["openable", "official"]
DOES_NOT_ADD_UP = (
    "This figure does not add up: the median of all cannot be worked out from the medians of parts or periods."
)


def evaluate(
    reader: Reader,
    catalogue: Catalogue,
    measure_id: str,
    viewer: Viewer,
    *,
    date_from: dt.date | None = None,
    date_to: dt.date | None = None,
    grain: Grain | None = None,
    by: Sequence[str] = (),
    where: Mapping[str, str | Sequence[str]] | None = None,
    as_at: dt.date | None = None,
    figures: Figures = "openable",
) -> Series:
    """Work out a measure for the days from `date_from` to `date_to`, a point for each period of `grain` and breakdown.

    Without days it is the latest period. `where` keeps rows whose breakdown has one of the values (an empty text: not
    recorded). `as_at` answers with what was true by that day. Raises UnknownEntry, UnknownChoice, NotAllowed.
    """
    spans = [(date_from, date_to)]
    [series] = evaluate_spans(
        reader, catalogue, measure_id, viewer, spans, grain=grain, by=by, where=where, as_at=as_at, figures=figures
    )
    return series


def evaluate_spans(
    reader: Reader,
    catalogue: Catalogue,
    measure_id: str,
    viewer: Viewer,
    spans: Sequence[tuple[dt.date | None, dt.date | None]],
    *,
    grain: Grain | None = None,
    by: Sequence[str] = (),
    where: Mapping[str, str | Sequence[str]] | None = None,
    as_at: dt.date | None = None,
    figures: Figures = "openable",
) -> list[Series]:
    """Work out a measure as `evaluate` does, for several spans of days: one series each, asked of the warehouse at once.

    Raises what `evaluate` raises.
    """
    # Asked before the answers kept, which know scopes and not permissions.
    require(viewer, Permission.FIGURES_OFFICIAL if figures == "official" else Permission.MEASURE_READ)
    known_to = data_date(reader, viewer.authority)
    asked = [Wanted(measure_id, *span, grain, tuple(by), where or {}, as_at, figures) for span in spans]
    questions = [_question(catalogue, known_to, each) for each in asked]
    ask_ahead(reader, catalogue, viewer, questions)
    return [
        _series(reader, catalogue, viewer, each, points_of(reader, catalogue, viewer, each), known_to)
        for each in questions
    ]


class Wanted(NamedTuple):
    """One question to come, as `evaluate` is asked it."""

    measure_id: str
    date_from: dt.date | None = None
    date_to: dt.date | None = None
    grain: Grain | None = None
    by: tuple[str, ...] = ()
    where: Mapping[str, str | Sequence[str]] = MappingProxyType({})
    as_at: dt.date | None = None
    figures: Figures = "openable"


def foresee(reader: Reader, catalogue: Catalogue, viewer: Viewer, wanted: Iterable[Wanted]) -> None:
    """Ask for what is wanted in as few questions to the warehouse as can be, so that `evaluate` finds the answers there.

    Raises what `evaluate` raises.
    """
    require(viewer, Permission.MEASURE_READ)
    known_to = data_date(reader, viewer.authority)
    ask_ahead(reader, catalogue, viewer, [_question(catalogue, known_to, each) for each in wanted])


def _question(catalogue: Catalogue, known_to: dt.date, wanted: Wanted) -> Question:
    """What is wanted with its choices checked and its days cut to what can be known."""
    measure = catalogue.measure(wanted.measure_id)
    check_choices(catalogue, measure, (*wanted.by, *wanted.where), wanted.figures)
    span = (wanted.date_from, wanted.date_to)
    days = _days(measure, known_to, span, wanted.grain, wanted.as_at, wanted.by, wanted.figures)
    return Question(measure, days, wanted.by, known_values(catalogue, wanted.where), wanted.figures)


def _days(
    measure: Measure,
    known_to: dt.date,
    span: tuple[dt.date | None, dt.date | None],
    grain: Grain | None,
    as_at: dt.date | None,
    by: Sequence[str],
    figures: Figures,
) -> Days:
    """The days to speak of; official figures are of fewer."""
    if figures == "official":
        return official_days(measure, known_to, span, grain, as_at, is_by=bool(by))
    return days_asked(measure, known_to, *span, grain, as_at)


def _series(
    reader: Reader,
    catalogue: Catalogue,
    viewer: Viewer,
    question: Question,
    points: tuple[Point, ...],
    known_to: dt.date,
) -> Series:
    """The points with their words and what a reader must know of them."""
    measure, days, by = question.measure, question.days, question.by
    names = (*by, *question.where)
    return Series(
        measure_id=measure.id,
        unit=measure.unit,
        rows=points,
        by=by,
        labels=labels_for(reader, catalogue, by),
        scope_words=scope_words(reader, viewer, question.figures),
        figures=question.figures,
        data_date=known_to,
        as_at=days.as_at,
        build_id=reader.build_id,
        catalogue_hash=catalogue.content_hash,
        measure_hash=measure.content_hash,
        notes=(
            *_notes(viewer, points),
            *_limits(reader, viewer, measure, points, names, question.figures),
            *_untold(reader, viewer, measure, days),
            *reorganised(reader, question, points),
            *received_words(reader, catalogue, viewer, question),
        ),
    )


def _limits(
    reader: Reader, viewer: Viewer, measure: Measure, points: Sequence[Point], names: Sequence[str], figures: Figures
) -> tuple[str, ...]:
    """Why there is no figure, or what cannot be done with the figures there are."""
    if missing := lacking(reader, viewer, measure):
        return missing
    has_numbers = any(point.denominator for point in points)
    notes = rate_notes(measure, viewer, names, is_official=figures == "official", has_numbers=has_numbers)
    return notes if measure.adds_up else (*notes, DOES_NOT_ADD_UP)


def _untold(reader: Reader, viewer: Viewer, measure: Measure, days: Days) -> tuple[str, ...]:
    """That the files do not reach back to all of the days, where they do not."""
    since, periods = reach(reader, viewer, measure), cut_periods(days)
    is_whole = bool(lacking(reader, viewer, measure)) or len(told(measure, periods, since)) == len(periods)
    return () if is_whole else (reach_note(since),)


def _notes(viewer: Viewer, points: Sequence[Point]) -> tuple[str, ...]:
    """What a reader must be told of what was left out."""
    notes = [
        f"The agreement for the feed '{name}' has run out, so its rows are set aside." for name in viewer.set_aside
    ]
    if any_withheld(points):
        notes.append("Numbers from 1 to 5, and others from which they could be worked out, are withheld.")
    return tuple(notes)
