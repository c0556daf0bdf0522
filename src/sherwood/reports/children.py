"""Children as pages name them: a label without name or number, and the way to the journey."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sherwood.reports.document import Cell, Drill
from sherwood.reports.words import initials_label


def child_cell(row: Mapping[str, Any], initials: str = "") -> Cell:
    """Return a child's label with the way to the journey; initials stand before it where the page knows them."""
    key = str(row["record_key"])
    label = initials_label(key)
    return Cell(f"{initials} · {label.removeprefix('Child ')}" if initials else label, drill=Drill("child", key))


def initials_of(row: Mapping[str, Any]) -> str:
    """Return the initials of a row that holds first letters; empty where no feed holds a name."""
    return "".join(str(row[each]).upper() for each in ("first_initial", "last_initial") if row[each])
