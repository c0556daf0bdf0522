"""Reads an SSDA903 return that came as one XML file into rows named as in the CSV files (formats.md section 2)."""

from pathlib import Path
from xml.etree import ElementTree

# name of the table: the element one row is, and what marks a row of it where the element holds other tables too
ELEMENTS = {
    "header": ("HEADER", None),
    "episodes": ("EPISODE", None),
    "reviews": ("AREVIEW", None),
    "oc2": ("OC2", None),
    "ad1": ("HEADER", "FOSTER_CARE"),
}
OTHER_NAMES = {"CHILDID": "CHILD", "PL": "PLACE"}


def cells_of(element: ElementTree.Element) -> dict[str, str]:
    """The element's own values, without those of the rows inside it."""
    return {OTHER_NAMES.get(each.tag, each.tag): each.text or "" for each in element if len(each) == 0}


def read_tables(path: Path) -> dict[str, list[dict[str, str]]]:
    """Rows of each known table in the order of the file, every one with the child's number and its place as `line`."""
    found: dict[str, list[dict]] = {table: [] for table in ELEMENTS}
    for child in ElementTree.parse(path).getroot():
        number = child.findtext(".//CHILDID")
        for table, (element, mark) in ELEMENTS.items():
            for each in child.iter(element):
                if mark is None or each.findtext(mark):
                    row = {**cells_of(each), "CHILD": number or "", "line": len(found[table]) + 1}
                    found[table].append(row)
    return {table: with_every_column(rows) for table, rows in found.items() if rows}


def with_every_column(rows: list[dict]) -> list[dict]:
    """An element that is left out is an empty cell."""
    columns = {column for row in rows for column in row}
    return [{column: row.get(column, "") for column in columns} for row in rows]
