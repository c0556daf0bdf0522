"""Returns: the children in need census as one XML message, its elements in the order the collection's schema fixes."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree

from sherwood.definitions.shapes.feed import FeedYear
from sherwood.vocabulary.periods import Period

Row = Mapping[str, Any]
Rows = Mapping[str, Sequence[Row]]
SOFTWARE = "Sherwood"
# Blocks of a case in the order of the schema; the flag stands among them.
BEFORE_FLAG = ("assessments", "cin_plans", "section_47")
AFTER_FLAG = ("child_protection_plans", "pre_proceedings")
IN_CHARACTERISTICS = ("ethnicity",)
FLAG = "referral_nfa"


def census_message(declared: FeedYear, year: Period, authority_number: str, rows: Rows, made_at: dt.datetime) -> bytes:
    """Return the whole message: a child with its cases, and in each case what stands under it."""
    root = etree.Element("Message")
    _header(etree.SubElement(root, "Header"), year, authority_number, made_at)
    children = etree.SubElement(root, "Children")
    message = _Message(declared, {name: _by(each, _PARENT[name]) for name, each in rows.items() if name in _PARENT})
    for row in rows["children"]:
        message.child(etree.SubElement(children, "Child"), row)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


# What tells under which row each table's rows stand.
_PARENT: Mapping[str, tuple[str, ...]] = {
    "disabilities": ("child",),
    "cin_details": ("child",),
    **dict.fromkeys((*BEFORE_FLAG, *AFTER_FLAG), ("child", "referral_date")),
    "assessment_factors": ("child", "referral_date", "start_date"),
    "reviews": ("child", "plan_start_date"),
}


def _by(rows: Iterable[Row], key: tuple[str, ...]) -> dict[tuple[Any, ...], list[Row]]:
    found: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in rows:
        found[tuple(row[name] for name in key)].append(row)
    return found


@dataclass(frozen=True)
class _Message:
    """The rows of every table below the children, by what they stand under."""

    declared: FeedYear
    below: Mapping[str, Mapping[tuple[Any, ...], Sequence[Row]]]

    def child(self, element: etree._Element, row: Row) -> None:
        """Write one child: who it is, what is so of it, and its cases."""
        table = self.declared.tables["children"]
        own = [name for name in table.columns if name not in IN_CHARACTERISTICS]
        self._fill(etree.SubElement(element, "ChildIdentifiers"), "children", own, row)
        particulars = etree.SubElement(element, "ChildCharacteristics")
        self._fill(particulars, "children", IN_CHARACTERISTICS, row)
        disabilities = etree.SubElement(particulars, "Disabilities")
        for each in self._rows("disabilities", row["child"]):
            etree.SubElement(disabilities, "Disability").text = each["disability"]
        for case in self._rows("cin_details", row["child"]):
            self._case(etree.SubElement(element, "CINdetails"), case)

    def _case(self, element: etree._Element, case: Row) -> None:
        own = [name for name in self.declared.tables["cin_details"].columns if name not in ("child", FLAG)]
        self._fill(element, "cin_details", own, case)
        self._blocks(element, BEFORE_FLAG, case)
        self._fill(element, "cin_details", [FLAG], case)
        self._blocks(element, AFTER_FLAG, case)

    def _blocks(self, element: etree._Element, names: Iterable[str], case: Row) -> None:
        for name in names:
            for row in self._rows(name, case["child"], case["referral_date"]):
                table = self.declared.tables[name]
                assert table.xml is not None
                block = etree.SubElement(element, table.xml.element)
                own = [each for each, column in table.columns.items() if each != "child" and not column.above]
                self._fill(block, name, own, row)
                self._inside(block, name, row)

    def _inside(self, block: etree._Element, name: str, row: Row) -> None:
        """Write what stands inside a block: the factors of an assessment, the reviews of a plan."""
        inner = {"assessments": "assessment_factors", "child_protection_plans": "reviews"}.get(name)
        if inner is None:
            return
        table = self.declared.tables[inner]
        key = (
            (row["child"], row["referral_date"], row["start_date"])
            if inner != "reviews"
            else (row["child"], row["start_date"])
        )
        found = self._rows(inner, *key)
        if not found or table.xml is None:
            return
        around = etree.SubElement(block, table.xml.within)
        for each in found:
            etree.SubElement(around, table.xml.element).text = _text(each[table.xml.value_of])

    def _rows(self, name: str, *key: Any) -> Sequence[Row]:
        return self.below.get(name, {}).get(key, ()) if name in self.declared.tables else ()

    def _fill(self, element: etree._Element, table: str, names: Iterable[str], row: Row) -> None:
        """Write an element for each cell that holds something, under the headings of the year."""
        columns = self.declared.tables[table].columns
        for name in names:
            if row.get(name) not in (None, ""):
                etree.SubElement(element, columns[name].header).text = _text(row[name])


def _header(header: etree._Element, year: Period, authority_number: str, made_at: dt.datetime) -> None:
    details = etree.SubElement(header, "CollectionDetails")
    for tag, text in (
        ("Collection", "CIN"),
        ("Year", str(year.last_day.year)),
        ("ReferenceDate", year.last_day.isoformat()),
    ):
        etree.SubElement(details, tag).text = text
    source = etree.SubElement(header, "Source")
    named = (
        ("SourceLevel", "L"),
        ("LEA", authority_number),
        ("SoftwareCode", SOFTWARE),
        ("Release", "1"),
        ("SerialNo", "001"),
    )
    for tag, text in (*named, ("DateTime", f"{made_at:%Y-%m-%dT%H:%M:%S}")):
        etree.SubElement(source, tag).text = text


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, dt.date) else str(value)
