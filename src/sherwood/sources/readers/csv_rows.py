"""Sources: splits the lines of a CSV file into rows, so that a stray quotation mark costs its own row and no other."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_MOST_LINES_IN_A_ROW = 25


class Row(NamedTuple):
    """The cells of one row, the physical line it starts on (the header's is 1), and whether a quotation mark is never closed."""

    line: int
    cells: list[str]
    is_unclosed: bool = False


def blank_characters(delimiter: str) -> str:
    """What a line may consist of and still be blank."""
    return f' "\u00a0\t{delimiter}'


def rows_of(lines: Sequence[str], first: int, delimiter: str, width: int) -> Iterator[Row]:
    """Split the lines from index `first` on; blank lines are left out.

    A quoted cell may run over several lines if the row then has as many cells as the header (`width`); otherwise the line on which
    the quotation mark stands is a row of its own, unclosed, and reading goes on with the next line.
    """
    index = first
    blank = blank_characters(delimiter)
    while index < len(lines):
        line = lines[index]
        if not line.strip(blank):
            index += 1
            continue
        if '"' not in line:
            yield Row(index + 1, line.split(delimiter))
            index += 1
            continue
        cells, used, is_unclosed = _quoted(lines, index, delimiter, width)
        yield Row(index + 1, cells, is_unclosed)
        index += used


def _quoted(lines: Sequence[str], index: int, delimiter: str, width: int) -> tuple[list[str], int, bool]:
    """Return the cells of a row that holds quotation marks, the lines it takes up, and whether a mark is never closed."""
    alone = _strictly(lines[index : index + 1], delimiter)
    if alone is not None:
        return alone, 1, False
    for used in range(2, _MOST_LINES_IN_A_ROW + 1):
        if index + used > len(lines):
            break
        cells = _strictly(lines[index : index + used], delimiter)
        if cells is not None and len(cells) == width:
            return cells, used, False
    is_unclosed = lines[index].count('"') % 2 == 1
    return _loosely(lines[index], delimiter), 1, is_unclosed


def _loosely(line: str, delimiter: str) -> list[str]:
    """Return the cells of a row that is not well quoted; one with a cell too long for the splitter is parted at every delimiter."""
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return line.split(delimiter)


def _strictly(lines: Sequence[str], delimiter: str) -> list[str] | None:
    """Return the one row that the lines make up, or None if they are not exactly one well-quoted row."""
    try:
        found = list(csv.reader([f"{line}\n" for line in lines], delimiter=delimiter, strict=True))
    except csv.Error:
        return None
    return found[0] if len(found) == 1 else None
