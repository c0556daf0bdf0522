"""What every catalogue entry has: an identifier from its path, a content hash, a dated log of changes."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Better = Literal["higher", "lower", "neither"]
Certainty = Literal["verified", "background"]


class Shape(BaseModel):
    """A frozen piece of an entry; keys it does not know are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Change(Shape):
    """One line of an entry's log: what was changed, when, and the day `from` which figures follow it where their numbers move.

    `before` are keys of the entry as they stood until then, so that figures of earlier periods keep the rule of their time.
    """

    date: dt.date
    note: str
    from_date: dt.date | None = Field(default=None, alias="from")
    before: dict[str, Any] = {}

    def __hash__(self) -> int:
        """Entries are looked up by what they hold; what stood before is as much part of the line as its words tell."""
        return hash((self.date, self.note, self.from_date))


class Source(Shape):
    """Where a rule or a figure comes from, and whether its wording was seen or is background knowledge."""

    title: str
    section: str = ""
    year: int | None = None
    certainty: Certainty = "verified"


class Entry(Shape):
    """A catalogue entry: its identifier is its path, its hash that of its file."""

    id: str = ""
    content_hash: str = ""
    title: str
    changed: tuple[Change, ...]

    @property
    def name(self) -> str:
        """The last part of the identifier."""
        return self.id.rsplit("/", 1)[-1]

    @property
    def area(self) -> str:
        """The folder the entry stands in, empty where there is none."""
        return self.id.rpartition("/")[0]
