"""Searching: reports, measures and words of the definitions by what people call them: misspelt, short, or in other words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz, process

from sherwood.access import Permission, Viewer, may
from sherwood.access.kept import Answers
from sherwood.definitions.catalogue import Catalogue
from sherwood.definitions.shapes.base import Entry
from sherwood.reports.assemble import may_open

Kind = Literal["report", "measure", "definition"]
WORD = re.compile(r"[a-z0-9&]+")
# Two letters in ten may be wrong; a shorter word would then be any other.
NEAR_ENOUGH, LONG_ENOUGH = 80.0, 4
TITLE, QUESTION, NAME = 3.0, 1.5, 2.0
LONGEST = 100
_KEPT: Answers[tuple[_Page, ...]] = Answers(most=4)


@dataclass(frozen=True)
class Found:
    """Something that fits, how well, and what it is: a report, a measure, or a word with its meaning."""

    kind: Kind
    name: str
    title: str
    question: str
    score: float


@dataclass(frozen=True)
class _Page:
    """What of an entry is searched: its words, each with the weight of the place it stands in."""

    kind: Kind
    name: str
    title: str
    question: str
    words: Mapping[str, float]
    text: str


def search_pages(catalogue: Catalogue, viewer: Viewer, words: str, most: int = 300) -> tuple[Found, ...]:
    """Return what fits every word, the best first, among what the viewer may open; nothing for nothing but small words.

    A word fits where it stands, where it begins another, where it is misspelt, or where the field says the same otherwise.
    """
    asked = _asked(catalogue, words[:LONGEST].casefold())
    if not asked:
        return ()
    pages = _KEPT.get(catalogue.content_hash, lambda: tuple(_pages(catalogue)))
    vocabulary = sorted({word for page in pages for word in page.words})
    near = [[_near(way, vocabulary) for way in ways] for ways in asked]
    scored = ((_score(page, asked, near), page) for page in pages if _is_open(page, catalogue, viewer))
    # Of pages that fit as well, the one with the shortest title is most about what was asked.
    fits = [(score, page) for score, page in scored if score > 0]
    found = sorted(fits, key=lambda each: (-each[0], len(each[1].title), each[1].title))
    return tuple(Found(page.kind, page.name, page.title, page.question, score) for score, page in found[:most])


def _asked(catalogue: Catalogue, words: str) -> list[list[str]]:
    """Return each thing asked for with every way to say it, the one that was typed first; a phrase of the field is one thing."""
    groups = [group for each in catalogue.synonyms.values() for group in each.groups]
    found: list[list[str]] = []
    rest = f" {' '.join(WORD.findall(words))} "
    for phrase in sorted({word for group in groups for word in group if " " in word}, key=len, reverse=True):
        if f" {phrase} " in rest:
            rest = rest.replace(f" {phrase} ", " ")
            found.append(_ways(phrase, groups))
    small = {word for each in catalogue.synonyms.values() for word in each.small_words}
    return found + [_ways(word, groups) for word in rest.split() if word not in small]


def _ways(word: str, groups: Iterable[Sequence[str]]) -> list[str]:
    return list(dict.fromkeys([word, *(other for group in groups if word in group for other in group)]))


def _near(way: str, vocabulary: Sequence[str]) -> Mapping[str, float]:
    """Return the words of the catalogue a word may mean, each with how surely; a phrase is looked for as it stands."""
    if " " in way:
        return {}
    found = {word: 0.9 for word in vocabulary if word.startswith(way) and len(way) > 2}
    if len(way) >= LONG_ENOUGH:
        matches = process.extract(way, vocabulary, scorer=fuzz.ratio, score_cutoff=NEAR_ENOUGH, limit=12)
        for word, score, _ in matches:
            found[word] = max(found.get(word, 0.0), score / 100 * 0.85)
    return found | {way: 1.0}


def _score(page: _Page, asked: Sequence[Sequence[str]], near: Sequence[Sequence[Mapping[str, float]]]) -> float:
    """Return how well a page fits: the sum over what is asked, or nought where one thing does not fit at all."""
    total = 0.0
    for ways, words in zip(asked, near, strict=True):
        best = 0.0
        for place, way in enumerate(ways):
            # What was typed counts for more than another word for it.
            surely = 1.0 if place == 0 else 0.7
            best = max(best, surely * _fits(page, way, words[place]))
        if best == 0:
            return 0.0
        total += best
    return total


def _fits(page: _Page, way: str, words: Mapping[str, float]) -> float:
    if " " in way:
        return TITLE if way in page.title.casefold() else QUESTION if way in page.text else 0.0
    return max((sure * page.words[word] for word, sure in words.items() if word in page.words), default=0.0)


def _is_open(page: _Page, catalogue: Catalogue, viewer: Viewer) -> bool:
    if page.kind == "report":
        return may_open(viewer, catalogue.reports[page.name])
    return may(viewer, Permission.MEASURE_READ)


def _pages(catalogue: Catalogue) -> Iterator[_Page]:
    for report in catalogue.reports.values():
        yield _page("report", report, report.question)
    for measure in catalogue.measures.values():
        yield _page("measure", measure, measure.question, f"{measure.numerator} {measure.denominator}")
    for timescale in catalogue.timescales.values():
        yield _page("definition", timescale, f"From {timescale.starts}, counted in {timescale.counting}.")
    for dimension in catalogue.dimensions.values():
        told = ", ".join(band.label for band in dimension.bands)
        yield _page("definition", dimension, f"A way to break figures down{': ' if told else ''}{told}.")


def _page(kind: Kind, entry: Entry, question: str, more: str = "") -> _Page:
    words: dict[str, float] = {}
    text = f"{entry.title} {question} {more} {entry.id.replace('_', ' ').replace('/', ' ')}".casefold()
    for place, weight in (
        (text, 1.0),
        (question, QUESTION),
        (entry.name.replace("_", " "), NAME),
        (entry.title, TITLE),
    ):
        words |= {word: max(weight, words.get(word, 0.0)) for word in WORD.findall(place.casefold())}
    return _Page(kind, entry.id, entry.title, question, words, text)
