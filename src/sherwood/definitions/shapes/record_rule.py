"""Rules of records: what is wrong with what was recorded, who can put it right and how, and rows on both sides of the line."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import Field

from sherwood.definitions.shapes.base import Entry, Shape, Source

Topic = Literal["contradiction", "late", "missing", "responsibility", "impossible"]
Fixer = Literal["worker", "manager", "officer"]


class RecordExample(Shape):
    """Rows of the tables named, as text tables; of the rule's own table the rows with `yes` under `fires` are at fault, the others not."""

    why: str
    data_date: dt.date
    given: dict[str, str]


class RecordRule(Entry):
    """One rule of records: the sibling `.sql` file of the same name finds the rows of `table` that are at fault.

    An `error` must be put right; a `check` is a second look, for it may be right. `who` can put it right: the worker of the child, the
    manager of the team, or an officer for data quality where two systems disagree. `feeds` names, in each part, feeds of which one must
    have been received; else the rule is skipped and says so.
    """

    topic: Topic
    severity: Literal["error", "check"] = "error"
    who: Fixer
    remedy: str
    table: str
    feeds: tuple[tuple[str, ...], ...] = Field(min_length=1)
    source: tuple[Source, ...] = ()
    example: RecordExample
