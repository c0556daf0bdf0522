"""Sources: opens the XML form of a return, safely and one child at a time, and hands on one table of text for each declared element."""

from __future__ import annotations

import datetime as dt
import io
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lxml import etree

from sherwood.definitions.shapes.feed import SourceTable, Xml
from sherwood.sources.errors import Refused
from sherwood.sources.raw import RawTable
from sherwood.sources.readers.xml_plan import local_name, plan_of
from sherwood.sources.readers.xml_rows import RecordReader
from sherwood.vocabulary.collecting import uncollected
from sherwood.vocabulary.periods import collection_year

NO_DOCUMENT_TYPE = Refused(
    "the file declares a document type, which can hide harmful contents",
    "save it without the DOCTYPE, as the return's own export writes it",
)
# A child's element is some thousands of bytes long; in memory it takes up to fifteen times as many.
_LARGEST_RECORD = 32_000_000
_FORGOTTEN_AT_ONCE = 1_000_000
_FIRST_TAG = re.compile(rb"<([A-Za-z_][\w:.-]*)")
_YEAR = re.compile(r"20\d\d", re.ASCII)
# A header is a dozen elements long and comes first; a return without one is not read to its end to find that out.
_LONGEST_HEADER = 100


def root_of(content: bytes) -> str:
    """The name of the outermost element; raises Refused if there is none or the file declares a document type."""
    for element in _elements(io.BytesIO(content), ("start",), None):
        return _name(element)
    raise Refused("the file holds no element", "ask for the file again")


def holds(content: bytes, names: Sequence[str]) -> bool:
    """Whether every element of these names occurs in the file; raises Refused where the file cannot be read that far."""
    missing = set(names)
    if not missing:
        return True
    for element in _elements(io.BytesIO(content), ("end",), [f"{{*}}{name}" for name in names]):
        missing.discard(_name(element))
        element.clear()
        if not missing:
            return True
    return False


def collection_year_of(content: bytes) -> str | None:
    """The collection year that the file's header names, such as `2021-22` for the year ending in 2022; None without such a header."""
    said = header_of(content)
    return _year_said(said.get("Year", ""), said.get("ReferenceDate", ""))


def header_of(content: bytes) -> dict[str, str]:
    """The texts of the header's `CollectionDetails` by name, none without such a header.

    They hold the ending year and the reference date, the last day of the year (Children in need census, header).
    """
    for element in itertools.islice(_elements(io.BytesIO(content), ("end",), None), _LONGEST_HEADER):
        if _name(element) == "CollectionDetails":
            return {_name(each): (each.text or "").strip() for each in element}
    return {}


def _year_said(year: str, reference_date: str) -> str | None:
    if _YEAR.fullmatch(year):
        return collection_year(dt.date(int(year), 3, 31)).label
    try:
        return collection_year(dt.date.fromisoformat(reference_date[:10])).label
    except ValueError:
        return None


def read_xml(content: bytes, shape: Xml, tables: Mapping[str, SourceTable], max_rows: int) -> dict[str, RawTable]:
    """Read every table that the XML form declares; a row's line is the number of its element's occurrence in the file.

    Rows may stand inside rows. An element without text of its own is a blank row. What belongs to the child (number, birthday) is
    read from the element that holds the child's number. Raises Refused for a file that breaks off, declares a document type or
    holds too many rows.
    """
    plan = plan_of(shape, tables)
    reader = RecordReader(plan, max_rows)
    with uncollected():
        for record in records(content, shape.record):
            reader.read(record)
        reader.settle()
    notes = reader.notes()
    return {
        rows.name: RawTable(rows.name, rows.columns, rows.lines, notes=notes if not at else [])
        for at, rows in enumerate(plan.tables)
    }


class _Metered(io.BytesIO):
    """A file's bytes; raises Refused where more have been read since the last mark than memory bears as elements."""

    marked = 0

    def read(self, size: int | None = -1, /) -> bytes:
        """Read on, as any file."""
        if self.tell() - self.marked > _LARGEST_RECORD:
            raise Refused(
                "more than 32 megabytes of the file are a single child's element, or none's",
                "ask for the file again",
            )
        return super().read(size)


def records(content: bytes, name: str) -> Iterator[etree._Element]:
    """Yield each outermost element of this name, empty it when the next one is asked for, and now and then let go of all before it.

    Raises Refused where so much of the file stands in one of them, or between two, that it would fill the memory.
    """
    source = _Metered(content)
    forgotten = 0
    around: etree._Element | None = None
    for element in _elements(source, ("end",), [f"{{*}}{name}"]):
        if around is None or element.getparent() is not around:
            above = list(element.iterancestors())
            if any(_name(each) == name for each in above):
                continue
            around = next(iter(above), None)
            for each in above:
                _forget_before(each)
        yield element
        source.marked = source.tell()
        element.clear()
        if source.marked - forgotten > _FORGOTTEN_AT_ONCE:
            _forget_before(element)
            forgotten = source.marked


def _forget_before(element: etree._Element) -> None:
    """Take what stands before an element, beside it, out of the tree."""
    while (before := element.getprevious()) is not None and (around := element.getparent()) is not None:
        around.remove(before)


def _elements(source: io.BytesIO, events: tuple[str, ...], names: Sequence[str] | None) -> Iterator[etree._Element]:
    """Yield elements as they begin or end, with no entity expanded and nothing fetched; a document type is refused."""
    content = source.getvalue()
    if b"<!DOCTYPE" in content:
        raise NO_DOCUMENT_TYPE
    try:
        parsed = etree.iterparse(
            source,
            events=events,
            tag=names,
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            remove_comments=True,
            remove_pis=True,
            remove_blank_text=True,
        )
        is_checked = False
        for _, element in parsed:
            if not is_checked:
                _refuse_document_type(element)
                is_checked = True
            yield element
        if not is_checked and parsed.root is not None:
            _refuse_document_type(parsed.root)
    except etree.XMLSyntaxError as error:
        raise _in_words(error, content) from error


def _refuse_document_type(element: etree._Element) -> None:
    """Raise Refused if the file of an element declares a document type."""
    about: Any = element.getroottree().docinfo
    if about.doctype:
        raise NO_DOCUMENT_TYPE


def _name(element: etree._Element) -> str:
    return local_name(str(element.tag))


def _in_words(error: etree.XMLSyntaxError, content: bytes) -> Refused:
    """Word a syntax error: a file whose outermost element is never closed was cut off on its way."""
    # What is wrong with an entity stands in the log alone.
    log: Any = error.error_log
    line = error.lineno or (log.last_error.line if log.last_error else 1)
    outermost = _FIRST_TAG.search(content)
    if outermost and b"</" + outermost[1] not in content:
        return Refused(f"the file ends before its last element (line {line})", "ask for the file again")
    return Refused(f"the file is not well-formed XML (line {line})", "ask for the file again, or correct that line")
