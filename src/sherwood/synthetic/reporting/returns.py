"""Synthetic: reads the rows of one year's looked-after return back as plainly as possible, from CSV files or the one XML file."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

Line = dict[str, str]
# The element a row of each file stands in; rows marked with one element stand in the child's header.
_ELEMENTS = {"header": "HEADER", "episodes": "EPISODE", "reviews": "AREVIEW", "missing": "AMISSING", "oc2": "OC2"}
_ELEMENTS |= {"placed_for_adoption": "AD_PLACED", "previous_permanence": "PERMANENCE"}
_MARKED = {"oc3": "IN_TOUCH", "ad1": "DATE_INT", "uasc": "UASC"}
_NAMES = {"childid": "child", "pl": "place"}


def read_return(folder: Path, file: str) -> list[Line]:
    """The rows of a file that say whose they are, headings in lower case; nothing where the return holds no such file."""
    whole = folder / "ssda903.xml"
    rows = _from_csv(folder / f"{file}.csv") or (list(_from_xml(whole, file)) if whole.exists() else [])
    return [row | {"child": row["child"].removesuffix(".0")} for row in rows if row.get("child")]


def _from_csv(path: Path) -> list[Line]:
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as opened:
        return [
            {key.lower(): value.strip() for key, value in row.items() if key and value is not None}
            for row in csv.DictReader(opened)
        ]


def _from_xml(path: Path, file: str) -> Iterator[Line]:
    for record in etree.parse(path).getroot().iterfind("CHILD"):
        header = record.find("HEADER")
        if header is None:
            continue
        child = {"child": header.findtext("CHILDID") or "", "dob": header.findtext("DOB") or ""}
        mark = _MARKED.get(file)
        rows = record.iter(_ELEMENTS.get(file, "-")) if mark is None else record.iterfind(f"HEADER[{mark}]")
        yield from (_cells(row) | child for row in rows)


def _cells(element: etree._Element) -> Line:
    """An element's own cells; one that is left out is an empty cell to whoever asks with `get`."""
    return {_NAMES.get(each.tag.lower(), each.tag.lower()): each.text or "" for each in element if len(each) == 0}
