"""Job: the rules of a return asked of the return as it was submitted, with the year before beside it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from sherwood import quality, sources
from sherwood.definitions.catalogue import Catalogue, load_catalogue
from sherwood.definitions.errors import Problem
from sherwood.definitions.home import Home
from sherwood.definitions.reading import suggestion
from sherwood.definitions.rules import RuleBook, load_rules, rule_sets
from sherwood.jobs.progress import Progress, quiet
from sherwood.quality import RuleResult
from sherwood.quality.asking import LAST
from sherwood.store import Build, memory
from sherwood.vocabulary.collecting import uncollected
from sherwood.vocabulary.periods import collection_year, parse

# What a rule may ask of a placement: where its postcode lies.
_PLACES = "postcode_directory"
_THREADS = 2


def run_rules(
    home: Home,
    authority: str,
    ruleset: str | None = None,
    *,
    must_have: bool = True,
    progress: Progress = quiet,
) -> list[RuleResult]:
    """Ask the rules of a set: `ssda903`, of its newest return, or `ssda903/2025-26`; without one, of every set's newest return.

    Raises Problem if there is no such set, or, where there `must_have` been one, no return of it has been received.
    """
    catalogue = load_catalogue(home.council)
    found: list[RuleResult] = []
    chosen = list(_chosen(home, authority, ruleset, catalogue, must_have=must_have))
    for at, (book, year) in enumerate(chosen):
        progress("rules", f"{book.of.id}/{year}", at, len(chosen))
        with uncollected(), memory(threads=_THREADS) as build:
            received = _submitted(build, home, authority, book, year)
            found.extend(quality.run(book, catalogue, quality.Submission(build, year, received)))
    return found


def _chosen(
    home: Home, authority: str, ruleset: str | None, catalogue: Catalogue, *, must_have: bool
) -> Iterator[tuple[RuleBook, str]]:
    """Yield each set to run with the year of the return it is asked of."""
    name, _, year = (ruleset or "").partition("/")
    if name and name not in rule_sets():
        raise Problem(f"there is no set of rules '{name}'{suggestion(name, rule_sets())}")
    there = {}
    for each in (name,) if name else rule_sets():
        book = load_rules(each, catalogue)
        if periods := sources.submitted_periods(home, authority, book.of.feed):
            there[each] = (book, periods)
    if not there and (name or must_have):
        what = f"return of '{name}'" if name else "return that has rules"
        raise Problem(f"no {what} has been received: load one, then run `sherwood quality run` again")
    for book, periods in there.values():
        if year and year not in periods:
            raise Problem(f"no {name} return of {year} has been received; there are those of {', '.join(periods)}")
        yield book, year or periods[-1]


def _submitted(build: Build, home: Home, authority: str, book: RuleBook, year: str) -> frozenset[str]:
    """Fill a build with the return, the one of the year before and the postcodes, and name the tables received."""
    before = collection_year(parse(year, "year").first_day - dt.timedelta(days=1)).label
    feed, needed = book.of.feed, quality.tables_needed(book, year)
    received = sources.submitted(build, home, authority, feed, year, only=needed)
    received |= sources.submitted(build, home, authority, feed, before, suffix=LAST, only=needed)
    periods = sources.submitted_periods(home, authority, _PLACES)
    return received | sources.submitted(build, home, authority, _PLACES, periods[-1] if periods else year, only=needed)
