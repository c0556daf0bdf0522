"""Timescales: a statutory or local limit, written once with its source and the dates it was in force."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from sherwood.definitions.shapes.base import Entry, Shape, Source

Unit = Literal["working_days", "days", "weeks", "months"]


class Limit(Shape):
    """A limit of one step, in force from `from_date` to the day before the next; day 0 is the trigger."""

    from_date: dt.date
    to_date: dt.date | None = None
    limit: int
    unit: Unit
    step: str = "only"
    source: Source


class WorkedExample(Shape):
    """A trigger and the last day in time, worked by hand."""

    trigger: dt.date
    step: str = "only"
    due: dt.date
    why: str


class Timescale(Entry):
    """A time limit in words, with every version of it that has been in force.

    `is_local` marks a standard that no law sets: a council may give its own numbers under `[limits]` of `council.toml`.
    """

    starts: str
    counting: str
    is_local: bool = False
    in_force: tuple[Limit, ...]
    example: tuple[WorkedExample, ...]
