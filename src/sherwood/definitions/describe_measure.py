"""Definitions: a measure in words: its question, its rule, where the rule comes from, and the worked example."""

from __future__ import annotations

from collections.abc import Iterator

from sherwood.definitions.markdown import source_lines
from sherwood.definitions.shapes.measure import Measure
from sherwood.definitions.shapes.measure_parts import Filter

TESTS = {
    "is_": "is",
    "is_not": "is not",
    "at_least": "is at least",
    "at_most": "is at most",
    "months_before": "lies so many months back:",
    "whole_months": "begins so many whole months:",
    "working_days_before": "lies so many working days back:",
    "days_before": "lies so many days back:",
    "within_days": "lies at most so many days back:",
    "days_since": "is counted in days from",
    "working_days_since": "is counted in working days from",
    "differs_from": "is another than",
    "not_after": "does not lie after",
}


def measure_lines(measure: Measure) -> Iterator[str]:
    """Yield the Markdown lines of one measure."""
    yield f"**{measure.question}**"
    yield ""
    yield f"* Kind: {measure.kind}; unit: {measure.unit}; better: {measure.better}; by {measure.grain} unless asked otherwise"
    yield f"* Numerator: {measure.numerator}"
    if measure.denominator:
        yield f"* Denominator: {measure.denominator}"
    yield f"* Counted: rows of `{measure.counts}`" + (f", one a `{measure.per}` and period" if measure.per else "")
    yield from (f"* Only where {condition_words(each)}" for each in measure.where)
    yield from (f"* The part: {condition_words(each)}" for each in getattr(measure, "meets", ()))
    if measure.timescale:
        step = "" if measure.step == "only" else f", step {measure.step}"
        yield f"* Timescale: `{measure.timescale}`{step}"
    if measure.target is not None:
        yield f"* Target: {measure.target:g} {measure.unit}"
    if measure.statutory:
        yield "* Statutory: a council can't redefine it"
    yield f"* Breakdowns: {', '.join(measure.breakdowns)}"
    yield from (
        f"* {each.area} {each.year}: {each.value:g} {measure.unit} ({each.source.title})" for each in measure.benchmark
    )
    yield from (f"* Caveat: {caveat}" for caveat in measure.caveats)
    yield from source_lines(measure.source)
    yield f"* Owner: {measure.review.owner}; read {measure.review.last}, to be read again by {measure.review.next}"
    yield from _example(measure)


def condition_words(test: Filter) -> str:
    """Return one condition in words."""
    name = f"`{test.column}`"
    words = []
    for key, verb in TESTS.items():
        value = getattr(test, key)
        if isinstance(value, tuple) and value:
            words.append(f"{verb} {' or '.join(str(each) for each in value)}")
        elif value not in (None, "") and not isinstance(value, tuple):
            words.append(f"{verb} {value}")
    if test.ahead is not None:
        words.append("lies ahead" if test.ahead else "has come")
    if test.filled is not None:
        words.append("is recorded" if test.filled else "is not recorded")
    return f"{name} {' and '.join(words)}"


def _example(measure: Measure) -> Iterator[str]:
    example, expect = measure.example, measure.example.expect
    yield ""
    yield f"Example, {example.date_from} to {example.date_to}: {example.why}"
    yield ""
    for name, text in example.given.items():
        yield "```"
        yield name
        yield from (line.rstrip() for line in text.strip().splitlines())
        yield "```"
        yield ""
    below = "" if expect.denominator is None else f" of {expect.denominator:g}"
    value = "" if expect.value is None else f" = {expect.value:g} {measure.unit}"
    yield f"Answer: {expect.numerator:g}{below}{value}"
    yield ""
