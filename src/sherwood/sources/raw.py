"""Sources: one table of a file as text, handed by the readers to the typing of cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa


@dataclass(frozen=True)
class Broken:
    """A row that cannot be read: its text as it stands, what is wrong, what to do."""

    text: str
    reason: str
    remedy: str


@dataclass
class RawTable:
    """Rows of one source table, column by column, as the file spells them; an empty cell is empty text.

    `columns` holds the declared columns that the file has, by the name of the catalogue, each a list or an Arrow array. `broken`
    holds, by position, the rows that cannot be read; their cells stand in the columns as far as they could be told apart. `sheet` is
    the workbook's sheet, else empty. `refused` says, with the first table, which other sheets could not be read though they look
    like a table of the feed.
    """

    name: str
    columns: Mapping[str, Any]
    lines: Sequence[int]
    broken: dict[int, Broken] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    sheet: str = ""

    def texts(self, name: str) -> Sequence[str]:
        """The texts of a column one by one; none where the file does not have it."""
        found: Any = self.columns.get(name, ())
        return list(found.to_pylist() if isinstance(found, pa.Array) else found)
