"""Sources: opens the XML form of a return, safely and one child at a time, and hands on one table of text for each declared element."""

from __future__ import annotations

import datetime as dt
import gc
import io
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from lxml import etree

from sherwood.definitions.shapes.feed import SourceTable, Xml
from sherwood.sources.errors import Refused
from sherwood.sources.raw import RawTable
from sherwood.sources.readers.xml_plan import local_name, plan_of
from sherwood.sources.readers.xml_rows import NO_DOCUMENT_TYPE, RecordReader
from sherwood.vocabulary.periods import collection_year

_CHUNK = 65_536
_FIRST_TAG = re.compile(rb"<([A-Za-z_][\w:.-]*)")
_YEAR = re.compile(r"20\d\d", re.ASCII)
# A header is a dozen elements long and comes first; a return without one is not read to its end to find that out.
_LONGEST_HEADER = 100


def root_of(content: bytes) -> str:
    """The name of the outermost element; raises Refused if there is none or the file declares a document type."""
    for element in _elements(content, ("start",), None):
        return _name(element)
    raise Refused("the file holds no element", "ask for the file again")


def holds(content: bytes, names: Sequence[str]) -> bool:
    """Whether every element of these names occurs in the file; raises Refused where the file cannot be read that far."""
    missing = set(names)
    if not missing:
        return True
    for element in _elements(content, ("end",), [f"{{*}}{name}" for name in names]):
        missing.discard(_name(element))
        element.clear()
        if not missing:
            return True
    return False


def collection_year_of(content: bytes) -> str | None:
    """The collection year that the file's header names, such as `2021-22` for the year ending in 2022; None without such a header.

    `CollectionDetails` holds the ending year and the reference date, the last day of the year (Children in need census, header).
    """
    for element in itertools.islice(_elements(content, ("end",), None), _LONGEST_HEADER):
        if _name(element) == "CollectionDetails":
            said = {_name(each): (each.text or "").strip() for each in element}
            return _year_said(said.get("Year", ""), said.get("ReferenceDate", ""))
    return None


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
    if b"<!DOCTYPE" in content:
        raise NO_DOCUMENT_TYPE
    target: Any = reader.target()
    parser = etree.XMLParser(target=target, resolve_entities=False, load_dtd=False, no_network=True)
    try:
        with _collector_at_rest():
            for start in range(0, len(content), _CHUNK):
                parser.feed(content[start : start + _CHUNK])
            parser.close()
    except etree.XMLSyntaxError as error:
        raise _in_words(error, content) from error
    notes = reader.notes()
    return {
        rows.name: RawTable(rows.name, rows.columns, rows.lines, notes=notes if not at else [])
        for at, rows in enumerate(plan.tables)
    }


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Let Python's collector of cycles rest: rows hold none, and it would go through all of them again and again."""
    was_at_work = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_at_work:
            gc.enable()


def _elements(content: bytes, events: tuple[str, ...], names: str | Sequence[str] | None) -> Iterator[etree._Element]:
    """Yield elements as they begin or end, with no entity expanded and nothing fetched; a document type is refused."""
    if b"<!DOCTYPE" in content:
        raise NO_DOCUMENT_TYPE
    try:
        parsed = etree.iterparse(
            io.BytesIO(content),
            events=events,
            tag=names,
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            remove_comments=True,
            remove_pis=True,
        )
        for at, (_, element) in enumerate(parsed):
            if not at and element.getroottree().docinfo.doctype:
                raise NO_DOCUMENT_TYPE
            yield element
    except etree.XMLSyntaxError as error:
        raise _in_words(error, content) from error


def _name(element: etree._Element) -> str:
    return local_name(str(element.tag))


def _in_words(error: etree.XMLSyntaxError, content: bytes) -> Refused:
    """Word a syntax error: a file whose outermost element is never closed was cut off on its way."""
    line = error.lineno or 1
    outermost = _FIRST_TAG.search(content)
    if outermost and b"</" + outermost[1] not in content:
        return Refused(f"the file ends before its last element (line {line})", "ask for the file again")
    return Refused(f"the file is not well-formed XML (line {line})", "ask for the file again, or correct that line")
