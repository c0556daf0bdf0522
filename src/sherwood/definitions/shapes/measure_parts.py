"""The parts of a measure's definition: conditions, related rows, files needed, published figures, the worked example."""

from __future__ import annotations

import datetime as dt
from typing import Literal, Self

from pydantic import Field, model_validator

from sherwood.definitions.shapes.base import Shape, Source

Window = Literal[
    "day", "period", "year_to_date", "last_31_days", "last_90_days", "last_183_days", "last_365_days", "between", "ever"
]


class Filter(Shape):
    """A condition on one column of the counted table; `age` is the child's age in years at the attributed date.

    Every test given must hold. `is_not` keeps a row whose value is not recorded, and so do both tests of `age`: a child is
    never left out for want of a date of birth. `filled` asks whether the value, or a date that has come, is recorded.
    `months_before` means that the date lies at least that many calendar months before the attributed date;
    `working_days_before` and `days_before` likewise. `whole_months` means that at least that many calendar months begin with
    the date and are over with the attributed date, both days among them: from 1 April to 31 March are 12. `ahead` asks whether
    the date lies after it, as an open end does. With `days_since`, another date of the row, `at_least` and `at_most` speak of
    the days from that date to the column's. `not_after` names a date of the row that the column's must not lie after.
    `within_days` means that the date lies at most so many calendar days before the attributed date. `working_days_since` is
    `days_since` in working days, the day of that date not counted. `differs_from` names a column of the row that must hold
    something else.
    """

    column: str
    is_: tuple[str | int | bool, ...] = Field(default=(), alias="is")
    is_not: tuple[str | int | bool, ...] = ()
    at_least: int | None = None
    at_most: int | None = None
    filled: bool | None = None
    months_before: int | None = None
    whole_months: int | None = None
    working_days_before: int | None = None
    days_before: int | None = None
    ahead: bool | None = None
    within_days: int | None = None
    days_since: str = ""
    working_days_since: str = ""
    not_after: str = ""
    differs_from: str = ""

    @model_validator(mode="after")
    def _tests_something(self) -> Self:
        if not self.model_fields_set - {"column", "days_since", "working_days_since"}:
            raise ValueError(
                f"the condition on '{self.column}' tests nothing; add is, is_not, at_least, at_most or filled"
            )
        return self


class Related(Shape):
    """Rows of another table about the same child, counted inside a window that ends with the attributed date.

    The window is that `day` alone, the `period` so far, the collection year so far (`year_to_date`) or so many days such as
    `last_365_days`, the day itself included; `between` lasts from the base row's own date `since` to its date `until`, or to
    `within_days` or `within_working_days` after `since`, both days included; `ever` asks for no date. Rows are those whose
    `date` lies in the window, or whose spell from `starts` (always, if not given) to `stops` touches it: begun in it, however
    short, or before it and not ended by its first day; on one `day` a spell must be open. `begun_by` names a date of the base
    row by which the spell must have begun, so that it is the spell that the base row belongs to.
    `late_due` and `late_done` keep those not done by the day they were due; without `date` and `stops` they are also what lies
    in the window: all that were due by its last day and not done before its first, however long before it they were due.
    `same` names a key that both rows must share.
    The base row meets the test when their number, or that of the different values of `distinct`, is at least or at most the
    number given.
    """

    table: str
    window: Window
    date: str = ""
    starts: str = ""
    stops: str = ""
    begun_by: str = ""
    since: str = ""
    until: str = ""
    within_days: int | None = None
    within_working_days: int | None = None
    late_due: str = ""
    late_done: str = ""
    same: str = ""
    distinct: str = ""
    where: tuple[Filter, ...] = ()
    at_least: int | None = None
    at_most: int | None = None

    @model_validator(mode="after")
    def _window_has_its_days(self) -> Self:
        ends = [bool(self.until), self.within_days is not None, self.within_working_days is not None]
        if (self.window == "between") != bool(self.since) or sum(ends) != (self.window == "between"):
            raise ValueError(
                "the window 'between' needs since, and until, within_days or within_working_days: one of the three"
            )
        if self.begun_by and not self.starts:
            raise ValueError("begun_by speaks of spells; name the day they begin with starts")
        return self


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


class Need(Shape):
    """What a measure cannot do without, in words, and the files any one of which holds it, as `feed.table`."""

    words: str
    any_of: tuple[str, ...]
