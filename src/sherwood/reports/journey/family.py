"""Journey: the other children of the family, of whom only those the viewer may open are listed or counted."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sherwood.access import family_of
from sherwood.reports.caseload import NOT_BORN
from sherwood.reports.children import child_cell
from sherwood.reports.desk import Desk
from sherwood.reports.document import Cell, Note, Section, Table, TableColumn
from sherwood.reports.labels import code_label, organisation_label
from sherwood.vocabulary.ages import age_on

# Said always, and in the same words, so that it never tells whether there is somebody to hide.
ONLY_OPEN = "Only children whose record you may open stand here; others of the family, if there are any, are neither listed nor counted."


def family_section(desk: Desk, record_key: str) -> Section:
    """Return the children kept under one family's number with this child, eldest first; that they were listed is recorded."""
    rows = tuple(_line(desk, row) for row in family_of(desk.reader, desk.viewer, record_key))
    columns = ("Child", "Age", "Sex", "Worker", "Team")
    table = Table(
        "Brothers, sisters and other children of the family",
        tuple(TableColumn(each, is_number=each == "Age") for each in columns),
        rows,
        empty="No other child of this family stands in the records you may open.",
        holds_children=True,
    )
    return Section("Family", (table, Note(ONLY_OPEN)))


def _line(desk: Desk, row: dict[str, Any]) -> tuple[Cell, ...]:
    age = _age(row["birth_date"], row["death_date"], desk.day)
    return (
        child_cell(row),
        Cell(age, number=float(age) if age.isdigit() else None),
        Cell(code_label(desk, "sex", row["sex"])),
        Cell(organisation_label(desk, "worker", row["worker_id"])),
        Cell(organisation_label(desk, "team", row["team_id"]) if row["team_id"] else ""),
    )


def _age(birth: dt.date | None, death: dt.date | None, day: dt.date) -> str:
    if death is not None and death <= day:
        return "Died"
    if birth is None:
        return "Not recorded"
    return NOT_BORN if birth > day else str(age_on(birth, day))
