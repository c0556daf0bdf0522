"""Quality: asks every rule of a year of a return that stands in a build, and says of each whether it ran, and if not why."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from sherwood.definitions.catalogue import Catalogue
from sherwood.definitions.rules import RuleBook
from sherwood.definitions.shapes.rule import Rule
from sherwood.quality.compiling import Compiler, tables_of
from sherwood.quality.conditions import UnknownName
from sherwood.quality.days import days_of
from sherwood.quality.prepared import needed_by, prepare
from sherwood.quality.results import Finding, RuleResult, State
from sherwood.store import Build, StoreError
from sherwood.vocabulary.calendar import WorkingCalendar

LAST = "_last"
_DIALECT = "duckdb"


@dataclass(frozen=True)
class Submission:
    """A return of one year in a build: the tables `<table>`, those of the year before `<table>_last`, and which were received."""

    build: Build
    year: str
    received: frozenset[str]


def run(book: RuleBook, catalogue: Catalogue, submission: Submission) -> list[RuleResult]:
    """Ask the rules in force in the submission's year; of a year before the first with rules each is skipped, saying so."""
    asked = _Run(book, catalogue, submission)
    if submission.year < book.of.first_year:
        why = f"there are no rules for {submission.year}: the first are those of {book.of.first_year}"
        return [asked.result(rule, "skipped", why) for rule in book.in_force(book.of.first_year)]
    prepare(submission.build, book.of.id, asked.days)
    return list(asked.results())


def tables_needed(book: RuleBook, year: str) -> frozenset[str]:
    """Every table of the return, of the year before and beside it that a rule in force in the year speaks of."""
    return frozenset().union(*(needed_by(book.of.id, tables_of(rule, book)) for rule in book.in_force(year)))


@dataclass
class _Run:
    """One pass over the rules."""

    book: RuleBook
    catalogue: Catalogue
    submission: Submission
    seconds: dict[str, float] = field(default_factory=dict)

    @cached_property
    def columns(self) -> Mapping[str, frozenset[str]]:
        """The columns of every table there is."""
        build = self.submission.build
        return {name: frozenset(build.columns(name)) for name in build.tables()}

    @cached_property
    def days(self) -> dict[str, dt.date]:
        """The days that rules name; the returns are England's, so are the working days."""
        calendar = self.catalogue.calendar("england_and_wales")
        working = WorkingCalendar(
            {day.date: day.name for day in calendar.added}, [day.date for day in calendar.removed]
        )
        return days_of(self.submission.year, working)

    @cached_property
    def compiler(self) -> Compiler:
        """What writes the rules."""
        return Compiler(self.book, self.catalogue, self.submission.year, self.days, self.columns)

    def results(self) -> Iterator[RuleResult]:
        """Yield what became of each rule, in the order of their codes."""
        for rule in self.book.in_force(self.submission.year):
            spoken_of = needed_by(self.book.of.id, tables_of(rule, self.book))
            missing = spoken_of - self.submission.received - frozenset(rule.may_lack)
            yield self.result(rule, "skipped", _not_received(missing)) if missing else self._asked(rule)

    def _asked(self, rule: Rule) -> RuleResult:
        begun = time.perf_counter()
        try:
            # Written here and used for nothing else: without the copy that writing one takes.
            rows = self.submission.build.select(self.compiler.select(rule).sql(dialect=_DIALECT, copy=False))
        except (StoreError, UnknownName) as error:
            return self.result(rule, "failed", str(error))
        findings = tuple(Finding(rule.table, *row) for row in rows)
        return self.result(rule, "ran", findings=findings, seconds=time.perf_counter() - begun)

    def result(
        self, rule: Rule, state: State, why: str = "", *, findings: tuple[Finding, ...] = (), seconds: float = 0.0
    ) -> RuleResult:
        """What became of a rule."""
        ruleset = f"{self.book.of.id}/{self.submission.year}"
        return RuleResult(rule.code, ruleset, rule.title, rule.severity, rule.remedy, state, why, findings, seconds)


def _not_received(missing: frozenset[str]) -> str:
    this_year = sorted(name for name in missing if not name.endswith(LAST))
    last_year = sorted(name.removesuffix(LAST) for name in missing if name.endswith(LAST))
    parts = [
        f"{', '.join(names)} {'was' if len(names) == 1 else 'were'} not received{when}"
        for names, when in ((this_year, ""), (last_year, " for the year before"))
        if names
    ]
    return "; ".join(parts)
