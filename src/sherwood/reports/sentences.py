"""The sentences over a picture: what happened, how high and low, and whether the numbers are too small to lean on."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sherwood.definitions.shapes.measure import Measure
from sherwood.measures import Point
from sherwood.reports.words import PER_CENT, TOO_FEW, joined, number, plural
from sherwood.vocabulary.periods import Grain, parse

Words = Callable[[Point], str]
FEW = 10
MOST_NAMED = 3


def period_words(label: str, grain: Grain) -> str:
    """Return a period's label in words: `March 2021`, `2020-21`, `January to March 2021`."""
    period = parse(label, grain)
    if period.grain == "month":
        return f"{period.first_day:%B %Y}"
    if period.grain == "quarter":
        return f"{period.first_day:%B} to {period.last_day:%B %Y}"
    if period.grain == "week":
        return f"week to {period.last_day.day} {period.last_day:%b %Y}"
    return label


def what_happened(measure: Measure, points: Sequence[Point], grain: Grain, words: Words | None = None) -> str:
    """Return a trend's title: from what to what, since when; `words` says how a figure is shown where it is not as everywhere."""
    first, last = points[0], points[-1]
    old, new = _shown(measure, first, words), _shown(measure, last, words)
    began, ended = period_words(first.period, grain), period_words(last.period, grain)
    if old == new:
        return f"{measure.title}: {new} in {ended}, as in {began}"
    verb = "rose" if (last.value or 0) > (first.value or 0) else "fell"
    return f"{measure.title} {verb} from {old} in {began} to {new} in {ended}"


def highest_and_lowest(measure: Measure, points: Sequence[Point], grain: Grain, words: Words | None = None) -> str:
    """Return the sentence under a trend's title; periods that share first or last place are all named."""
    ordered = sorted(points, key=lambda point: point.value or 0)
    low, high = (_shown(measure, point, words) for point in (ordered[0], ordered[-1]))
    if high == low:
        return f"The same in every {grain}."
    told = {each: [p.period for p in points if _shown(measure, p, words) == each] for each in (high, low)}
    at_high, at_low = (_when(told[each], len(points), grain) for each in (high, low))
    return f"Highest in {at_high} ({high}), lowest in {at_low} ({low})."


def _shown(measure: Measure, point: Point, words: Words | None) -> str:
    return words(point) if words else number(point.value, measure.unit)


def _when(periods: Sequence[str], told: int, grain: Grain) -> str:
    """Return the periods that share first or last place; more than a few are counted, out of all that are told."""
    if len(periods) > MOST_NAMED:
        return f"{len(periods)} of {plural(told, grain)}"
    return joined([period_words(each, grain) for each in periods])


def small_numbers(points: Sequence[Point], each: str) -> str:
    """Return a warning, with a space before it, where a share or mean rests on fewer than ten; else nothing.

    With so few, one case more or less moves the line or bar further than any change in practice would.
    """
    below = [int(point.denominator) for point in points if point.denominator]
    if not below or min(below) >= FEW:
        return ""
    low, high = min(below), max(below)
    if high >= FEW:
        return f" Small numbers: one {each} rests on as few as {plural(low, 'case')}, where one more or fewer moves it a long way."
    cases = plural(low, "case") if low == high else f"between {low:,} and {high:,} cases"
    return f" Small numbers: each {each} rests on {cases}, where one more or fewer moves it a long way."


def withheld(points: Sequence[Point], each: str) -> str:
    """Return how many numbers are withheld, with a space before it; else nothing."""
    count = sum(point.suppressed for point in points)
    return f" {TOO_FEW} in {plural(count, each)}." if count else ""


def extremes(measure: Measure, ordered: Sequence[tuple[str, Point]]) -> str:
    """Return where a breakdown is highest and lowest, naming those that share first or last place."""
    top = max(point.value or 0 for _, point in ordered)
    low = min(point.value or 0 for _, point in ordered)
    if top == low:
        return f"{number(top, measure.unit)} in each"
    most, least = ("highest", "lowest") if measure.unit == PER_CENT or measure.denominator else ("most", "least")
    return f"{most} in {_places(ordered, top, measure)}, {least} in {_places(ordered, low, measure)}"


def _places(ordered: Sequence[tuple[str, Point]], value: float, measure: Measure) -> str:
    names = [label for label, point in ordered if (point.value or 0) == value]
    named = joined(names) if len(names) <= MOST_NAMED else f"{len(names)} of them"
    return f"{named} ({number(value, measure.unit)})"
