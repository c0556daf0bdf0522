"""Outputs: a document as open data: a CSV file a table, and a description of each by the Data Package standard, in one archive."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from sherwood.outputs.contents import heading_lines, notes, tables
from sherwood.outputs.csv import safe
from sherwood.reports.document import Cell, Document, Table
from sherwood.reports.words import TOO_FEW

WITHHELD = "c"
LICENCE = {
    "name": "OGL-UK-3.0",
    "title": "Open Government Licence v3.0",
    "path": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
}
SUPPRESSION = (
    f"Numbers from 1 to 5, and others from which they could be worked out, are withheld: the cell holds {WITHHELD}."
)
# Files of one content are equal byte by byte, whenever they are made.
MADE = (1980, 1, 1, 0, 0, 0)


def render(document: Document) -> bytes:
    """Return the archive: `datapackage.json` and, under `data/`, every table of the document. Raises ValueError for lists of children."""
    if document.names_children:
        raise ValueError("open data hold no list of children")
    named = [(f"{number:02}-{_name(table.caption)}", table) for number, table in enumerate(tables(document), start=1)]
    named = [(name, table) for name, table in named if table.rows and not table.holds_children]
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        _add(archive, "datapackage.json", json.dumps(_package(document, named), indent=2, ensure_ascii=False))
        for name, table in named:
            _add(archive, f"data/{name}.csv", _csv(table))
    return stream.getvalue()


def _add(archive: zipfile.ZipFile, name: str, text: str) -> None:
    archive.writestr(zipfile.ZipInfo(name, MADE), text.encode("utf-8"), zipfile.ZIP_DEFLATED)


def _name(caption: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", caption.lower()).strip("-")[:60] or "table"


def _package(document: Document, named: list[tuple[str, Table]]) -> dict[str, Any]:
    return {
        "name": _name(document.id),
        "title": document.title,
        "description": " ".join(filter(None, (document.question, document.data_line, SUPPRESSION))),
        "licenses": [LICENCE],
        "sherwood": dict(heading_lines(document)),
        "notes": [text for _, text in notes(document)],
        "resources": [
            {
                "name": name,
                "title": table.caption,
                "path": f"data/{name}.csv",
                "format": "csv",
                "encoding": "utf-8",
                "schema": {"fields": list(_fields(table)), "missingValues": ["", WITHHELD]},
            }
            for name, table in named
        ],
    }


def _fields(table: Table) -> Iterator[dict[str, str]]:
    for place, name in enumerate(_headings(table)):
        cells = [row[place] for row in table.rows if row[place].text and not _is_withheld(row[place])]
        yield {"name": name, "title": table.columns[place].label, "type": _type(cells)}


def _type(cells: list[Cell]) -> str:
    if cells and all(cell.number is not None for cell in cells):
        return "number"
    return "date" if cells and all(cell.date is not None for cell in cells) else "string"


def _headings(table: Table) -> list[str]:
    """Return names of columns that no two share."""
    found: list[str] = []
    for column in table.columns:
        name = _name(column.label).replace("-", "_")
        found.append(name if name not in found else f"{name}_{len(found) + 1}")
    return found


def _is_withheld(cell: Cell) -> bool:
    return cell.number is None and cell.text == TOO_FEW


def _csv(table: Table) -> str:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(_headings(table))
    writer.writerows([_value(cell) for cell in row] for row in table.rows)
    return stream.getvalue()


def _value(cell: Cell) -> str | float:
    if _is_withheld(cell):
        return WITHHELD
    if cell.number is not None:
        return int(cell.number) if float(cell.number).is_integer() else cell.number
    return cell.date.isoformat() if cell.date is not None else safe(cell.text)
