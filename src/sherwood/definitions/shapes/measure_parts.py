"""The parts of a measure's definition: conditions, related rows, files needed, published figures, the worked example."""

from __future__ import annotations

import datetime as dt
from typing import Literal, Self

from pydantic import Field, model_validator

from sherwood.definitions.shapes.base import Shape, Source

Window = Literal["day", "period", "year_to_date", "last_365_days", "ever"]


class Filter(Shape):
    """A condition on one column of the counted table; `age` is the child's age in years at the attributed date.

    Every test given must hold. `is_not` keeps a row whose value is not recorded, and so do both tests of `age`: a child is
    never left out for want of a date of birth. `filled` asks whether the value, or a date that has come, is recorded.
    `months_before` means that the date lies at least that many calendar months before the attributed date;
    `working_days_before` and `days_before` likewise. `ahead` asks whether the date lies after it, as an open end does. With
    `days_since`, another date of the row, `at_least` and `at_most` speak of the days from that date to the column's.
    `not_after` names a date of the row that the column's must not lie after.
    """

    column: str
    is_: tuple[str | int | bool, ...] = Field(default=(), alias="is")
    is_not: tuple[str | int | bool, ...] = ()
    at_least: int | None = None
    at_most: int | None = None
    filled: bool | None = None
    months_before: int | None = None
    working_days_before: int | None = None
    days_before: int | None = None
    ahead: bool | None = None
    days_since: str = ""
    not_after: str = ""

    @model_validator(mode="after")
    def _tests_something(self) -> Self:
        if not self.model_fields_set - {"column", "days_since"}:
            raise ValueError(
                f"the condition on '{self.column}' tests nothing; add is, is_not, at_least, at_most or filled"
            )
        return self


class Related(Shape):
    """Rows of another table about the same child, counted inside a window that ends with the attributed date.

    The window is that `day` alone, the `period` so far, the collection year so far (`year_to_date`) or `last_365_days`, the day
    itself included; `ever` asks for no date. Rows are those whose
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


class Need(Shape):
    """What a measure cannot do without, in words, and the files any one of which holds it, as `feed.table`."""

    words: str
    any_of: tuple[str, ...]
