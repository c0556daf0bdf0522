"""Sources: recognises a file by its content and reads it into tables of text; used when it arrives and when it is read again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sherwood.definitions.shapes.feed import Feed, FeedYear, SourceTable
from sherwood.sources.errors import Refused
from sherwood.sources.kinds import FileKind, kind_of
from sherwood.sources.raw import RawTable
from sherwood.sources.readers.csv_file import open_csv, read_csv, recognise_csv
from sherwood.sources.readers.xml_file import read_xml, root_of

MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Recognised:
    """What a file is: a feed's XML form, or one of its tables as CSV."""

    feed: Feed
    kind: FileKind
    table: str = ""


def every_table(feed: Feed) -> dict[str, SourceTable]:
    """Every table the feed has had in any year, by name, in its latest form."""
    tables: dict[str, SourceTable] = {}
    for name in sorted(feed.years):
        tables |= feed.years[name].tables
    return tables


def recognise_file(name: str, content: bytes, feeds: Mapping[str, Feed]) -> Recognised:
    """Tell which feed and table the content is; raises Refused if it is none, or larger than the feed allows."""
    kind = kind_of(content)
    found = _as_xml(content, feeds) if kind == "xml" else _as_csv(name, content, feeds)
    if len(content) > found.feed.max_megabytes * MEGABYTE:
        raise Refused(
            f"the file has {len(content) / MEGABYTE:,.0f} megabytes, and this return may have {found.feed.max_megabytes}",
            "split it, or check what it holds",
        )
    return found


def year_with(feed: Feed, period: str, table: str) -> FeedYear:
    """The definition of a collection year; for a table that was not returned yet, the first year that has it."""
    wanted = feed.year_for(period)
    if not table or table in wanted.tables:
        return wanted
    return next(feed.years[name] for name in sorted(feed.years) if table in feed.years[name].tables)


def read_tables(found: Recognised, year: FeedYear, name: str, content: bytes) -> list[RawTable]:
    """Read the file's tables as the year defines them; raises Refused if it can't be read to its end."""
    if found.kind == "csv":
        return [read_csv(open_csv(name, content), found.table, year.tables, found.feed.max_rows)]
    if year.xml is None:
        raise Refused("this year's return has no XML form", "load its CSV files")
    return list(read_xml(content, year.xml, year.tables, found.feed.max_rows).values())


def _as_csv(name: str, content: bytes, feeds: Mapping[str, Feed]) -> Recognised:
    opened = open_csv(name, content)
    refusals: list[Refused] = []
    for feed in feeds.values():
        if "csv" not in feed.file_kinds:
            continue
        try:
            return Recognised(feed, "csv", recognise_csv(opened, every_table(feed)).table_name)
        except Refused as refusal:
            refusals.append(refusal)
    raise refusals[0] if refusals else Refused("no feed is read as CSV", "ask for the file in another form")


def _as_xml(content: bytes, feeds: Mapping[str, Feed]) -> Recognised:
    root = root_of(content)
    roots: list[str] = []
    for feed in feeds.values():
        for year in feed.years.values():
            if year.xml and "xml" in feed.file_kinds:
                roots.append(year.xml.root)
                if year.xml.root == root:
                    return Recognised(feed, "xml")
    known = ", ".join(dict.fromkeys(roots)) or "none"
    raise Refused(
        f"its outermost element is '{root}', which no return read here has ({known})",
        "load the XML file that the return's export wrote",
    )
