"""The list of children behind a figure: who, whose, why on the list; one page of it, each child a way to its journey."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sherwood.access import Listing
from sherwood.definitions.council import FOR_EVER
from sherwood.definitions.shapes.measure import Measure
from sherwood.definitions.shapes.table import TableColumn as Declared
from sherwood.reports.desk import Desk
from sherwood.reports.document import Cell, Drill, Note, Section, Table, TableColumn, Tag
from sherwood.reports.labels import code_label, organisation_label
from sherwood.reports.sentences import period_words
from sherwood.reports.words import days_late, initials_label, number, plural, short_day
from sherwood.vocabulary.ages import age_on
from sherwood.vocabulary.periods import Grain, period_of

PAGE_SIZE = 100
# Words for columns that several tables share, where their names alone would puzzle a reader.
HEADINGS = {
    "clock_date": "Clock started",
    "due_date": "Last day in time",
    "law_due_date": "Last day in time",
    "conference_due_date": "Last day in time",
    "kind": "What",
    "until_date": "Ended",
    "end_date": "Ended",
    "start_date": "Began",
    "days_since_previous": "Days since the one before",
    "next_referral_date": "Next referral",
    "next_safeguarding_date": "Next safeguarding step",
    "next_start_date": "Looked after again",
    "conference_date": "Conference",
}
NO_LIST = "What is counted here is of the service itself and names no child: no list stands behind this figure."
ENDS = ("end_date", "until_date", "close_date", "through_date", "ceased_date")


def listed(desk: Desk, measure: Measure, listing: Listing, *, caption: str, page: int = 1) -> Section:
    """Return the list as a section, which says how many of its children may no longer be opened, or that no child is behind the figure."""
    if desk.catalogue.table(measure.counts).holds != "people":
        return Section(caption, (Note(NO_LIST),))
    blocks: list[Table | Note] = [_table(desk, measure, listing, caption, page)]
    closed = listing.counted - listing.openable
    if closed > 0:
        months = plural(desk.viewer.names_open_months, "month")
        gone = f"the child left you or your team more than {months} before the data date"
        blocks.append(Note(f"{plural(closed, 'row')} behind this figure can't be listed: {gone}."))
    return Section(caption, tuple(blocks))


def _table(desk: Desk, measure: Measure, listing: Listing, caption: str, page: int) -> Table:
    declared = desk.catalogue.table(measure.counts).columns
    details = [name for name in measure.details if name in declared]
    headings = [
        "Child",
        "Child number",
        "Age",
        *(declared[name].label or heading(name) for name in details),
        *(() if is_own(desk) else ("Worker", "Team")),
    ]
    if _has_parts(measure):
        headings.insert(3, "In time" if measure.kind == "timeliness" else "Counted")
    rows = tuple(_row(desk, measure, row, details, declared) for row in listing.rows)
    return Table(
        caption,
        tuple(TableColumn(label, is_number=label == "Age") for label in headings),
        rows,
        total_rows=listing.openable,
        page=page,
        page_size=PAGE_SIZE,
        empty="No child you may open is behind this figure.",
        holds_children=True,
    )


def is_own(desk: Desk) -> bool:
    """Tell whether every child the viewer sees is their own, so that the list need not say whose."""
    viewer = desk.viewer
    return bool(viewer.caseloads) and not (viewer.county or viewer.team_ids or viewer.service_ids)


def _has_parts(measure: Measure) -> bool:
    """Tell whether a row either meets what the measure asks or does not: then the list says which."""
    return measure.kind in ("share", "timeliness", "repeat")


def _row(
    desk: Desk, measure: Measure, row: Mapping[str, Any], details: list[str], declared: Mapping[str, Declared]
) -> tuple[Cell, ...]:
    key = str(row["record_key"])
    birth, on = row["birth_date"], row["attributed_date"]
    age = age_on(birth, on) if birth and on else None
    cells = [
        Cell(initials_label(key), drill=Drill("child", key)),
        Cell(str(row["source_id"])),
        Cell("" if age is None else str(age), number=age),
    ]
    if _has_parts(measure):
        cells.append(Cell("Yes" if row["numerator"] else "No", tag=_part(measure, bool(row["numerator"]))))
    due = getattr(measure, "due", "") if measure.kind == "worklist" else ""
    cells += [_detail(desk, name, row[name], declared[name], is_due=name == due) for name in details]
    if not is_own(desk):
        cells += [Cell(organisation_label(desk, name, row[f"{name}_id"])) for name in ("worker", "team")]
    return tuple(cells)


def _part(measure: Measure, met: bool) -> Tag | None:
    if measure.kind == "timeliness":
        return Tag("In time", "good") if met else Tag("Late", "late")
    return None


def heading(name: str) -> str:
    """Return a column's name in words: `review_date` becomes `Review`, `is_trio` becomes `Trio`."""
    if name in HEADINGS:
        return HEADINGS[name]
    plain = (
        name.removesuffix("_code").removesuffix("_date").removesuffix("_id").removeprefix("is_").removeprefix("has_")
    )
    return plain.replace("_", " ").capitalize().replace("Urn", "URN").replace("Sdq", "SDQ").replace("Sen ", "SEN ")


def _detail(desk: Desk, name: str, value: object, column: Declared, *, is_due: bool = False) -> Cell:
    """Return one cell in words; `is_due` marks the day by which something must be done, and how late it is."""
    if value is None:
        return Cell("Not recorded")
    if isinstance(value, dt.date):
        if value >= FOR_EVER:
            return Cell("Still open" if name in ENDS else "None so far")
        return Cell(short_day(value), date=value, tag=days_late(value, desk.day) if is_due else None)
    if isinstance(value, bool):
        return Cell("Yes" if value else "No")
    if isinstance(value, int | float):
        return Cell(number(value, ""), number=float(value))
    return Cell(code_label(desk, column.codelist, str(value)) if column.codelist else str(value))


def period_line(first: dt.date, last: dt.date, grain: Grain) -> str:
    """Return the days a list speaks of, in words."""
    if first == last:
        return f"on {short_day(first)}"

    whole = period_of(first, grain)
    if whole.first_day == first and whole.last_day >= last:
        return f"in {period_words(whole.label, grain)}"
    return f"from {short_day(first)} to {short_day(last)}"
