"""Programmes: what makes a family one that a programme is for, each indicator one small entry with its examples."""

from __future__ import annotations

import datetime as dt
from typing import Literal, Self

from pydantic import Field, model_validator

from sherwood.definitions.shapes.base import Entry, Shape, Source

Pattern = Literal["events", "ever", "sum", "open", "share", "latest", "not_told"]
Who = Literal["child", "adult", "anyone"]
Met = Literal["true", "false", "unknown"]
Status = Literal["draft", "confirmed"]


class ExampleFact(Shape):
    """One fact of an example's person: a day, or a stretch of time, with what is added up."""

    start: dt.date
    until: dt.date | None = None
    amount: float = 1.0
    possible: float | None = None


class IndicatorExample(Shape):
    """A person with facts, a day, and whether the indicator is then true; `why` says what the example shows."""

    why: str
    birth_date: dt.date
    as_at: dt.date
    met: Met
    facts: tuple[ExampleFact, ...] = ()


class Indicator(Entry):
    """One thing a programme asks: which fact of whom, in which window, and how much of it.

    `pattern` says how: `events` counts facts that began or ended in the window or go on and `ever` those of any time, `sum` adds
    their amounts, `open` asks what goes on at the day, `share` divides amounts by what was possible, `latest` reads the last
    answer, and `not_told` is what no feed tells. The window is `months` back from the day, the day itself included, or so many
    school `terms`. `silence` is what it means that nothing is told of a person. `fresh_days` is how old the newest word of
    `feeds` may be.
    """

    heading: str
    guidance: Source
    status: Status
    who: Who
    pattern: Pattern
    fact: str = ""
    feeds: tuple[str, ...] = ()
    at_least: float = 1
    months: int | None = None
    terms: int | None = None
    min_age: int | None = None
    below_age: int | None = None
    silence: Literal["false", "unknown"] = "false"
    fresh_days: int | None = None
    example: tuple[IndicatorExample, ...]

    @model_validator(mode="after")
    def _asks_something(self) -> Self:
        if self.pattern == "not_told":
            if self.fact or self.feeds:
                raise ValueError("an indicator that no feed tells names neither fact nor feeds")
            return self
        if not (self.fact and self.feeds):
            raise ValueError(f"an indicator of pattern '{self.pattern}' names the fact and the feeds that tell it")
        windowed = self.pattern in {"events", "sum", "share", "latest"}
        if windowed != bool(self.months or self.terms):
            raise ValueError(
                "'months' or 'terms' is the window of events, sums, shares and answers, and of nothing else"
            )
        return self


class Progress(Shape):
    """What significant and sustained progress on one heading is, and for how many months or school terms it must have held.

    `fall` asks that a fact happened less often than in as many months before the family was attached, by `per_cent`; where
    it had not happened, it may not happen at all. `none` asks that it does not happen, `fewer` that it happens to no member
    so often, `over` that nothing of the kind goes on or went on in those months. `lasts` asks that it has gone on all that time of
    everybody of whom `found_by` found the problem, and `engaged` the same unless it ended earlier and `completed_by` tells that it was
    completed. `employment` is an adult's continuous employment: where there is one it stands for all other measures of the heading.
    Terms are those over by the day of the claim; the days since the last of them are looked at too. `feeds` tell the facts: where one
    has fallen silent nothing is proven.
    """

    heading: str
    kind: Literal["fall", "none", "fewer", "over", "lasts", "engaged", "employment"]
    facts: tuple[str, ...] = ()
    completed_by: str = ""
    feeds: tuple[str, ...] = ()
    months: int | None = None
    terms: int | None = None
    who: Who = "anyone"
    found_by: tuple[str, ...] = ()
    per_cent: int = 0
    fewer_than: int = 0
    source: Source

    @model_validator(mode="after")
    def _looks_back(self) -> Self:
        is_measured = self.kind != "employment"
        if is_measured != bool(self.facts and self.feeds):
            raise ValueError("progress names facts and the feeds that tell them, and employment none")
        if is_measured != (bool(self.months) != bool(self.terms)):
            raise ValueError("progress holds for 'months' or for 'terms', and employment for its own weeks")
        if (self.kind in {"lasts", "engaged"}) != bool(self.found_by):
            raise ValueError("'found_by' says of whom something must last, or who must be engaged")
        return self

    @property
    def kinds(self) -> frozenset[str]:
        """Every kind of fact it reads."""
        return frozenset(self.facts) | ({self.completed_by} if self.completed_by else set())

    @property
    def span(self) -> str:
        """How long it must have held, in words."""
        if self.kind == "employment":
            return "as work"
        return f"{self.terms} terms" if self.terms else f"{self.months} months"


