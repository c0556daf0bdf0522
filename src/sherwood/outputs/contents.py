"""Outputs: what every file of a document holds whatever its format: provenance, tables in reading order, notes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sherwood.reports.document import Cell, Document, KeyFigures, Note, Table, TableColumn

MARKING = "Official-sensitive"
WIDEST, ROOM_BESIDE_A_WORD = 26, 3
# The number before a paragraph of a paper, and its words.
NUMBERED = re.compile(r"(\d{1,3}\.) (.+)", re.DOTALL)
# What XML can't hold: one such character, typed by a slip of the keyboard, makes a file that does not open.
NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def plain(text: str) -> str:
    """Return text that any file can hold."""
    return NOT_IN_XML.sub(" ", text)


def heading_lines(document: Document) -> Iterator[tuple[str, str]]:
    """Yield label and words of what a file must carry to be read and traced away from the site."""
    yield "Marking", document.marking or MARKING
    if document.question:
        yield "Question", document.question
    yield "Data", document.data_line
    yield "You see", document.scope_line
    yield "Filters", "; ".join(f"{key}: {value}" for key, value in document.filters.items()) or "none"
    yield from document.provenance.items()


def widths(table: Table) -> list[int]:
    """Return how wide each column ought to be beside the others: by its longest text up to a bound, and never less than a word."""
    return [
        _width([column.label, *(_words(row[place]) for row in table.rows)])
        for place, column in enumerate(table.columns)
    ]


def _width(texts: list[str]) -> int:
    longest_word = max(len(word) for text in texts for word in (text.split() or [""]))
    return max(min(WIDEST, max(map(len, texts))), min(longest_word, 2 * WIDEST) + ROOM_BESIDE_A_WORD)


def _words(cell: Cell) -> str:
    return f"{cell.text} {cell.tag.text}" if cell.tag else cell.text


def tables(document: Document) -> Iterator[Table]:
    """Yield every table of a document in reading order: key figures first, then the one behind each chart, then lists."""
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, KeyFigures):
                yield figures_table(section.title, block)
            elif isinstance(block, Table):
                yield block
            elif (behind := getattr(block, "table", None)) is not None:
                yield behind


def notes(document: Document) -> Iterator[tuple[str, str]]:
    """Yield heading and text of every note: a figure that leaves the site keeps its caveats."""
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Note):
                yield from ((block.heading or "Note", text) for text in (block.text, *block.points) if text)


def rows_held(table: Table) -> str:
    """Say how many rows the file holds, and of how many, so that one page of a list is never taken for the whole."""
    held, whole = len(table.rows), table.total_rows
    if whole is not None and whole > held:
        return f"{held:,} of {whole:,} rows: the rest is on the site's other pages"
    return f"{held:,} row" if held == 1 else f"{held:,} rows"


def figures_table(title: str, block: KeyFigures) -> Table:
    """Return key figures as a table with what stands below each number."""
    rows = tuple((Cell(each.label), Cell(each.value), Cell(each.detail)) for each in block.figures)
    return Table(title or "Key figures", (TableColumn("Figure"), TableColumn("Value"), TableColumn("Detail")), rows)
