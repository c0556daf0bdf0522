"""Definitions: the few pieces of Markdown that the reference pages are made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sherwood.definitions.shapes.base import Entry, Source


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield a table and an empty line; nothing where there are no rows."""
    held = [" | ".join(_cell(each) for each in row) for row in rows]
    if held:
        yield f"| {' | '.join(headings)} |"
        yield f"|{'---|' * len(headings)}"
        yield from (f"| {row} |" for row in held)
        yield ""


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def source_lines(sources: Iterable[Source]) -> Iterator[str]:
    """Yield a line for each source, with whether its wording was seen or is background knowledge."""
    for each in sources:
        parts = [each.title, each.section, str(each.year or "")]
        yield f"* Source: {', '.join(part for part in parts if part)} ({each.certainty})"


def changes(entry: Entry) -> Iterator[str]:
    """Yield the dated log of an entry, newest first, and an empty line."""
    for each in sorted(entry.changed, key=lambda change: change.date, reverse=True):
        yield f"* Changed {each.date}: {each.note}"
    yield ""
