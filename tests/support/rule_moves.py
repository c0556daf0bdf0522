"""Every rule of a programme's version moved by the least there is, one at a time, and whether anything notices."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from types import MappingProxyType

from tests.catalogue.test_programmes import BOOKS, COUNTS, RESULTS, answers, expected, moved, results_of
from tests.oracles import families as oracle
from tests.rooms.cohorts.test_oracle_of_families import DAYS, by_sherwood, population

POPULATIONS = 60
OTHER_PATTERN = {
    "events": "ever",
    "ever": "events",
    "sum": "events",
    "share": "sum",
    "open": "ever",
    "latest": "events",
}


def together(book):
    """The indicators that a feed tells, by the heading that they count under."""
    told = {name: each.heading for name, each in book.indicators.items() if each.pattern != "not_told"}
    return {frozenset(name for name in told if told[name] == heading) for heading in told.values()}


def asked(book):
    """What each indicator that a feed tells asks for: the fact, and the feeds that tell it."""
    return {(name, each.fact, each.feeds) for name, each in book.indicators.items() if each.pattern != "not_told"}


def _typed_together(asks):
    return {frozenset(ask[1] for ask in asks if ask[0] == heading) for heading, *_ in asks}


TOGETHER = {version: _typed_together(asks) for version, asks in oracle.ASKS.items()}


@dataclass(frozen=True)
class Move:
    """One rule moved: which, and the version as it then is."""

    programme: str
    rule: str
    book: object
    indicator: str = ""


def moves(programme: str) -> Iterator[Move]:
    """Every threshold, window, age, who-counts rule, freshness, pattern and heading, what is counted, and what a result is."""
    book = BOOKS[programme]
    for name, indicator in book.indicators.items():
        if indicator.pattern == "not_told":
            continue
        for rule, change in (*moved(indicator), *_wider(book, indicator)):
            yield Move(programme, f"{name}: {rule}", _with(book, name, change), name)
    for rule, change in _of_programme(book.of):
        yield Move(programme, rule, replace(book, of=book.of.model_copy(update=change)))


def _wider(book, indicator) -> Iterator[tuple[str, dict]]:
    """What no example of one person can show: freshness, headings, another fact, another pattern."""
    if indicator.fresh_days is not None:
        yield "fresh a day longer", {"fresh_days": indicator.fresh_days + 1}
        yield "fresh a day shorter", {"fresh_days": indicator.fresh_days - 1}
        yield "fresh for ever", {"fresh_days": None}
    yield "another pattern", {"pattern": OTHER_PATTERN[indicator.pattern]}
    yield "another fact", {"fact": "looked_after"}
    yield "another feed", {"feeds": ("private_fostering",)}
    yield "another heading", {"heading": next(each for each in book.of.headings if each != indicator.heading)}


def _of_programme(of) -> Iterator[tuple[str, dict]]:
    yield "one more is needed", {"at_least": of.at_least + 1}
    yield "one fewer is needed", {"at_least": of.at_least - 1}
    yield "the other is counted", {"counts": "needs" if of.counts == "headings" else "headings"}
    yield "a closed term more", {"closed_terms": (*of.closed_terms, date(2019, 12, 31))}
    for closed in of.closed_terms:
        yield f"{closed} not closed", {"closed_terms": tuple(each for each in of.closed_terms if each != closed)}
    for name in ("every_problem", "evidenced_at_entry"):
        yield f"results: {name} the other way", _changed(of.results, **{name: not getattr(of.results, name)})
    yield (
        "results: a way of working less",
        _changed(of.results, ways_of_working=of.results.ways_of_working[1:] or ("lead worker",)),
    )
    for part in ("attendance", "outcomes"):
        told = getattr(of.results, part)
        for number in ("at_least", "missed_below", "months"):
            for by in (-1, 1) if getattr(told, number, None) else ():
                moved_by = told.model_copy(update={number: getattr(told, number) + by})
                yield f"results: {part} {number} {by:+}", _changed(of.results, **{part: moved_by})
    for part in ("progress", "employment", "payment"):
        yield from _of_results(of.results, part)


def _changed(results, **change):
    return {"results": results.model_copy(update=change)}


def _of_results(results, part) -> Iterator[tuple[str, dict]]:
    told = getattr(results, part)
    for place, each in enumerate(told):
        for number in ("months", "per_cent", "fewer_than", "weeks", "out_of_weeks", "pounds"):
            if getattr(each, number, 0):
                for by in (-1, 1):
                    moved_by = each.model_copy(update={number: getattr(each, number) + by})
                    changed = (*told[:place], moved_by, *told[place + 1 :])
                    rule = f"results: {part} {place + 1}: {number} {by:+}"
                    yield rule, {"results": results.model_copy(update={part: changed})}
        left = (*told[:place], *told[place + 1 :])
        yield f"results: {part} {place + 1} left out", {"results": results.model_copy(update={part: left})}


def _with(book, name, change):
    indicators = {**book.indicators, name: book.indicators[name].model_copy(update=change)}
    return replace(book, indicators=MappingProxyType(indicators))


class Noticing:
    """What notices a move: the indicator's own examples, the slow oracle on small populations, and what is typed from the guidance."""

    def __init__(self, programme: str, seed: int, populations: int = POPULATIONS) -> None:
        draw = random.Random(f"{programme} {seed}")
        feeds = sorted({feed for ask in oracle.ASKS[programme] for feed in oracle.feeds_of(ask)})
        self._asked = []
        for _ in range(populations):
            day = draw.choice(DAYS)
            newest = {feed: day - timedelta(days=draw.choice((0, 0, 91, 92, 93, 399, 400, 401))) for feed in feeds}
            told = (*population(draw, day), newest, day)
            self._asked.append((told, oracle.assessed(programme, *told)))

    def by(self, move: Move) -> str | None:
        """Which of them notices first; nothing where the move goes unseen."""
        name, of = move.indicator, move.book.of
        if name and answers(move.programme, move.book.indicators[name]) != expected(move.book.indicators[name]):
            return "examples"
        if any(by_sherwood(move.book, *told) != slow for told, slow in self._asked):
            return "oracle"
        is_typed = (of.at_least, of.counts, len(of.headings)) == COUNTS[move.programme]
        is_typed &= set(of.closed_terms) == (oracle.CLOSED if move.programme in oracle.SKIPS_CLOSED else set())
        is_typed &= asked(move.book) == {(ask[1], ask[2], oracle.feeds_of(ask)) for ask in oracle.ASKS[move.programme]}
        is_typed &= together(move.book) == TOGETHER[move.programme]
        return None if is_typed and results_of(of) == RESULTS[move.programme] else "typed"
