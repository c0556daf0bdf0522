"""The web: a measure's definition in plain words: question, rule, numerator, denominator, source, dates, example."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from sherwood.definitions.catalogue import Catalogue
from sherwood.definitions.shapes.base import Change, Source
from sherwood.definitions.shapes.measure import Measure
from sherwood.definitions.shapes.timescale import Limit
from sherwood.reports.words import day, number
from sherwood.web.presenters.areas import area_title

Context = dict[str, Any]
BETTER = {
    "higher": "Higher is better.",
    "lower": "Lower is better.",
    "neither": "Neither high nor low is better in itself.",
}


def definition(measure: Measure, catalogue: Catalogue) -> Context:
    """Return the context of a measure's page."""
    return {
        "page_title": measure.title,
        "title": {"caption": area_title(measure.area), "heading": measure.title, "lead": measure.question},
        "breadcrumbs": [
            {"title": "Home", "href": reverse("home")},
            {"title": "Measures", "href": reverse("measures")},
        ],
        "facts": [{"term": term, "words": words} for term, words in _facts(measure, catalogue) if words],
        "limits": _limits(measure, catalogue),
        "sources": [_source(each) for each in measure.source],
        "caveats": measure.caveats,
        "example": _example(measure),
        "changes": [{"date": day(each.date), "note": _changed(each)} for each in measure.changed],
    }


def _changed(change: Change) -> str:
    """Return a line of the log, with the day from which figures follow it and what earlier ones keep."""
    if change.from_date is None:
        return change.note
    keeps = " Figures of earlier periods keep the rule of their time." if change.before else ""
    return f"{change.note} Figures follow it from {day(change.from_date)}.{keeps}"


def _facts(measure: Measure, catalogue: Catalogue) -> list[tuple[str, str]]:
    """Return what is counted and how, as pairs of a term and words."""
    return [
        ("Counted", measure.numerator),
        ("Out of", measure.denominator),
        ("Rule", _rule(measure, catalogue)),
        ("Direction", BETTER[measure.better]),
        ("Target", number(measure.target, measure.unit) if measure.target is not None else ""),
        ("Compared with", "; ".join(_benchmarks(measure))),
        ("Can be broken down by", ", ".join(_dimension(catalogue, each) for each in measure.breakdowns)),
        ("Statutory", "Yes: the definition cannot be changed locally." if measure.statutory else "No"),
        ("Owner", measure.review.owner),
        ("Definition read", f"{day(measure.review.last)}; to be read again by {day(measure.review.next)}"),
        ("Identifier", measure.id),
        ("Version", measure.content_hash),
    ]


def _rule(measure: Measure, catalogue: Catalogue) -> str:
    """Return how days are counted against a limit, or nothing for a measure without one."""
    if not measure.timescale:
        return ""
    limit = catalogue.timescale(measure.timescale)
    return f"{limit.title}: from {limit.starts}, counted in {limit.counting}."


def _limits(measure: Measure, catalogue: Catalogue) -> list[Context]:
    """Return every limit that is or has been in force, with its dates and source."""
    if not measure.timescale:
        return []
    return [_limit(each) for each in catalogue.timescale(measure.timescale).in_force if each.step == measure.step]


def _limit(limit: Limit) -> Context:
    """Return one limit in words."""
    until = f" to {day(limit.to_date)}" if limit.to_date else " until further notice"
    return {
        "limit": f"{limit.limit} {limit.unit.replace('_', ' ')}",
        "dates": f"from {day(limit.from_date)}{until}",
        "source": _source(limit.source),
    }


def _source(source: Source) -> str:
    """Return where a rule comes from; one known only from the field says so."""
    parts = [source.title, source.section, str(source.year) if source.year else ""]
    sure = "" if source.certainty == "verified" else " (background knowledge: the wording was not checked)"
    return ", ".join(part for part in parts if part) + sure


def _benchmarks(measure: Measure) -> list[str]:
    """Return the published figures the measure is compared with."""
    return [f"{each.area} {number(each.value, measure.unit)} ({each.year})" for each in measure.benchmark]


def _dimension(catalogue: Catalogue, name: str) -> str:
    """Return a dimension's title; responsibility (worker, team, service) stands for itself."""
    return catalogue.dimension(name).title.lower() if name in catalogue.dimensions else name.replace("_", " ")


def _example(measure: Measure) -> Context:
    """Return the worked example: rows, period, expected answer."""
    example = measure.example
    expected = example.expect
    out_of = "" if expected.denominator is None else f" of {expected.denominator:g}"
    value = "" if expected.value is None else f": {number(expected.value, measure.unit)}"
    return {
        "why": example.why,
        "period": f"{day(example.date_from)} to {day(example.date_to)}, data to {day(example.data_date)}",
        "tables": [{"name": name.replace("_", " "), "rows": rows.strip()} for name, rows in example.given.items()],
        "answer": f"{expected.numerator:g}{out_of}{value}",
    }
