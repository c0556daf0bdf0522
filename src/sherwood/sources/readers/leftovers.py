"""Sources: words for what a reader of columns passed over: columns that nothing declares and rows that hold nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sherwood.sources.headings import Headings


def unread_columns(
    headings: Headings, filled_at: Callable[[int], int], table_name: str, position: Callable[[int], str] = str
) -> list[str]:
    """Name the columns that belong to no declared one, with how many filled cells were left unread.

    `filled_at` counts the filled cells of the column at an index; `position` says where a column without a heading stands, given its
    number from 1.
    """
    notes = []
    for index, heading in headings.unknown.items():
        filled = filled_at(index)
        if heading:
            notes.append(f"column '{heading}' is no part of '{table_name}' and was not read ({filled} filled cells)")
        elif filled:
            notes.append(f"column {position(index + 1)} has no heading and was not read ({filled} filled cells)")
    return notes


def filled(texts: Sequence[str]) -> int:
    """Cells that hold more than spaces."""
    return sum(1 for text in texts if text.strip())


def about_rows(what: str, rows: int, blank: int) -> list[str]:
    """Say that a file or sheet (`what`) holds no rows, or how many blank ones were passed over."""
    if not rows:
        return [f"the {what} has a header and no rows: it says that there is nothing to return"]
    return [f"{blank} blank {'row' if blank == 1 else 'rows'} passed over"] if blank else []
