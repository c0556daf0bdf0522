"""Synthetic: writes tables in the forms a feed declares, CSV and XML, handing on files such as a council would receive."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from sherwood.definitions.shapes.feed import FeedYear, SourceTable
from sherwood.synthetic.extracts import Row, Value

DATE_STYLE = "%d/%m/%Y"
_BYTE_ORDER_MARK = "\ufeff"


@dataclass
class Sheet:
    """A CSV file about to be written: headings, and lines of cells; an empty line stands for a blank row."""

    headings: list[str]
    columns: list[str]
    lines: list[list[str]] = field(default_factory=list)
    byte_order_mark: bool = False


def sheet_of(table: SourceTable, rows: list[Row], date_style: str = DATE_STYLE) -> Sheet:
    """The rows of a table under the headings the feed declares, dates in one style."""
    columns = list(table.columns)
    lines = [[text_of(row.get(column), date_style) for column in columns] for row in rows]
    return Sheet([table.columns[column].header for column in columns], columns, lines)


def text_of(value: Value, date_style: str = DATE_STYLE) -> str:
    """A cell as text; nothing where there is no value."""
    if isinstance(value, dt.date):
        return value.strftime(date_style)
    return value or ""


def write_csv(path: Path, sheet: Sheet) -> int:
    """Write the sheet and return how many rows it holds, blank ones apart."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerows([sheet.headings, *sheet.lines])
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(((_BYTE_ORDER_MARK if sheet.byte_order_mark else "") + text.getvalue()).encode("utf-8"))
    return sum(1 for line in sheet.lines if line)


def write_xml(path: Path, year: FeedYear, tables: dict[str, list[Row]]) -> int:
    """Write the year's tables that have an XML form as one file; return how many children it holds.

    One record a child: what belongs to the child once stands in the header element, repeated rows below it, episodes beside it.
    Raises ValueError where the feed's year declares no XML form.
    """
    if year.xml is None:
        raise ValueError(f"{year.title}: this year declares no XML form")
    by_child: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for name, rows in tables.items():
        for row in rows:
            by_child[str(row["child"])][name].append(row)
    root = etree.Element(year.xml.root)
    for found in by_child.values():
        _record(etree.SubElement(root, year.xml.record), year, found)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))
    return len(by_child)


def _record(record: etree._Element, year: FeedYear, found: dict[str, list[Row]]) -> None:
    main = _element(year.tables["header"])
    header = etree.SubElement(record, main)
    written: set[str] = set()
    for name, table in year.tables.items():
        if _element(table) == main:
            for row in found.get(name, []):
                _fill(header, table, row, written)
    if found.get("uasc"):
        etree.SubElement(header, "UASC").text = "1"
    for name, table in year.tables.items():
        if _element(table) in {main, ""}:
            continue
        for row in found.get(name, []):
            parent = record if name == "episodes" else header
            _fill(etree.SubElement(parent, _element(table)), table, row, {"CHILDID", "DOB"})


def _element(table: SourceTable) -> str:
    """The element a table's rows stand in; empty where the table has no XML form."""
    return table.xml.element if table.xml else ""


def _fill(element: etree._Element, table: SourceTable, row: Row, written: set[str]) -> None:
    """Add one element for each cell that holds something and has not been written there before."""
    for name, column in table.columns.items():
        tag, text = column.xml or column.header, text_of(row.get(name), "%Y-%m-%d")
        if text and tag not in written:
            etree.SubElement(element, tag).text = text
            written.add(tag)
