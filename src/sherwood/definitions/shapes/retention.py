"""Retention: how long a child's record is kept, counted from what, and which rule takes the place of another."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sherwood.definitions.shapes.base import Entry, Source

Binds = Literal["adopted", "looked_after", "known"]
CountsFrom = Literal["adoption", "birth", "death"]


class RetentionRule(Entry):
    """One rule: whom it binds, the day it counts from and for how many years; of several that bind, the longest holds.

    `before_age` keeps the rule to deaths before that birthday. `instead_of` names the rule that does not hold where this one does.
    """

    about: str
    source: tuple[Source, ...]
    binds: Binds
    counts_from: CountsFrom
    years: int = Field(ge=1, le=200)
    before_age: int | None = Field(default=None, ge=1, le=25)
    instead_of: str = ""