class Employment(Shape):
    """Continuous employment: so many weeks off an out-of-work benefit, by the group of the benefit the adult was on.

    They run without a break, or are so many of the last `out_of_weeks`.
    """

    weeks: int
    out_of_weeks: int | None = None
    benefits: tuple[str, ...]
    source: Source

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.window < self.weeks:
            raise ValueError("so many weeks do not fit into 'out_of_weeks'")
        return self

    @property
    def window(self) -> int:
        """The weeks looked at: as many as are asked, where they run without a break."""
        return self.out_of_weeks or self.weeks


class Attendance(Shape):
    """What is asked of every child in those of three terms in which it was of school age: attended at least, or missed less than.

    `fact` says which sessions count as missed: all of them, or those without leave.
    """

    fact: Literal["sessions", "sessions_unauthorised"]
    at_least: int | None = None
    missed_below: int | None = None
    source: Source

    @model_validator(mode="after")
    def _asks_one(self) -> Self:
        if (self.at_least is None) == (self.missed_below is None):
            raise ValueError("attendance asks 'at_least' or 'missed_below'")
        return self


class Payment(Shape):
    """The pounds due for a result of a family attached on a day or later."""

    attached_from: dt.date
    pounds: int
    source: Source


class Outcomes(Shape):
    """For how many months the outcome of a problem without a measure must have held, as people recorded it: silence is no outcome."""

    months: int
    source: Source


class Results(Shape):
    """When a result may be claimed: progress, with attendance of every child of school age, or continuous employment.

    Progress is asked on every problem found at entry or since; where `every_problem` is false, all measures are asked of every family,
    whichever problems it had. `evidenced_at_entry` asks that assessments found at entry as many problems as make a family eligible.
    `ways_of_working` must be in place by the claim.
    """

    every_problem: bool = True
    evidenced_at_entry: bool = False
    ways_of_working: tuple[Literal["whole-family assessment", "family plan", "lead worker"], ...]
    attendance: Attendance | None = None
    payment: tuple[Payment, ...] = ()
    outcomes: Outcomes | None = None
    progress: tuple[Progress, ...] = ()
    employment: tuple[Employment, ...] = ()

    def pounds(self, attached: dt.date) -> int:
        """What is due for a result of a family attached on this day; nothing where no source tells what is paid."""
        return next((each.pounds for each in reversed(self.payment) if each.attached_from <= attached), 0)


class Programme(Entry):
    """One version of a programme: its headings, what is counted, and how much of it makes a family eligible.

    `counts` is what is counted: headings with an indicator that is true, or needs, the true indicators themselves.
    `closed_terms` are the last days of school terms in which schools were closed, which are passed over.
    `not_eligible_kept_months` is how long it is kept which families were not eligible, where nobody has said anything of them: storage
    limitation, UK GDPR Article 5(1)(e); how long is the council's to decide, and a year is assumed until it does.
    """

    about: str
    source: tuple[Source, ...]
    status: Status
    valid_from: dt.date
    valid_to: dt.date
    counts: Literal["headings", "needs"]
    at_least: int
    headings: dict[str, str]
    closed_terms: tuple[dt.date, ...] = ()
    not_eligible_kept_months: int = Field(ge=1)
    results: Results

    def out_of_force(self, day: dt.date) -> str:
        """What has to be said of an answer by these rules on a day before they began or after they ended; empty within both, included."""
        if self.valid_from <= day <= self.valid_to:
            return ""
        return f"These rules were in force from {self.valid_from} to {self.valid_to}; {day} lies outside."
