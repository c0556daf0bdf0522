"""Sources: tells by its content of which feed and table a file is, whatever it is called; hands on what it is to be read as."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sherwood.definitions.shapes.feed import Feed, FileFormat, SourceTable
from sherwood.sources.errors import Refused
from sherwood.sources.headings import fit, recognise
from sherwood.sources.kinds import FileKind, kind_of
from sherwood.sources.readers.csv_file import open_csv
from sherwood.sources.readers.parquet_file import open_parquet
from sherwood.sources.readers.workbook import Workbook, open_workbook
from sherwood.sources.readers.xml_file import holds, root_of
from sherwood.sources.sheets import choose_sheets

MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Recognised:
    """What a file is: one table of a feed, or without a table a form that holds several (XML, a workbook)."""

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
    if kind == "csv":
        found = _by_header(name, open_csv(name, content).header, kind, feeds)
    elif kind == "parquet":
        found = _by_header(name, open_parquet(name, content).header, kind, feeds)
    elif kind == "xlsx":
        found = _as_workbook(open_workbook(name, content), feeds)
    else:
        found = _as_xml(content, feeds)
    if len(content) > found.feed.max_megabytes * MEGABYTE:
        raise Refused(
            f"the file is larger than {found.feed.max_megabytes} megabytes, the most this return may have",
            "split it, or check what it holds",
        )
    return found


def _read_as(kind: FileFormat, feeds: Mapping[str, Feed]) -> list[Feed]:
    """Return the feeds that come in files of this kind; raises Refused if none does."""
    found = [feed for feed in feeds.values() if kind in feed.file_kinds]
    if not found:
        raise Refused(f"nothing is read from files of this kind ({kind})", "ask for the file in another form")
    return found


def _by_header(name: str, header: Sequence[str], kind: FileKind, feeds: Mapping[str, Feed]) -> Recognised:
    """Choose the feed one of whose tables the header fits best, then the table."""
    candidates = {feed.id: every_table(feed) for feed in _read_as(kind, feeds)}
    best = max(candidates, key=lambda each: fit(candidates[each], header, name))
    return Recognised(feeds[best], kind, recognise(candidates[best], header, name).table_name)


def _as_workbook(workbook: Workbook, feeds: Mapping[str, Feed]) -> Recognised:
    """Choose the feed of whose tables most sheets hold one; raises Refused, sheet by sheet, if none holds any."""
    choices = {feed.id: choose_sheets(workbook, every_table(feed), feed.id) for feed in _read_as("xlsx", feeds)}
    best = max(choices, key=lambda each: (choices[each].share, len(choices[each].refused)))
    if not choices[best].chosen:
        raise Refused(
            "no sheet of this workbook fits a table of the returns read here: "
            + "; ".join((*choices[best].refused, *choices[best].unread)),
            "the first filled row of a sheet must be headings as the guide names them",
        )
    return Recognised(feeds[best], "xlsx")


def _as_xml(content: bytes, feeds: Mapping[str, Feed]) -> Recognised:
    """Choose the feed with this outermost element whose own elements the file holds."""
    root = root_of(content)
    forms = [(feed, year.xml) for feed in _read_as("xml", feeds) for year in feed.years.values() if year.xml]
    alike = [(feed, form) for feed, form in forms if form.root == root]
    for feed, form in alike:
        if holds(content, form.holds):
            return Recognised(feed, "xml")
    if alike:
        feed, form = alike[0]
        raise Refused(
            f"its outermost element is '{root}', but it lacks what {feed.title} holds ({', '.join(form.holds)})",
            "it is another return, which is not read here, or an empty one",
        )
    known = ", ".join(dict.fromkeys(form.root for _, form in forms)) or "none"
    raise Refused(
        f"its outermost element is '{root}', which no return read here has ({known})",
        "load the XML file that the return's export wrote",
    )
