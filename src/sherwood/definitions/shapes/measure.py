"""Measures: a question, the rule that answers it, and a worked example on the boundary of the rule."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from sherwood.definitions.shapes.base import Better, Entry, Shape, Source

Grain = Literal["day", "week", "month", "quarter", "year"]
# The words beside every number; a share has one spelling, so that pages know one when they meet it.
Unit = Literal["children", "episodes", "reviews", "changes", "moves", "days", "points", "per cent"]
Window = Literal["day", "period", "year_to_date"]


class Filter(Shape):
    """A condition on one column of the counted table; `age` is the child's age in years at the attributed date.

    Every test given must hold. `is_not` keeps a row whose value is not recorded, and so do both tests of `age`: a child is
    never left out for want of a date of birth. `filled` asks whether the value, or a date that has come, is recorded.
    `months_before` means that the date lies at least that many calendar months before the attributed date;
    `working_days_before` likewise in working days.
    """

    column: str
    is_: tuple[str | int | bool, ...] = Field(default=(), alias="is")
    is_not: tuple[str | int | bool, ...] = ()
    at_least: int | None = None
    at_most: int | None = None
    filled: bool | None = None
    months_before: int | None = None
    working_days_before: int | None = None

    @model_validator(mode="after")
    def _tests_something(self) -> Self:
        if not self.model_fields_set - {"column"}:
            raise ValueError(
                f"the condition on '{self.column}' tests nothing; add is, is_not, at_least, at_most or filled"
            )
        return self


class Related(Shape):
    """Rows of another table about the same child, counted inside a window that ends with the attributed date.

    The window is that `day` alone, the `period` so far, or the collection year so far (`year_to_date`). Rows are those whose
    `date` lies in the window, or whose spell from `starts` (always, if not given) to `stops` touches it.
    `late_due` and `late_done` keep those not done by the day they were due. `same` names a key that both rows must share.
    The base row meets the test when their number, or that of the different values of `distinct`, is at least or at most the
    number given.
    """

    table: str
    window: Window
    date: str = ""
    starts: str = ""
    stops: str = ""
    late_due: str = ""
    late_done: str = ""
    same: str = ""
    distinct: str = ""
    where: tuple[Filter, ...] = ()
    at_least: int | None = None
    at_most: int | None = None


class Benchmark(Shape):
    """A published figure to stand beside the local one."""

    area: str
    value: float
    year: str
    source: Source


class Review(Shape):
    """Who owns the definition, when it was last read, when it must be read again."""

    owner: str
    last: dt.date
    next: dt.date


class Expected(Shape):
    """The answer the example must give; a null denominator means that the measure is a count."""

    numerator: float
    denominator: float | None = None
    value: float | None = None


class Example(Shape):
    """A few rows of the tables named, as text tables, the period asked for, and the expected answer."""

    why: str
    date_from: dt.date
    date_to: dt.date
    data_date: dt.date
    given: dict[str, str]
    expect: Expected


class Measure(Entry):
    """What all kinds of measure share.

    `per` names the key that counts once in a period (empty: every row counts); of several rows `keep` says which one gives
    the day and the breakdowns. `also` are tests on rows of other tables that a row must meet to be counted at all.
    """

    question: str
    kind: str
    better: Better
    unit: Unit
    counts: str
    per: str = "person_key"
    keep: Literal["first", "last"] = "last"
    where: tuple[Filter, ...] = ()
    also: tuple[Related, ...] = ()
    numerator: str
    denominator: str = ""
    grain: Grain = "month"
    statutory: bool = False
    timescale: str = ""
    step: str = "only"
    target: float | None = None
    benchmark: tuple[Benchmark, ...] = ()
    breakdowns: tuple[str, ...]
    details: tuple[str, ...] = ()
    caveats: tuple[str, ...] = ()
    source: tuple[Source, ...]
    review: Review
    aliases: tuple[str, ...] = ()
    example: Example


class Stock(Measure):
    """How many are open on the last day of the period: starts <= D < stops."""

    kind: Literal["stock"]
    starts: str
    stops: str


class Flow(Measure):
    """How many things happened in the period; `per` counts each child, or other key, once."""

    kind: Literal["flow"]
    date: str


class Share(Measure):
    """Part of a whole in per cent: of those open (`starts`, `stops`) or of those dated in the period (`date`).

    `open_on` says whether open means on the last day of the period or on any day of it. The part are the rows that pass
    `meets` and `related`.
    """

    kind: Literal["share"]
    starts: str = ""
    stops: str = ""
    open_on: Literal["last_day", "any_day"] = "last_day"
    date: str = ""
    meets: tuple[Filter, ...] = ()
    related: Related | None = None

    @model_validator(mode="after")
    def _has_a_whole_and_a_part(self) -> Self:
        if bool(self.date) == bool(self.starts and self.stops):
            raise ValueError(
                "a share is of those open (starts and stops) or of those dated in the period (date): give one"
            )
        if not self.meets and self.related is None:
            raise ValueError("nothing says which rows are the part: add meets or related")
        return self


class Timeliness(Measure):
    """Part done by its due day in per cent.

    Either events dated in the period with columns `due` and `done`, or children open on the last day (`starts`, `stops`) none
    of whose `related` rows was late.
    """

    kind: Literal["timeliness"]
    date: str = ""
    due: str = ""
    done: str = ""
    starts: str = ""
    stops: str = ""
    related: Related | None = None

    @model_validator(mode="after")
    def _has_one_of_two_forms(self) -> Self:
        of_events = bool(self.date and self.due and self.done)
        of_children = bool(self.starts and self.stops and self.related)
        if of_events == of_children:
            raise ValueError("give date, due and done (of events), or starts, stops and related (of those open)")
        return self


class Mean(Measure):
    """The mean of a value over those dated in the period; sum and number are both kept."""

    kind: Literal["mean"]
    date: str
    value: str


class Duration(Measure):
    """The mean number of days from `begins` to `ends` of those dated in the period."""

    kind: Literal["duration"]
    date: str
    begins: str
    ends: str


class Repeat(Measure):
    """Part of those dated in the period followed by the same thing within the timescale, once follow-up is complete."""

    kind: Literal["repeat"]
    date: str
    next: str


class Worklist(Measure):
    """What is overdue or due soon on the last day of the period: begun, not done, still open, due within `window_days`."""

    kind: Literal["worklist"]
    begins: str
    stops: str
    due: str
    done: str
    window_days: int


AnyMeasure = Annotated[
    Stock | Flow | Share | Timeliness | Mean | Duration | Repeat | Worklist, Field(discriminator="kind")
]
