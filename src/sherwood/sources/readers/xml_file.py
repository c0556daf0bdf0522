"""Sources: reads the XML form of a return, one child's element after another, into one table of text for each declared element."""

from __future__ import annotations

import io
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from sherwood.definitions.shapes.feed import SourceTable, Xml
from sherwood.sources.errors import Refused
from sherwood.sources.raw import RawTable

_NO_ENTITIES = "save it without the DOCTYPE, as the return's own export writes it"
_FIRST_TAG = re.compile(rb"<([A-Za-z_][\w:.-]*)")
_NOTHING = frozenset({"", "0", "false", "n", "no"})


@dataclass
class _Rows:
    """The rows of one table as they come: an occurrence number and the texts of its columns."""

    table: SourceTable
    lines: list[int] = field(default_factory=list)
    cells: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))


def root_of(content: bytes) -> str:
    """The name of the outermost element; raises Refused if there is none or the file declares a document type."""
    for element in _elements(content, ("start",), None):
        return _local(element)
    raise Refused("the file holds no element", "ask for the file again")


def read_xml(content: bytes, shape: Xml, tables: Mapping[str, SourceTable], max_rows: int) -> dict[str, RawTable]:
    """Read every table that the XML form declares; a row's line is the number of its element's occurrence in the file.

    An element without text of its own is a blank row. What belongs to the child (number, birthday) is read from the element that
    holds the child's number. Raises Refused for a file that breaks off, declares a document type or holds too many rows.
    """
    found = {name: _Rows(table) for name, table in tables.items() if table.xml}
    seen: Counter[str] = Counter()
    unknown: Counter[str] = Counter()
    for record in _elements(content, ("end",), shape.record):
        _read_record(record, shape, found, seen, unknown)
        if max(len(rows.lines) for rows in found.values()) > max_rows:
            raise Refused(
                f"the file has more than {max_rows:,} rows, the most this return may have",
                "split it, or check what it holds",
            )
        _let_go(record)
    notes = [
        f"element '{name}' is no part of the return and was not read ({times} times)"
        for name, times in sorted(unknown.items())
    ]
    return {
        name: RawTable(name, dict(rows.cells), rows.lines, notes=notes if not at else [])
        for at, (name, rows) in enumerate(found.items())
    }


def _let_go(record: etree._Element) -> None:
    """Free a record that was read, and those before it, so that a large file never stands in memory as a whole."""
    record.clear()
    parent = record.getparent()
    while parent is not None and record.getprevious() is not None:
        del parent[0]


def _elements(content: bytes, events: tuple[str, ...], name: str | None) -> Iterator[etree._Element]:
    """Yield elements as they begin or end, with no entity expanded and nothing fetched; a document type is refused."""
    if b"<!DOCTYPE" in content:
        raise Refused("the file declares a document type, which can hide harmful contents", _NO_ENTITIES)
    tag = f"{{*}}{name}" if name else None
    try:
        parsed = etree.iterparse(
            io.BytesIO(content), events=events, tag=tag, resolve_entities=False, load_dtd=False, no_network=True
        )
        for _, element in parsed:
            if element.getroottree().docinfo.doctype:
                raise Refused("the file declares a document type, which can hide harmful contents", _NO_ENTITIES)
            yield element
    except etree.XMLSyntaxError as error:
        raise _in_words(error, content) from error


def _in_words(error: etree.XMLSyntaxError, content: bytes) -> Refused:
    """Word a syntax error: a file whose outermost element is never closed was cut off on its way."""
    line = error.lineno or 1
    outermost = _FIRST_TAG.search(content)
    if outermost and b"</" + outermost[1] not in content:
        return Refused(f"the file ends before its last element (line {line})", "ask for the file again")
    return Refused(f"the file is not well-formed XML (line {line})", "ask for the file again, or correct that line")


def _read_record(
    record: etree._Element, shape: Xml, found: Mapping[str, _Rows], seen: Counter[str], unknown: Counter[str]
) -> None:
    """Add the rows of one child's element to the tables."""
    by_element: dict[str, list[_Rows]] = defaultdict(list)
    for rows in found.values():
        by_element[rows.table.xml.element if rows.table.xml else ""].append(rows)
    shared = _shared(record, shape)
    known = _known_names(found) | {shape.child}
    for element in record.iter(etree.Element):
        name = _local(element)
        if name in by_element:
            seen[name] += 1
            own = _texts(element)
            for rows in by_element[name]:
                _add(rows, seen[name], own, shared)
        elif element is not record and name not in known:
            unknown[name] += 1


def _add(rows: _Rows, occurrence: int, own: Mapping[str, str], shared: Mapping[str, str]) -> None:
    """Add one occurrence as a row, unless it holds nothing of this table."""
    when = rows.table.xml.when_filled if rows.table.xml else ()
    is_there = any(own.get(name, "").strip().lower() not in _NOTHING for name in when) if when else any(own.values())
    if not is_there:
        return
    rows.lines.append(occurrence)
    for name, column in rows.table.columns.items():
        element = column.xml or column.header
        rows.cells[name].append(own.get(element) or shared.get(element, ""))


def _shared(record: etree._Element, shape: Xml) -> dict[str, str]:
    """Return the texts that belong to the child as a whole: beside the child's number, and straight below the record."""
    holder = next((each.getparent() for each in record.iter(f"{{*}}{shape.child}")), None)
    beside = _texts(holder) if holder is not None else {}
    return beside | _texts(record)


def _known_names(found: Mapping[str, _Rows]) -> set[str]:
    names: set[str] = set()
    for rows in found.values():
        names |= {column.xml or column.header for column in rows.table.columns.values()}
        names |= set(rows.table.xml.when_filled) if rows.table.xml else set()
    return names


def _texts(element: etree._Element) -> dict[str, str]:
    """Return the texts of the elements straight below, the first of each name that is filled."""
    texts: dict[str, str] = {}
    for child in element:
        if isinstance(child.tag, str) and len(child) == 0:
            text = (child.text or "").strip()
            texts[_local(child)] = texts.get(_local(child)) or text
    return texts


def _local(element: etree._Element) -> str:
    return str(etree.QName(element).localname)
