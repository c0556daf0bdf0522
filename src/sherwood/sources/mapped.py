"""Sources: whether a file would be read as a table that a person says it holds; asked before a mapping is kept."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sherwood.definitions.shapes.feed import Feed, SourceTable
from sherwood.sources.errors import MappingRefused, Refused
from sherwood.sources.readers.workbook import open_workbook
from sherwood.sources.recognising import every_table, recognise_file
from sherwood.sources.sheets import choose_sheets


def table_of(feeds: Mapping[str, Feed], feed: str, table: str) -> SourceTable:
    """The declared table a person named; raises MappingRefused where there is none of that name."""
    tables = every_table(feeds[feed]) if feed in feeds else {}
    if table not in tables:
        raise MappingRefused(f"there is no table '{table}' of a feed '{feed}'")
    return tables[table]


def held_as(file: Path, feeds: Mapping[str, Feed], feed: str, table: str) -> None:
    """Go on only if the file is read as this table of this feed; raises MappingRefused with what it would be read as instead."""
    content = file.read_bytes()
    try:
        found = recognise_file(file.name, content, feeds)
    except Refused as refusal:
        raise MappingRefused(f"with these headings the file would still not be read: {refusal}") from refusal
    if found.kind == "xlsx":
        choice = choose_sheets(open_workbook(file.name, content), every_table(feeds[feed]), feed)
        tables = set(choice.chosen) if found.feed.id == feed else set()
    else:
        tables = {found.table} if found.feed.id == feed else set()
    if table not in tables:
        named = found.table or found.feed.title
        raise MappingRefused(f"with these headings the file would be read as '{named}', which its columns fit better")
